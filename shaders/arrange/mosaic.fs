/*{
    "DESCRIPTION": "Makes another picture of the fragments: each place takes the one whose colour is nearest.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "MATCH": "targetImage",
    "LIMIT": "limit",
    "INPUTS": [
        {"NAME": "targetImage", "LABEL": "Target", "TYPE": "image",
         "DESCRIPTION": "the picture that they make together"},
        {"NAME": "limit", "LABEL": "Limit", "TYPE": "long", "UNIT": "count", "MIN": 0, "MAX": 1000000,
         "DEFAULT": 0,
         "DESCRIPTION": "how often a fragment may be used; 0: as often as it fits"},
        {"NAME": "whole", "LABEL": "Whole", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "each place shows all of one picture, the one whose mean colour is nearest, however often; for many pictures"}
    ]
}*/

// The picture whose mean is nearest to a colour.
int nearest_picture(vec3 wanted)
{
    int found = 0;
    float best = 1000.0;
    for (int i = 0; i < SOURCES; i++) {
        vec3 apart = picture_at(0.5 * vec2(ASPECT, 1.0), i, 0.5).rgb - wanted;
        if (dot(apart, apart) < best) {
            best = dot(apart, apart);
            found = i;
        }
    }
    return found;
}

// The place keeps its outline and looks at what the other shows, as large as fits.
Fragment arrange(Fragment f)
{
    Fragment found = fragment_at(f.match);
    vec2 fits = f.size / max(found.size, vec2(0.000001));
    f.home = found.home;
    f.zoom = max(fits.x, fits.y);
    f.source = found.source;
    f.mean = found.mean;
    f.detail = found.detail;
    if (whole) {
        f.home = 0.5 * vec2(ASPECT, 1.0);
        f.zoom = max(f.size.x / ASPECT, f.size.y);
        f.source = nearest_picture(found.mean); // the target's colour here, nearly
    }
    return f;
}
