/*{
    "DESCRIPTION": "An exploded drawing: all fragments move away from a point, and keep their order.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "INPUTS": [
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 8, "DEFAULT": 0.5,
         "IDENTITY": 0,
         "DESCRIPTION": "how much further away they lie: 0 is the whole picture, 1 twice as far"},
        {"NAME": "along", "LABEL": "Along", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["both", "across", "upright"], "DEFAULT": 0,
         "DESCRIPTION": "on which axis they move: both, to the sides, or up and down"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the point that they leave"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 180,
         "DEFAULT": 0,
         "DESCRIPTION": "how far a fragment may turn as it goes, in degrees"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "how much further one goes than another"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, others go further"}
    ]
}*/
#include "lib/hash.glsl"

Fragment arrange(Fragment f)
{
    vec3 way = 2.0 * hash3(vec2(f.number, 0.0), seed) - 1.0;
    vec2 axes = vec2(along == 2 ? 0.0 : 1.0, along == 1 ? 0.0 : 1.0);
    vec2 from_center = f.place - center * vec2(ASPECT, 1.0);
    float gone = amount * (1.0 + variety * way.x);
    f.place += gone * axes * from_center;
    f.angle += radians(angle * way.y) * min(amount, 1.0);
    f.depth += variety * way.z * min(amount, 1.0);
    return f;
}
