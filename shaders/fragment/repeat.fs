/*{
    "DESCRIPTION": "The whole picture, again and again.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Fragment"],
    "MAGNIFY": "1/$count",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 64,
         "DEFAULT": 3,
         "IDENTITY": 1,
         "DESCRIPTION": "how often it stands side by side, and one above another"},
        {"NAME": "mirror", "LABEL": "Mirror", "TYPE": "bool", "DEFAULT": true,
         "DESCRIPTION": "every second one is mirrored, so that no seam shows"},
        {"NAME": "offset", "LABEL": "Offset", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "moves each row on from the one below, in pictures"}
    ]
}*/
#include "lib/place.glsl"

void main()
{
    vec2 p = isf_FragNormCoord * count;
    p.x -= offset * floor(p.y);
    gl_FragColor = IMG_NORM_PIXEL(inputImage, place_edge(p, mirror ? 1 : 2));
}
