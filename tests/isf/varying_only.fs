/*{
    "DESCRIPTION": "The same as older files write it, ending .vert: a varying without a choice, the old name of the function, several passes.",
    "PASSES": [{"TARGET": "first", "WIDTH": 8, "HEIGHT": 4}, {}]
}*/
varying float number;

void main()
{
    gl_FragColor = PASSINDEX == 0 ? vec4(number) : vec4(IMG_THIS_PIXEL(first).r, number, vv_FragNormCoord.x, 1.0);
}
