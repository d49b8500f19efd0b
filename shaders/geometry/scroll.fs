/*{
    "DESCRIPTION": "Moves the picture along; what leaves on one side comes back on the other.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Geometry"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "x", "LABEL": "Right", "TYPE": "float", "UNIT": "width", "MIN": -1, "MAX": 1,
         "DEFAULT": 0.25,
         "WRAP": true,
         "IDENTITY": 0, "DESCRIPTION": "how far to the right, 1 being the whole width"},
        {"NAME": "y", "LABEL": "Up", "TYPE": "float", "UNIT": "height", "MIN": -1, "MAX": 1, "DEFAULT": 0,
         "WRAP": true,
         "IDENTITY": 0, "DESCRIPTION": "how far up, 1 being the whole height"},
        {"NAME": "edge", "LABEL": "Edge", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["stretch", "mirror", "repeat"],
         "DEFAULT": 2,
         "DESCRIPTION": "what lies beyond the picture: its edge drawn out, its mirror image, or the picture again"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/edge.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 point = isf_FragNormCoord - vec2(x, y);
    vec2 pixel = 1.0 / RENDERSIZE;
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
