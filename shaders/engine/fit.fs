/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Lays a source over the canvas: cover and stretch. The engine's own step.",
    "CREDIT": "Remontage",
    "BOUNDED": true,
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "scale", "TYPE": "point2D"},
        {"NAME": "offset", "TYPE": "point2D"}
    ]
}*/
#include "lib/light.glsl" // what is shrunk is averaged by it: plan/emit_taps.c

void main()
{
    gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord * scale + offset);
}
