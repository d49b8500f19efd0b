/*{
    "DESCRIPTION": "Falls apart: each fragment flies its own way, turns and tumbles as it goes.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "INPUTS": [
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "IDENTITY": 0,
         "DESCRIPTION": "how far all of it has gone: 0 is the whole picture"},
        {"NAME": "spread", "LABEL": "Spread", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 4,
         "DEFAULT": 0.35,
         "DESCRIPTION": "how far a fragment flies, in heights of the picture"},
        {"NAME": "fall", "LABEL": "Fall", "TYPE": "float", "UNIT": "height", "MIN": -4, "MAX": 4,
         "DEFAULT": 0,
         "DESCRIPTION": "how far it also falls, ever faster, in heights of the picture; below 0 it rises"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 3600,
         "DEFAULT": 90,
         "DESCRIPTION": "how far a fragment may turn, in degrees"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "MIN": 0, "MAX": 3, "DEFAULT": 0.3,
         "DESCRIPTION": "how much larger or smaller a fragment may become; 1 doubles or halves it"},
        {"NAME": "tilt", "LABEL": "Tilt", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 3600,
         "DEFAULT": 0,
         "DESCRIPTION": "how far it may turn out of the plane, in degrees"},
        {"NAME": "stagger", "LABEL": "Stagger", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.3,
         "DESCRIPTION": "0: all at once; 1: one after another"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other ways"}
    ],
    "MAGNIFY": "pow(2, $size * min(1, $amount / (1 - 0.9 * $stagger)))"
}*/
#include "lib/hash.glsl"
#include "lib/place.glsl"

Fragment arrange(Fragment f)
{
    vec3 way = hash3(vec2(f.number, 0.0), seed);
    vec3 turn = 2.0 * hash3(vec2(f.number, 1.0), seed) - 1.0;
    vec3 form = 2.0 * hash3(vec2(f.number, 2.0), seed) - 1.0;
    float wait = stagger * way.z;
    float gone = clamp((amount - 0.9 * wait) / (1.0 - 0.9 * stagger), 0.0, 1.0);
    float far = gone * spread * sqrt(way.y);
    f.place += far * vec2(cos(PLACE_TURN * way.x), sin(PLACE_TURN * way.x));
    f.place.y -= fall * gone * gone * (0.6 + 0.4 * form.y);
    f.angle += radians(gone * angle * turn.x);
    f.tilt += radians(gone * tilt) * turn.yz;
    f.scale *= exp2(gone * size * form.x);
    f.depth += gone * form.z;
    return f;
}
