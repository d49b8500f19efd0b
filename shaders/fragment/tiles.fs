/*{
    "DESCRIPTION": "A joiner: square prints, each taken from a slightly different place.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 200,
         "DEFAULT": 5,
         "DESCRIPTION": "fragments along the picture's height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.06,
         "IDENTITY": 0,
         "DESCRIPTION": "how far the picture moves behind each tile, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 180,
         "DEFAULT": 6,
         "IDENTITY": 0,
         "DESCRIPTION": "how far it may turn there, in degrees"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.18,
         "IDENTITY": 0,
         "DESCRIPTION": "how much brighter or darker a tile may be"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.006,
         "IDENTITY": 0,
         "DESCRIPTION": "the distance between two fragments, in heights of the picture"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.93, 0.90, 0.84, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other fragments"}
    ]
}*/
#include "lib/cells.glsl"
#include "lib/fragment.glsl"
#include "lib/hash.glsl"

void main()
{
    // As many columns as make the tiles nearly square.
    float aspect = RENDERSIZE.x / RENDERSIZE.y;
    float rows = floor(count + 0.5);
    vec2 tile = vec2(aspect / max(floor(rows * aspect + 0.5), 1.0), 1.0 / rows);
    vec2 corner = vec2(-0.5 * aspect, -0.5);
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec4 cell = cell_grid((p - corner) / tile);
    vec2 center = corner + cell.zw * tile;
    vec2 inside = 0.5 * tile - abs(p - center);

    vec2 from = fragment_behind(p, center, amount, angle, hash3(cell.xy, seed));
    vec4 color = IMG_NORM_PIXEL(inputImage, place_edge(place_on_picture(from, RENDERSIZE), 1));
    color = fragment_lit(color, light * (2.0 * hash1(cell.xy, seed + 77.0) - 1.0));
    gl_FragColor = fragment_on(background, color, min(inside.x, inside.y), gap, RENDERSIZE);
}
