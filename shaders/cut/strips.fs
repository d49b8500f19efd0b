/*{
    "DESCRIPTION": "Strips that lie one above another, as out of a paper shredder.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "1",
    "ROWS": "round(mix($count, 1 / max($size, 0.000001), $size > 0))",
    "UNIFORM": true,
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 1000000,
         "DEFAULT": 24,
         "DESCRIPTION": "strips altogether"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "a strip's height, in heights of the picture; 0: as count says"}
    ]
}*/

Fragment cut(int id)
{
    Fragment f = fragment_new(id);
    f.size = vec2(ASPECT, 1.0 / float(ROWS));
    f.home = vec2(0.5 * ASPECT, (float(ROWS - id) - 0.5) / float(ROWS)); // from the top
    f.area = f.size.x * f.size.y;
    return f;
}

int cell_at(vec2 p)
{
    return ROWS - 1 - clamp(int(floor(p.y * float(ROWS))), 0, ROWS - 1);
}
