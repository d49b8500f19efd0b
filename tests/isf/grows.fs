/*{
    "DESCRIPTION": "A slope that is drawn once and then copied pixel by pixel, in a buffer that grows.",
    "INPUTS": [{"NAME": "part", "TYPE": "float", "MIN": 0, "MAX": 1000, "DEFAULT": 40}],
    "PASSES": [{"TARGET": "kept", "PERSISTENT": true, "FLOAT": true, "WIDTH": "$part"}, {}]
}*/
void main()
{
    if (PASSINDEX == 1)
        gl_FragColor = IMG_THIS_NORM_PIXEL(kept);
    else if (FRAMEINDEX == 0)
        gl_FragColor = vec4(vec3(isf_FragNormCoord.x), 1.0);
    else
        gl_FragColor = IMG_PIXEL(kept, gl_FragCoord.xy);
}
