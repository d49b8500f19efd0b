/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Puts a layer's picture somewhere on the canvas, transparent beside it. The engine's own step.",
    "CREDIT": "Remontage",
    "BOUNDED": true,
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "column_x", "TYPE": "point2D"},
        {"NAME": "column_y", "TYPE": "point2D"},
        {"NAME": "origin", "TYPE": "point2D"},
        {"NAME": "pixel", "TYPE": "point2D"},
        {"NAME": "magnify", "TYPE": "float"}
    ],
    "MAGNIFY": "$magnify"
}*/
#include "lib/edge.glsl"

void main()
{
    vec2 p = column_x * isf_FragNormCoord.x + column_y * isf_FragNormCoord.y + origin;
    vec4 colour = IMG_NORM_PIXEL(inputImage, p);
    gl_FragColor = vec4(colour.rgb, colour.a * edge_coverage(p, pixel));
}
