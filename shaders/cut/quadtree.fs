/*{
    "DESCRIPTION": "Squares, smaller where the picture has more detail, as a printer's eye divides it.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "pow(2, $levels) * max(1, round($WIDTH / $HEIGHT / max($size, sqrt($WIDTH / $HEIGHT) / 1000) / pow(2, $levels)))",
    "ROWS": "pow(2, $levels) * max(1, round(1 / max($size, sqrt($WIDTH / $HEIGHT) / 1000) / pow(2, $levels)))",
    "INPUTS": [
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0.001, "MAX": 1,
         "DEFAULT": 0.02,
         "DESCRIPTION": "the smallest squares, in heights of the picture"},
        {"NAME": "levels", "LABEL": "Levels", "TYPE": "long", "UNIT": "count", "MIN": 0, "MAX": 8,
         "DEFAULT": 4,
         "DESCRIPTION": "how often a square may be divided into four: 4 makes the largest 16 times as wide as the smallest"},
        {"NAME": "detail", "LABEL": "Detail", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.06,
         "DESCRIPTION": "how much brightness may vary in one of the largest squares before it is divided; 0 divides all"}
    ]
}*/
#include "lib/polygon.glsl"

vec2 finest_size()
{
    return vec2(ASPECT, 1.0) / vec2(COLUMNS, ROWS);
}

// Finest squares count from the top left. The square that holds the finest square `at` and is not
// divided: its first finest square, and how many of them are its side. Each square looks at its own
// picture. A small one may vary more: else every outline is cut into the smallest.
ivec3 undivided(ivec2 at)
{
    vec2 finest = finest_size();
    int side = 1 << levels;
    float bound = detail;
    ivec2 first = at / side * side;
    while (side > 1) {
        vec2 corner = vec2(first.x, ROWS - first.y - side) * finest;
        int own = source_of(first.y * COLUMNS + first.x);
        if (detail_at(corner, float(side) * finest, own) < bound)
            break;
        side /= 2;
        bound *= 1.3;
        first = at / side * side;
    }
    return ivec3(first, side);
}

Fragment cut(int id)
{
    ivec2 at = ivec2(id % COLUMNS, id / COLUMNS);
    ivec3 square = undivided(at);
    Fragment f = fragment_new(id);
    f.size = float(square.z) * finest_size();
    f.home = vec2(square.x, ROWS - square.y - square.z) * finest_size() + 0.5 * f.size;
    f.area = square.xy == at ? f.size.x * f.size.y : 0.0;
    return f;
}

int outline(int id, out vec2 v[16])
{
    Fragment f = cut(id);
    return polygon_box(f.home - 0.5 * f.size, f.home + 0.5 * f.size, v);
}

int cell_at(vec2 p)
{
    ivec2 at = clamp(ivec2(floor(p / finest_size())), ivec2(0), ivec2(COLUMNS, ROWS) - 1);
    ivec3 square = undivided(ivec2(at.x, ROWS - 1 - at.y));
    return square.y * COLUMNS + square.x;
}
