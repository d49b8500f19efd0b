/*{
    "DESCRIPTION": "Pushes the picture this way and that, by how bright another is there.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": "inputImage",
    "BOUNDED": true,
    "CATEGORIES": ["Recombine"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "map", "LABEL": "Map", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "the picture that pushes; left out, the picture itself"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": -1, "MAX": 1,
         "DEFAULT": 0.1,
         "IDENTITY": 0,
         "DESCRIPTION": "how far white and black are pushed apart at most, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 90,
         "WRAP": true,
         "DESCRIPTION": "where white is pushed, degrees counter-clockwise from the right"},
        {"NAME": "turn", "LABEL": "Turn", "TYPE": "float", "UNIT": "degrees", "MIN": -1080, "MAX": 1080,
         "DEFAULT": 360,
         "DESCRIPTION": "how far the direction turns from black to white, in degrees; 0: white is pushed one way, black back, grey not at all"}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/place.glsl"

void main()
{
    float bright = colour_luma(IMG_THIS_PIXEL(map).rgb) - 0.5;
    float way = radians(angle + turn * bright);
    vec2 push = amount * (turn == 0.0 ? bright : 0.5) * vec2(cos(way), sin(way));
    vec2 from = isf_FragNormCoord - push * vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    gl_FragColor = IMG_NORM_PIXEL(inputImage, place_edge(from, 1));
}
