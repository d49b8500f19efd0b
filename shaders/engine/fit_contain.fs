/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Shows a source whole, the bars beside it transparent. The engine's own step.",
    "CREDIT": "Remontage",
    "BOUNDED": true,
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "scale", "TYPE": "point2D"},
        {"NAME": "offset", "TYPE": "point2D"}
    ]
}*/
#include "lib/edge.glsl"
#include "lib/light.glsl" // what is shrunk is averaged by it: plan/emit_taps.c

void main()
{
    vec2 p = isf_FragNormCoord * scale + offset;
    vec4 colour = IMG_NORM_PIXEL(inputImage, p);
    gl_FragColor = vec4(colour.rgb, colour.a * edge_coverage(p, scale / RENDERSIZE));
}
