/*{
    "DESCRIPTION": "A table full of photographs, thrown one on another.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "INPUTS": [
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 2,
         "DEFAULT": 0.33,
         "DESCRIPTION": "a photograph's longer side, in heights of the picture; 0: as it was cut"},
        {"NAME": "whole", "LABEL": "Whole", "TYPE": "bool", "DEFAULT": true,
         "DESCRIPTION": "each shows all of its picture; no: only its own fragment"},
        {"NAME": "spread", "LABEL": "Spread", "TYPE": "float", "MIN": 0, "MAX": 2, "DEFAULT": 1,
         "DESCRIPTION": "how far they lie about: 0 is one pile in the middle, 1 fills the canvas"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 180,
         "DEFAULT": 18,
         "DESCRIPTION": "how crooked they lie, in degrees"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another throw"}
    ]
}*/
#include "lib/hash.glsl"

// A square drawn together to a disc: piles have no corners.
vec2 rounded(vec2 p)
{
    return p * sqrt(1.0 - 0.5 * p.yx * p.yx);
}

Fragment arrange(Fragment f)
{
    vec3 thrown = 2.0 * hash3(vec2(f.number, 0.0), seed) - 1.0;
    vec2 canvas = vec2(ASPECT, 1.0);
    f.place = 0.5 * canvas * (1.0 + spread * rounded(thrown.xy));
    f.angle += radians(angle * thrown.z);
    if (size > 0.0)
        f.scale *= size / max(f.size.x, f.size.y);
    if (whole) {
        f.zoom = max(f.size.x / ASPECT, f.size.y);
        f.home = 0.5 * canvas;
    }
    f.depth += float(f.id) / float(fragment_count());
    return f;
}
