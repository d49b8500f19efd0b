/*{
    "DESCRIPTION": "Strips that stand side by side, as in a picture that is turned over by slats.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "round(mix($count, $WIDTH / $HEIGHT / max($size, 0.000001), $size > 0))",
    "ROWS": "1",
    "UNIFORM": true,
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 1000000,
         "DEFAULT": 32,
         "DESCRIPTION": "columns altogether"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "a column's width, in heights of the picture; 0: as count says"}
    ]
}*/

Fragment cut(int id)
{
    Fragment f = fragment_new(id);
    f.size = vec2(ASPECT / float(COLUMNS), 1.0);
    f.home = vec2((float(id) + 0.5) * f.size.x, 0.5);
    f.area = f.size.x * f.size.y;
    return f;
}

int cell_at(vec2 p)
{
    return clamp(int(floor(p.x * float(COLUMNS) / ASPECT)), 0, COLUMNS - 1);
}
