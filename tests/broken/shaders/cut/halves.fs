/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Cuts a picture into a left and a right half: a scene's own cut.",
    "INPUTS": [],
    "COLUMNS": 2,
    "ROWS": 1
}*/

Fragment cut(int id)
{
    Fragment f = fragment_new(id);
    f.size = vec2(ASPECT / 2.0, 1.0);
    f.home = vec2(ASPECT * (0.25 + 0.5 * float(id)), 0.5);
    f.area = f.size.x * f.size.y;
    return f;
}
