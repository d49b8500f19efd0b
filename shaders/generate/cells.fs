/*{
    "DESCRIPTION": "A field of cells, each in its own tone: cracked earth, honeycomb, tiles.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Generator"],
    "INPUTS": [
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.86, 0.74, 0.56, 1],
         "DESCRIPTION": "the lightest cells"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.23, 0.17, 0.15, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "shape", "LABEL": "Shape", "TYPE": "long", "VALUES": [0, 1, 2, 3],
         "LABELS": ["shards", "squares", "hexagons", "triangles"], "DEFAULT": 0,
         "DESCRIPTION": "what the cells are"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0.5, "MAX": 200,
         "DEFAULT": 8,
         "DESCRIPTION": "cells along the picture's height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how far the darkest cell comes down to the background"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "DESCRIPTION": "how uneven the shards are; at 0 they are squares"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.006,
         "DESCRIPTION": "the distance between two cells, in heights of the picture"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other cells"}
    ]
}*/
#include "lib/cells.glsl"
#include "lib/fragment.glsl"
#include "lib/voronoi.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE) * count;
    vec4 cell, beside;
    float inside;
    if (shape == 0) {
        cell = cell_voronoi(p, variety, seed);
        inside = edge_voronoi(p, cell, variety, seed, beside);
    } else if (shape == 1) {
        cell = cell_grid(p);
        beside = beside_grid(p, cell);
        inside = edge_grid(p);
    } else if (shape == 2) {
        cell = cell_hexagon(p);
        beside = beside_hexagon(p, cell);
        inside = edge_hexagon(p);
    } else {
        cell = cell_triangle(p);
        beside = beside_triangle(p);
        inside = edge_triangle(p);
    }
    inside /= count;
    float own = fragment_own(inside, gap, RENDERSIZE);
    float dark = mix(hash1(beside.xy, seed + 77.0), hash1(cell.xy, seed + 77.0), own);
    vec4 tone = blend_mix(color, background, amount * dark);
    gl_FragColor = fragment_on(background, tone, inside, gap, RENDERSIZE);
}
