/*{
    "DESCRIPTION": "Makes another picture of the fragments: each place takes the one that looks most like it.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "MATCH": "targetImage",
    "LIMIT": "limit",
    "APART": "apart",
    "ONCE": "each",
    "WHOLE": "whole",
    "INPUTS": [
        {"NAME": "targetImage", "LABEL": "Target", "TYPE": "image",
         "DESCRIPTION": "the picture that they make together"},
        {"NAME": "limit", "LABEL": "Limit", "TYPE": "long", "UNIT": "count", "MIN": 0, "MAX": 1000000,
         "DEFAULT": 0,
         "DESCRIPTION": "how often a fragment may be used; 0: as often as it fits"},
        {"NAME": "apart", "LABEL": "Apart", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 32,
         "DEFAULT": 0,
         "DESCRIPTION": "how many cells off a fragment may come back; 0: anywhere"},
        {"NAME": "each", "LABEL": "Each", "TYPE": "long", "VALUES": [0, 1], "LABELS": ["often", "once"],
         "DEFAULT": 0,
         "DESCRIPTION": "once: all are used before one is used again, and exchanged until they fit best"},
        {"NAME": "whole", "LABEL": "Whole", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "each place shows all of one picture, the one that looks most like it; for many pictures"}
    ]
}*/

// The place keeps its outline and looks at what the other shows, as large as fits.
Fragment arrange(Fragment f)
{
    vec2 all = vec2(ASPECT, 1.0);
    if (whole) {
        f.home = 0.5 * all;
        f.zoom = max(f.size.x / all.x, f.size.y / all.y);
        f.source = f.match;
        return f;
    }
    Fragment found = fragment_at(f.match);
    vec2 fits = f.size / max(found.size, vec2(0.000001));
    f.home = found.home;
    f.zoom = max(fits.x, fits.y);
    f.source = found.source;
    f.mean = found.mean;
    f.detail = found.detail;
    return f;
}
