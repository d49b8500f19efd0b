/*{
    "DESCRIPTION": "Cuts out with scissors whatever lies on plain paper: each island of a mask is a fragment, and all else is left out.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "ISLANDS": "maskImage",
    "COLUMNS": "round($count)",
    "ROWS": 1,
    "INPUTS": [
        {"NAME": "maskImage", "LABEL": "Mask", "TYPE": "image",
         "DESCRIPTION": "where something is; left out, each picture is looked at for itself"},
        {"NAME": "by", "LABEL": "By", "TYPE": "long", "VALUES": [0, 1, 2, 3], "LABELS": ["auto", "paper",
         "brightness", "alpha"], "DEFAULT": 0,
         "DESCRIPTION": "what makes an island: it differs from the paper that the corners show, it is bright, it is opaque; auto: a mask's brightness, else what differs from a picture's paper"},
        {"NAME": "threshold", "LABEL": "Threshold", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "how bright or how opaque an island is at least, or how much unlike the paper"},
        {"NAME": "invert", "LABEL": "Invert", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "what is dark, transparent, or the paper itself"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0,
         "DESCRIPTION": "how far the scissors look, in heights of the picture: they cut round what is finer"},
        {"NAME": "holes", "LABEL": "Holes", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.0005,
         "DESCRIPTION": "the area of the smallest hole, in squared heights of the picture; smaller ones are not cut out"},
        {"NAME": "smallest", "LABEL": "Smallest", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.0001,
         "DESCRIPTION": "the area of the smallest island, in squared heights of the picture; specks below it are left out"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 100000,
         "DEFAULT": 1000,
         "DESCRIPTION": "how many islands at most, the largest first"}
    ]
}*/

// What the corners show; where they are transparent, points along the edges.
vec4 paper_of(int sheet)
{
    const float RADIUS = 0.03;
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 12; i++) {
        vec2 way = vec2(i % 2 == 0 ? -1.0 : 1.0, i / 2 % 2 == 0 ? -1.0 : 1.0);
        vec2 p = 0.5 * vec2(ASPECT, 1.0) + way * (0.5 * vec2(ASPECT, 1.0) - RADIUS);
        if (i >= 4 && sum.a > 1.0)
            break;
        if (i >= 8)
            p.y = 0.5 + 0.3 * way.y;
        else if (i >= 4)
            p.x = 0.5 * ASPECT + 0.25 * way.x;
        vec4 colour = mask_at(p, sheet, RADIUS);
        sum += vec4(colour.rgb * colour.a, colour.a);
    }
    return sum.a > 0.1 ? vec4(sum.rgb / sum.a, 1.0) : vec4(0.0);
}

float unlike_paper(vec4 colour, int sheet)
{
    const float MUCH = 0.6; // paper has shadows
    vec4 paper = paper_of(sheet);
    if (paper.a == 0.0)
        return colour.a;
    return min(length(colour.rgb - paper.rgb) / MUCH, 1.0) * colour.a;
}

// Above 0 where something is.
float inside(vec2 p, int sheet)
{
    vec4 colour = mask_at(p, sheet, max(radius, 0.5 / float(island_rows())));
    int way = by > 0 ? by : has_mask() ? 2 : 1;
    float value = way == 1   ? unlike_paper(colour, sheet)
                  : way == 2 ? dot(colour.rgb, vec3(0.2126, 0.7152, 0.0722)) * colour.a
                             : colour.a;
    return invert ? threshold - value : value - threshold;
}

// Whether a hole is too small for scissors.
bool fills(float area)
{
    return area < holes;
}

Fragment cut(int id)
{
    Island it = island(id);
    Fragment f = fragment_new(id);
    f.home = it.home;
    f.size = it.size;
    f.area = it.area >= smallest ? it.area : 0.0;
    if (!has_mask())
        f.source = it.sheet;
    return f;
}
