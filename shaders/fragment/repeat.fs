/*{
    "DESCRIPTION": "The whole picture, again and again.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
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
#include "lib/blend.glsl"
#include "lib/edge.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 p = isf_FragNormCoord * count;
    float row = floor(p.y);
    p.x -= offset * row;
    // Mirrored, only rows that are shifted do not go on in each other.
    const vec2 none = vec2(0.000001);
    vec2 pixel = count / RENDERSIZE;
    pixel = mirror ? vec2(none.x, offset > 0.0 ? pixel.y : none.y) : pixel;
    float own = seam_cover(p, pixel);
    vec4 color = vec4(0.0);
    int i = 0;
    do {
        vec4 side = IMG_NORM_PIXEL(inputImage, place_edge(p, mirror ? 1 : 2));
        color = i == 0 ? side : blend_mix(side, color, own);
        p = seam_beside(p, pixel);
        p.x -= offset * (floor(p.y) - row);
    } while (++i < seam_sides(own));
    gl_FragColor = color;
}
