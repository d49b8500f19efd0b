/*{
    "DESCRIPTION": "Shows one picture of a plate of many, as Muybridge's plates have them: move at, and it lives.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "MAGNIFY": "max($columns, $rows)",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "columns", "LABEL": "Columns", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 100,
         "DEFAULT": 2,
         "IDENTITY": 1,
         "DESCRIPTION": "how many pictures stand side by side on the plate"},
        {"NAME": "rows", "LABEL": "Rows", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 100,
         "DEFAULT": 2,
         "IDENTITY": 1,
         "DESCRIPTION": "how many stand one above another"},
        {"NAME": "at", "LABEL": "At", "TYPE": "float", "MIN": -1000000000, "MAX": 1000000000, "DEFAULT": 0,
         "DESCRIPTION": "which picture, as one reads, 0 the first; after the last comes the first again"},
        {"NAME": "margin", "LABEL": "Margin", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [0.49, 0.49],
         "DEFAULT": [0.02, 0.07], "IDENTITY": [0, 0],
         "DESCRIPTION": "how much of each picture is cut off at either side, and above and below, in its own widths and heights"},
        {"NAME": "border", "LABEL": "Border", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [0.49, 0.49],
         "DEFAULT": [0.008, 0.008], "IDENTITY": [0, 0],
         "DESCRIPTION": "the empty edge of the plate at either side, and above and below, in widths and heights of the plate"},
        {"NAME": "aspect", "LABEL": "Aspect", "TYPE": "float", "MIN": 0, "MAX": 20, "DEFAULT": 0,
         "IDENTITY": 0,
         "DESCRIPTION": "the width of one of the pictures divided by its height, for a plate that is stretched to the canvas (fit: stretch). 0: as it lies there"}
    ],
    "CLOCKS": [{"NAME": "number",
                "VALUE": "mod(floor($at), max(floor($columns + 0.5), 1) * max(floor($rows + 0.5), 1))"}]
}*/

void main()
{
    vec2 grid = max(floor(vec2(columns, rows) + 0.5), 1.0);
    vec2 place = vec2(mod(number, grid.x), grid.y - 1.0 - floor((number + 0.5) / grid.x));
    vec2 cell = (1.0 - 2.0 * border) / grid;
    vec2 middle = border + (place + 0.5) * cell;

    // The picture is as large as it must be to fill the canvas; what is over falls off.
    vec2 kept = 1.0 - 2.0 * margin, shown = cell * kept;
    float canvas = RENDERSIZE.x / RENDERSIZE.y;
    float wide = (aspect > 0.0 ? aspect / canvas : cell.x / cell.y) * kept.x / kept.y;
    shown *= wide > 1.0 ? vec2(1.0 / wide, 1.0) : vec2(1.0, wide);
    gl_FragColor = IMG_NORM_PIXEL(inputImage, middle + (isf_FragNormCoord - 0.5) * shown);
}
