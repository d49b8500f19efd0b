/*{
    "DESCRIPTION": "What the host tells of the moment.",
    "INPUTS": [{"NAME": "what", "TYPE": "long", "MIN": 0, "MAX": 4, "DEFAULT": 0}]
}*/
void main()
{
    vec3 told = vec3(TIME, TIMEDELTA * 10.0, float(FRAMEINDEX) / 100.0);
    if (what == 1)
        told = DATE.xyz / vec3(4000.0, 100.0, 100.0);
    else if (what == 2)
        told = vec3(DATE.w / 86400.0, float(PASSINDEX), 0.0);
    else if (what == 3)
        told = vec3(RENDERSIZE / 1000.0, 0.0);
    else if (what == 4)
        told = vec3(isf_FragNormCoord, (gl_FragCoord.y + gl_FragCoord.x) / 1000.0);
    gl_FragColor = vec4(told, 1.0);
}
