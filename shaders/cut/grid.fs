/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Cuts a picture into rectangles of one size.",
    "CREDIT": "Remontage",
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "MIN": 1, "MAX": 1000000, "DEFAULT": 300,
         "DESCRIPTION": "how many pieces there are, nearly"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "a piece's side in heights of the picture; 0: as the count says"}
    ],
    "COLUMNS": "max(1, round(mix(sqrt($count * $WIDTH / $HEIGHT), $WIDTH / $HEIGHT / max($size, 0.001), $size > 0)))",
    "ROWS": "max(1, round(mix(sqrt($count * $HEIGHT / $WIDTH), 1 / max($size, 0.001), $size > 0)))",
    "UNIFORM": true
}*/

vec2 cell_size()
{
    return vec2(ASPECT / float(COLUMNS), 1.0 / float(ROWS));
}

Fragment cut(int id)
{
    vec2 cell = cell_size();
    vec2 at = vec2(id % COLUMNS, ROWS - 1 - id / COLUMNS); // rows from the top, as one reads
    Fragment f = fragment_new(id);
    f.size = cell;
    f.home = (at + 0.5) * cell;
    f.area = cell.x * cell.y;
    return f;
}

int cell_at(vec2 p)
{
    ivec2 at = clamp(ivec2(floor(p / cell_size())), ivec2(0), ivec2(COLUMNS, ROWS) - 1);
    return (ROWS - 1 - at.y) * COLUMNS + at.x;
}
