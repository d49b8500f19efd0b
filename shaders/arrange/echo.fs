/*{
    "DESCRIPTION": "Each fragment shows its own moment: time runs through the picture. Needs moments in the fragments block.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "MOMENTS": true,
    "INPUTS": [
        {"NAME": "reach", "LABEL": "Reach", "TYPE": "float", "MIN": 0, "MAX": 1000, "DEFAULT": 31,
         "IDENTITY": 0,
         "DESCRIPTION": "how far back the oldest moment lies, in thirtieths of a second"},
        {"NAME": "by", "LABEL": "By", "TYPE": "long", "VALUES": [0, 1, 2, 3],
         "LABELS": ["random", "columns", "rows", "middle"], "DEFAULT": 0,
         "DESCRIPTION": "where it is older: anywhere, from left to right, from top to bottom, or from the middle outwards"},
        {"NAME": "reverse", "LABEL": "Reverse", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "the oldest is where the newest was"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other moments where they are random"}
    ]
}*/
#include "lib/hash.glsl"

// How old the moment at a place is, 0..1.
float age(Fragment f)
{
    vec2 canvas = vec2(ASPECT, 1.0);
    vec2 at = f.home / canvas;
    if (by == 1)
        return at.x;
    if (by == 2)
        return 1.0 - at.y;
    if (by == 3)
        return 2.0 * length(f.home - 0.5 * canvas) / length(canvas);
    return hash1(vec2(f.number, 0.0), seed);
}

Fragment arrange(Fragment f)
{
    f.moment = reach * clamp(reverse ? 1.0 - age(f) : age(f), 0.0, 1.0);
    return f;
}
