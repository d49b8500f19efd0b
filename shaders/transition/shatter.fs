/*{
    "DESCRIPTION": "The first picture is a pane that is struck: it cracks, and its shards turn away from the second.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 100,
         "DEFAULT": 7,
         "DESCRIPTION": "shards along the height"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas",
         "MIN": [0, 0], "MAX": [1, 1], "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "where the blow falls"},
        {"NAME": "turn", "LABEL": "Turn", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 70,
         "DESCRIPTION": "how far a shard turns as it goes, in degrees"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "how strongly the turning shows in the brightness"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other shards"}
    ]
}*/
#include "lib/fragment.glsl"
#include "lib/transition.glsl"
#include "lib/voronoi.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 blow = place_from_middle(center, RENDERSIZE);
    vec4 cell = cell_voronoi(p * count, 1.0, seed);
    vec2 middle = cell.zw / count;
    vec3 random = 2.0 * hash3(cell.xy, seed + 77.0) - 1.0;

    // The crack runs outwards; a shard goes when it has arrived, sooner or later.
    float far = length(middle - blow) /
                length(0.5 * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0) + abs(blow));
    float when = clamp(0.8 * far + 0.1 + 0.1 * random.z, 0.0, 1.0);
    float going = transition_front(when, 0.9, progress);
    float fallen = going * going * (3.0 - 2.0 * going);
    float size = 1.0 - fallen;

    // The point of the pane that has come here, if its shard is still that large.
    vec2 seen = middle + place_turned(turn * fallen * random.x) * (p - middle) / max(size, 0.001);
    float inside = edge_voronoi(seen * count, cell, 1.0, seed) / count;
    float cover = place_cover(inside * size, RENDERSIZE) * step(0.001, size);
    cover = mix(1.0, cover, smoothstep(0.0, 0.03, fallen));

    vec4 shard = IMG_NORM_PIXEL(startImage, place_on_picture(seen, RENDERSIZE));
    float glint = clamp(random.y + dot(random.zx, (seen - middle) * count), -1.0, 1.0);
    shard = fragment_lit(shard, light * glint * smoothstep(0.0, 0.3, going) * 0.8);
    float bevel = (1.0 - smoothstep(0.0, 0.012, inside)) * smoothstep(0.0, 0.1, going);
    shard.rgb += 0.35 * light * bevel;

    vec4 behind = IMG_THIS_PIXEL(endImage);
    // The pane's shadow lifts as the shards go.
    behind.rgb *= 1.0 - 0.5 * size * smoothstep(0.0, 0.05, 1.0 - progress);
    gl_FragColor = blend_mix(behind, shard, cover);
}
