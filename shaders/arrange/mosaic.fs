/*{
    "DESCRIPTION": "Makes another picture of the fragments: each place takes the one whose colour is nearest.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "MATCH": "targetImage",
    "INPUTS": [
        {"NAME": "targetImage", "LABEL": "Target", "TYPE": "image",
         "DESCRIPTION": "the picture that they make together"},
        {"NAME": "limit", "LABEL": "Limit", "TYPE": "long", "MIN": 0, "MAX": 1000000, "DEFAULT": 0,
         "DESCRIPTION": "how often a fragment may be used; 0: as often as it fits"},
        {"NAME": "whole", "LABEL": "Whole", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "each place shows all of the picture that its fragment is from"}
    ]
}*/

// The place keeps its outline and looks at what the other shows, as large as fits.
Fragment arrange(Fragment f)
{
    Fragment found = fragment_at(f.match);
    vec2 fits = f.size / max(found.size, vec2(0.000001));
    f.home = whole ? 0.5 * vec2(ASPECT, 1.0) : found.home;
    f.zoom = whole ? max(f.size.x / ASPECT, f.size.y) : max(fits.x, fits.y);
    f.source = found.source;
    f.mean = found.mean;
    f.detail = found.detail;
    return f;
}
