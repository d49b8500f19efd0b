/*{
    "DESCRIPTION": "Rolls the picture around a point: its bottom becomes the centre.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Geometry"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how far it is rolled"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0.05, "MAX": 4,
         "DEFAULT": 0.7,
         "DESCRIPTION": "where the picture's top comes to lie, in heights from the centre"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 24,
         "DEFAULT": 4,
         "DESCRIPTION": "how often the picture stands round the centre, every second one mirrored"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 90,
         "WRAP": true,
         "DESCRIPTION": "where the middle of the picture stands, degrees counter-clockwise from the right"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the point around which it rolls"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/edge.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 from_center = place_turned(-angle) * ((isf_FragNormCoord - center) * aspect);
    float around = length(from_center) > 0.0 ? atan(from_center.y, from_center.x) : 0.0;
    // Mirrored by turns, so that an even count has no seam; at another, a pixel on it sees both sides.
    float own = from_center.x < 0.0 ? place_cover(abs(from_center.y), RENDERSIZE) : 1.0;
    vec4 color = vec4(0.0);
    int i = 0;
    do {
        vec2 rolled = vec2(0.5 + around / PLACE_TURN * count, length(from_center) / radius);
        vec2 from = mix(isf_FragNormCoord, place_edge(rolled, 1), amount);
        vec4 side = IMG_NORM_PIXEL(inputImage, from);
        color = i == 0 ? side : blend_mix(side, color, own);
        around -= around < 0.0 ? -PLACE_TURN : PLACE_TURN;
    } while (++i < edge_sides(own));
    gl_FragColor = color;
}
