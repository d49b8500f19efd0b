/*{
    "DESCRIPTION": "Sews up to four pictures together, patch by patch.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Recombine"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "second", "LABEL": "Second picture", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "a second picture; left out, the first"},
        {"NAME": "third", "LABEL": "Third picture", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "a third picture; left out, the first"},
        {"NAME": "fourth", "LABEL": "Fourth picture", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "a fourth picture; left out, the first"},
        {"NAME": "pictures", "LABEL": "Pictures", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 4,
         "DEFAULT": 4,
         "DESCRIPTION": "how many of the four are used"},
        {"NAME": "shape", "LABEL": "Shape", "TYPE": "long", "VALUES": [0, 1, 2, 3],
         "LABELS": ["squares", "hexagons", "triangles", "shards"], "DEFAULT": 0,
         "DESCRIPTION": "what the patches are"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 200,
         "DEFAULT": 6,
         "DESCRIPTION": "patches along the picture's height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.12,
         "IDENTITY": 0,
         "DESCRIPTION": "how far a picture moves behind its patch, in heights of the picture"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.1,
         "IDENTITY": 0,
         "DESCRIPTION": "how much brighter or darker a patch may be"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2, "DEFAULT": 0,
         "IDENTITY": 0,
         "DESCRIPTION": "the distance between two patches, in heights of the picture"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.93, 0.90, 0.84, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other patches"}
    ]
}*/
#include "lib/cells.glsl"
#include "lib/fragment.glsl"
#include "lib/voronoi.glsl"

// The picture at p through one patch.
vec4 seen(vec2 p, vec4 cell)
{
    vec3 random = hash3(cell.xy, seed + 77.0);
    vec2 from = fragment_behind(p, cell.zw / count, amount, 0.0, hash3(cell.xy, seed + 177.0));
    from = place_edge(place_on_picture(from, RENDERSIZE), 1);
    float which = floor(random.x * floor(pictures + 0.5));
    vec4 color;
    if (which < 1.0)
        color = IMG_NORM_PIXEL(inputImage, from);
    else if (which < 2.0)
        color = IMG_NORM_PIXEL(second, from);
    else if (which < 3.0)
        color = IMG_NORM_PIXEL(third, from);
    else
        color = IMG_NORM_PIXEL(fourth, from);
    return fragment_lit(color, light * (2.0 * random.y - 1.0));
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 q = p * count;
    vec4 cell, beside;
    float inside;
    if (shape == 0) {
        cell = cell_grid(q);
        beside = beside_grid(q, cell);
        inside = edge_grid(q);
    } else if (shape == 1) {
        cell = cell_hexagon(q);
        beside = beside_hexagon(q, cell);
        inside = edge_hexagon(q);
    } else if (shape == 2) {
        cell = cell_triangle(q);
        beside = beside_triangle(q);
        inside = edge_triangle(q);
    } else {
        cell = cell_voronoi(q, 1.0, seed);
        inside = edge_voronoi(q, cell, 1.0, seed, beside);
    }
    inside /= count;

    float own = fragment_own(inside, gap, RENDERSIZE);
    vec4 color = vec4(0.0);
    int i = 0;
    do { // a pixel on the outline sees what is beside it, too
        vec4 side = seen(p, i == 0 ? cell : beside);
        color = i == 0 ? side : blend_mix(side, color, own);
    } while (++i < edge_sides(own));
    gl_FragColor = fragment_on(background, color, inside, gap, RENDERSIZE);
}
