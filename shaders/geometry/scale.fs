/*{
    "DESCRIPTION": "Enlarges the picture to a close-up, or makes it smaller.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Geometry"],
    "MAGNIFY": "$amount",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0.05, "MAX": 32,
         "DEFAULT": 1.8,
         "IDENTITY": 1, "DESCRIPTION": "2 shows it twice as large, 0.5 half as large"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the point that stays where it is"},
        {"NAME": "edge", "LABEL": "Edge", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["stretch", "mirror", "repeat"],
         "DEFAULT": 1,
         "DESCRIPTION": "what lies beyond the picture: its edge drawn out, its mirror image, or the picture again"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/edge.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 point = center + (isf_FragNormCoord - center) / amount;
    vec2 pixel = 1.0 / (RENDERSIZE * amount);
    float own = edge == 2 ? seam_cover(point, pixel) : 1.0;
    vec4 color = vec4(0.0);
    int i = 0;
    do {
        vec4 side = IMG_NORM_PIXEL(inputImage, place_edge(point, edge));
        color = i == 0 ? side : blend_mix(side, color, own);
        point = seam_beside(point, pixel);
    } while (++i < seam_sides(own));
    gl_FragColor = color;
}
