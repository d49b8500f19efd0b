/*{
    "DESCRIPTION": "Tiles: equal fragments in rows and columns, as square as the canvas lets them be.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "round(mix($WIDTH / $HEIGHT * mix(1 / mix(sqrt($WIDTH / $HEIGHT / $count), max($size, sqrt($WIDTH / $HEIGHT) / 1000), $size > 0), $rows, $rows > 0), $columns, $columns > 0))",
    "ROWS": "round(mix(mix(1 / mix(sqrt($WIDTH / $HEIGHT / $count), max($size, sqrt($WIDTH / $HEIGHT) / 1000), $size > 0), $columns * $HEIGHT / $WIDTH, $columns > 0), $rows, $rows > 0))",
    "UNIFORM": true,
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 1000000,
         "DEFAULT": 300,
         "DESCRIPTION": "fragments altogether"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "a fragment's height, in heights of the picture; 0: as count says"},
        {"NAME": "columns", "LABEL": "Columns", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 10000,
         "DEFAULT": 0,
         "DESCRIPTION": "how many stand side by side; 0: as count, size or rows let them be squares"},
        {"NAME": "rows", "LABEL": "Rows", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 10000,
         "DEFAULT": 0,
         "DESCRIPTION": "how many lie one above another; 0: as count, size or columns let them be squares"}
    ]
}*/

vec2 cell_size()
{
    return vec2(ASPECT, 1.0) / vec2(COLUMNS, ROWS);
}

Fragment cut(int id)
{
    ivec2 at = ivec2(id % COLUMNS, ROWS - 1 - id / COLUMNS); // as one reads
    Fragment f = fragment_new(id);
    f.size = cell_size();
    f.home = (vec2(at) + 0.5) * f.size;
    f.area = f.size.x * f.size.y;
    return f;
}

int cell_at(vec2 p)
{
    ivec2 at = clamp(ivec2(floor(p / cell_size())), ivec2(0), ivec2(COLUMNS, ROWS) - 1);
    return (ROWS - 1 - at.y) * COLUMNS + at.x;
}
