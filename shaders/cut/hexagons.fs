/*{
    "DESCRIPTION": "A honeycomb: equal hexagons with a corner up, cut off at the canvas's edges.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "2 * floor(0.5 * $WIDTH / $HEIGHT / mix(sqrt(1.1547 * $WIDTH / $HEIGHT / $count), max($size, sqrt($WIDTH / $HEIGHT) / 1000), $size > 0) + 1.01) + 1",
    "ROWS": "2 * floor(0.57735 / mix(sqrt(1.1547 * $WIDTH / $HEIGHT / $count), max($size, sqrt($WIDTH / $HEIGHT) / 1000), $size > 0) + 0.68) + 1",
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 1000000,
         "DEFAULT": 300,
         "DESCRIPTION": "whole hexagons that would fill the canvas"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "from one side of a hexagon to the opposite one, in heights of the picture; 0: as count says"}
    ]
}*/
#include "lib/cells.glsl"
#include "lib/polygon.glsl"

// From side to side. One hexagon has its middle in the canvas's middle.
float cell_width()
{
    return size > 0.0 ? max(size, sqrt(ASPECT) / 1000.0) : sqrt(1.1547 * ASPECT / count);
}

int outline(int id, out vec2 v[16])
{
    ivec2 at = ivec2(id % COLUMNS, ROWS - 1 - id / COLUMNS) - ivec2(COLUMNS, ROWS) / 2;
    float odd = float(at.y & 1);
    vec2 canvas = vec2(ASPECT, 1.0);
    vec2 step_by = cell_width() * vec2(1.0, 0.5 * CELL_ROOT3);
    vec2 middle = 0.5 * canvas + step_by * vec2(float(at.x) + 0.5 * odd, at.y);
    // Half the width, and half and all of the side.
    vec3 part = cell_width() * vec3(0.5, 0.5 / CELL_ROOT3, 1.0 / CELL_ROOT3);
    v[0] = middle - vec2(0.0, part.z);
    v[1] = middle + vec2(part.x, -part.y);
    v[2] = middle + part.xy;
    v[3] = middle + vec2(0.0, part.z);
    v[4] = middle + vec2(-part.x, part.y);
    v[5] = middle - part.xy;
    return polygon_clip(v, 6, vec2(0.0), canvas);
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
    vec2 number = cell_hexagon((p - 0.5 * vec2(ASPECT, 1.0)) / cell_width()).xy;
    ivec2 at = ivec2(floor(vec2(0.5 * number.x, number.y) + 0.25)); // odd rows count in halves
    at = clamp(at + ivec2(COLUMNS, ROWS) / 2, ivec2(0), ivec2(COLUMNS, ROWS) - 1);
    return (ROWS - 1 - at.y) * COLUMNS + at.x;
}
