/*{
    "DESCRIPTION": "Folded paper: uneven bands from top to bottom, each from the next picture, head first.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "1",
    "ROWS": "round($count)",
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 1000,
         "DEFAULT": 3,
         "DESCRIPTION": "bands from top to bottom"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.4,
         "DESCRIPTION": "how uneven the bands are"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other folds"}
    ]
}*/
#include "lib/hash.glsl"
#include "lib/polygon.glsl"

// Where band i begins, from the top: at i, and between the page's ends moved by less than half a
// band.
float band_begin(int i)
{
    bool fold = i > 0 && i < ROWS;
    return float(i) + (fold ? 0.8 * variety * (hash1(vec2(i, 0.0), seed) - 0.5) : 0.0);
}

Fragment cut(int id)
{
    float top = 1.0 - band_begin(id) / float(ROWS);
    float bottom = 1.0 - band_begin(id + 1) / float(ROWS);
    Fragment f = fragment_new(id);
    f.size = vec2(ASPECT, top - bottom);
    f.home = 0.5 * vec2(ASPECT, top + bottom);
    f.area = f.size.x * f.size.y;
    f.source = id % SOURCES;
    return f;
}

int outline(int id, out vec2 v[16])
{
    float top = 1.0 - band_begin(id) / float(ROWS);
    float bottom = 1.0 - band_begin(id + 1) / float(ROWS);
    return polygon_box(vec2(0.0, bottom), vec2(ASPECT, top), v);
}

int cell_at(vec2 p)
{
    float down = (1.0 - p.y) * float(ROWS);
    int i = int(floor(down + 0.5));
    if (down < band_begin(i))
        i--;
    return clamp(i, 0, ROWS - 1);
}
