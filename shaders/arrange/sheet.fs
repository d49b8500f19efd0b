/*{
    "DESCRIPTION": "A contact sheet: each place shows a picture of its own, one after another, or one moving picture's moments.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "INPUTS": [
        {"NAME": "first", "LABEL": "First", "TYPE": "float", "MIN": -1000000, "MAX": 1000000, "DEFAULT": 0,
         "IDENTITY": 0,
         "DESCRIPTION": "which picture the first place shows, 0 the first of from; after the last comes the first again"},
        {"NAME": "margin", "LABEL": "Margin", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.5,
         "DEFAULT": 0.004, "IDENTITY": 0,
         "DESCRIPTION": "how much of a place stays empty on each side, in heights of the picture"},
        {"NAME": "fill", "LABEL": "Fill", "TYPE": "bool", "DEFAULT": true,
         "DESCRIPTION": "a print fills its place and what is over falls off; no: it is as large as fits. Only tiles and strips can do without"},
        {"NAME": "step", "LABEL": "Step", "TYPE": "float", "MIN": 0, "MAX": 1000, "DEFAULT": 1, "IDENTITY": 0,
         "DESCRIPTION": "how much later each round through from is, in thirtieths of a second, up to now; needs moments in the fragments block"}
    ]
}*/

Fragment arrange(Fragment f)
{
    f.source = (f.id + int(mod(floor(first), float(SOURCES)))) % SOURCES;
    f.moment = step * float((fragment_count() - 1) / SOURCES - f.id / SOURCES);
    float narrow = min(f.size.x, f.size.y);
    float left = max(narrow - 2.0 * margin, 0.000001);
    f.home = 0.5 * vec2(ASPECT, 1.0);
    if (f.corners > 0) { // an outline keeps its shape
        f.scale *= left / narrow;
        f.zoom = max(f.size.x / ASPECT, f.size.y);
        return f;
    }
    vec2 room = max(f.size - 2.0 * margin, vec2(0.000001));
    vec2 fits = room / vec2(ASPECT, 1.0);
    f.zoom = fill ? max(fits.x, fits.y) : min(fits.x, fits.y);
    f.size = fill ? room : f.zoom * vec2(ASPECT, 1.0);
    return f;
}
