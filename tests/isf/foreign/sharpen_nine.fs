/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "amount", "TYPE": "float", "DEFAULT": 0.4}
    ]
}*/
#define AT(x, y) IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + vec2(x, y) / RENDERSIZE)
void main()
{
    vec4 middle = AT(0.0, 0.0);
    vec4 around = AT(-1.0, -1.0) + AT(0.0, -1.0) + AT(1.0, -1.0) + AT(-1.0, 0.0) + AT(1.0, 0.0) +
                  AT(-1.0, 1.0) + AT(0.0, 1.0) + AT(1.0, 1.0);
    gl_FragColor = vec4(middle.rgb + amount * (middle.rgb - around.rgb / 8.0), middle.a);
}
