/*{
    "DESCRIPTION": "A broken mirror: each shard has its own view and catches its own light.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Fragment"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 200,
         "DEFAULT": 5,
         "DESCRIPTION": "fragments along the picture's height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.04,
         "IDENTITY": 0,
         "DESCRIPTION": "how far the picture moves behind each shard, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 180,
         "DEFAULT": 6,
         "IDENTITY": 0,
         "DESCRIPTION": "how far it may turn there, in degrees"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.25,
         "IDENTITY": 0,
         "DESCRIPTION": "how strongly a shard's tilt shows in its brightness"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "DESCRIPTION": "how uneven the shards are; at 0 they are squares"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.003,
         "IDENTITY": 0,
         "DESCRIPTION": "the distance between two fragments, in heights of the picture"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.08, 0.08, 0.09, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other fragments"}
    ]
}*/
#include "lib/fragment.glsl"
#include "lib/voronoi.glsl"

// The picture at p through one shard.
vec4 seen(vec2 p, vec4 cell)
{
    vec2 from = fragment_behind(p, cell.zw / count, amount, angle, hash3(cell.xy, seed + 77.0));
    vec4 color = IMG_NORM_PIXEL(inputImage, place_edge(place_on_picture(from, RENDERSIZE), 1));
    // A tilted shard is lit more on one side than on the other.
    vec3 tilt = 2.0 * hash3(cell.xy, seed + 177.0) - 1.0;
    return fragment_lit(color, light * (0.6 * tilt.z + dot(tilt.xy, p * count - cell.zw)));
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec4 cell = cell_voronoi(p * count, variety, seed), beside;
    float inside = edge_voronoi(p * count, cell, variety, seed, beside) / count;
    float own = fragment_own(inside, gap, RENDERSIZE);
    vec4 color = vec4(0.0);
    int i = 0;
    do { // a pixel on the outline sees what is beside it, too
        vec4 side = seen(p, i == 0 ? cell : beside);
        color = i == 0 ? side : blend_mix(side, color, own);
    } while (++i < edge_sides(own));
    gl_FragColor = fragment_on(background, color, inside, gap, RENDERSIZE);
}
