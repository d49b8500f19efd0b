/*{
    "DESCRIPTION": "The picture grows coarse, its squares change from the first to the second one by one, and it grows fine again.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Transition"],
    "MAGNIFY": "min(2 * $count / $HEIGHT * pow(2, 6 * (1 - smoothstep(0, 0.85, 1 - abs(2 * $progress - 1)))), 1)",
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 2, "MAX": 200,
         "DEFAULT": 14,
         "DESCRIPTION": "squares along the height where they are largest"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how unevenly the squares change"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another order"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/cells.glsl"
#include "lib/edge.glsl"
#include "lib/hash.glsl"
#include "lib/place.glsl"
#include "lib/transition.glsl"

// What a square shows. fine: squares along the height; halvings: how often they were halved.
vec4 seen(vec2 p, vec2 cell, float fine, float halvings)
{
    float coarse = 1.0 - abs(2.0 * progress - 1.0);
    vec2 here = mix(p, (cell + 0.5) / fine, step(0.0001, coarse) * step(halvings, 5.5));
    // The order is that of the largest squares, and within them of the smaller ones.
    vec2 large = floor((cell + 0.5) * exp2(-halvings));
    float when = mix(hash1(large, seed), hash1(cell, seed + halvings + 1.0), 0.35 * variety);
    float middle = clamp(1.6 * progress - 0.3, 0.0, 1.0);
    float open = transition_front(mix(0.5, when, variety), 0.12, middle);
    vec2 point = place_on_picture(here, RENDERSIZE);
    return blend_mix(IMG_NORM_PIXEL(startImage, point), IMG_NORM_PIXEL(endImage, point), open);
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    // Squares double in size and halve again, so that each step fits into the next.
    float coarse = 1.0 - abs(2.0 * progress - 1.0);
    float halvings = floor(6.0 * (1.0 - smoothstep(0.0, 0.85, coarse)) + 0.5);
    float fine = count * exp2(halvings);
    vec4 cell = cell_grid(p * fine), beside = beside_grid(p * fine, cell);
    float own = halvings < 5.5 ? place_cover(edge_grid(p * fine) / fine, RENDERSIZE) : 1.0;
    vec4 color = vec4(0.0);
    int i = 0;
    do { // a pixel between two squares sees both
        vec4 side = seen(p, i == 0 ? cell.xy : beside.xy, fine, halvings);
        color = i == 0 ? side : blend_mix(side, color, own);
    } while (++i < edge_sides(own));
    gl_FragColor = color;
}
