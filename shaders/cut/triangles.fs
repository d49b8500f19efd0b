/*{
    "DESCRIPTION": "Facets: equilateral triangles, alternately with a corner up and a corner down.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "2 * floor(0.8660254 * $WIDTH / $HEIGHT * max(1, round(0.759836 / mix(sqrt($WIDTH / $HEIGHT / $count), 0.658037 * max($size, 1.6 * sqrt($WIDTH / $HEIGHT) / 1000), $size > 0))) + 0.01) + 5",
    "ROWS": "round(0.759836 / mix(sqrt($WIDTH / $HEIGHT / $count), 0.658037 * max($size, 1.6 * sqrt($WIDTH / $HEIGHT) / 1000), $size > 0))",
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 1000000,
         "DEFAULT": 300,
         "DESCRIPTION": "whole triangles that would fill the canvas"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 2, "DEFAULT": 0,
         "DESCRIPTION": "a triangle's side, in heights of the picture; 0: as count says"}
    ]
}*/
#include "lib/cells.glsl"
#include "lib/polygon.glsl"

// A whole number of rows fills the height. The middle column's triangles have their middles in the
// canvas's middle.
float cell_side()
{
    return 2.0 / (CELL_ROOT3 * float(ROWS));
}

int outline(int id, out vec2 v[16])
{
    int column = id % COLUMNS - COLUMNS / 2;
    int row = ROWS - 1 - id / COLUMNS;
    float left = 0.5 * ASPECT + 0.5 * float(column - 1) * cell_side();
    vec3 x = left + cell_side() * vec3(0.0, 0.5, 1.0);
    vec2 y = vec2(row, row + 1) / float(ROWS);
    if (((column + row) & 1) == 0) {
        v[0] = vec2(x.x, y.x);
        v[1] = vec2(x.z, y.x);
        v[2] = vec2(x.y, y.y);
    } else {
        v[0] = vec2(x.y, y.x);
        v[1] = vec2(x.z, y.y);
        v[2] = vec2(x.x, y.y);
    }
    return polygon_clip(v, 3, vec2(0.0), vec2(ASPECT, 1.0));
}

Fragment cut(int id)
{
    vec2 v[16];
    int n = outline(id, v);
    Fragment f = fragment_new(id);
    f.area = polygon_measure(v, n, f.home, f.size);
    return f;
}

int cell_at(vec2 p)
{
    // In lib/cells the triangle to the right of the origin points up and stands on its left corner.
    vec2 number = cell_triangle(vec2(p.x - 0.5 * ASPECT, p.y) / cell_side() + vec2(0.5, 0.0)).xy;
    ivec2 at = ivec2(number.x + number.y, number.y) + ivec2(COLUMNS / 2, 0);
    at = clamp(at, ivec2(0), ivec2(COLUMNS, ROWS) - 1);
    return (ROWS - 1 - at.y) * COLUMNS + at.x;
}
