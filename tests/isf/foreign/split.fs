/*{
    "ISFVSN": "2",
    "DESCRIPTION": "red to one side, blue to the other",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "amount", "TYPE": "float", "MIN": 0, "MAX": 0.1, "DEFAULT": 0.01}
    ]
}*/
vec4 tap(float side)
{
    vec2 from = isf_FragNormCoord + vec2(side * amount, 0.0);
    return IMG_NORM_PIXEL(inputImage, from);
}
void main()
{
    gl_FragColor = vec4(tap(-1.0).r, tap(0.0).ga, 0.0).xywz;
    gl_FragColor.b = tap(1.0).b;
    gl_FragColor.a = 1.0;
}
