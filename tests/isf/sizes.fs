/*{
    "DESCRIPTION": "A buffer of a size from inputs, and what its pass and the next one see of it.",
    "INPUTS": [{"NAME": "part", "TYPE": "float", "MIN": 0, "MAX": 8, "DEFAULT": 4}],
    "PASSES": [{"TARGET": "small", "WIDTH": "$WIDTH / $part", "HEIGHT": "max(floor($HEIGHT / 7), 3)"}, {}]
}*/
void main()
{
    if (PASSINDEX == 0)
        gl_FragColor = vec4(RENDERSIZE / 255.0, 0.0, 1.0);
    else
        gl_FragColor = vec4(IMG_THIS_PIXEL(small).rg, IMG_SIZE(small).x / 255.0, 1.0);
}
