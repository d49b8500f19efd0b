/*{
    "DESCRIPTION": "Weaves two pictures into a cloth: the first is the warp, the second the weft.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Recombine"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "second", "LABEL": "Second picture", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "the picture on the level threads; left out, the first"},
        {"NAME": "pattern", "LABEL": "Pattern", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["plain", "twill", "satin"], "DEFAULT": 0,
         "DESCRIPTION": "over one and under one, over two and under two, over one and under four"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 400,
         "DEFAULT": 30,
         "DESCRIPTION": "threads along the picture's height"},
        {"NAME": "width", "LABEL": "Width", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 1,
         "DESCRIPTION": "how much of its place a thread fills"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.35,
         "IDENTITY": 0,
         "DESCRIPTION": "how round the threads look"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.08, 0.08, 0.09, 1],
         "DESCRIPTION": "the colour of the gaps"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/cells.glsl"
#include "lib/place.glsl"

// A round thread: u runs along it and v across, -0.5..0.5 in its square. It is darker at its sides,
// where it dives under the next thread, and all along where it lies below.
vec4 thread(vec4 color, float u, float v, bool lies_over)
{
    float across = 2.0 * v / max(width, 0.001);
    float dive = lies_over ? 4.0 * u * u : 1.0;
    float lit = (1.0 - across * across) * (1.0 - 0.6 * dive);
    return vec4(color.rgb * (1.0 - light * (1.0 - lit)), color.a);
}

float covers(float v)
{
    return width < 1.0 ? place_stripes(v, width, count / RENDERSIZE.y) : 1.0;
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE) * count;
    vec4 cell = cell_grid(p);
    vec2 q = p - cell.zw;
    bool warp_over = mod(cell.x + cell.y, 2.0) < 0.5;
    if (pattern == 1)
        warp_over = mod(cell.x + cell.y, 4.0) < 1.5;
    else if (pattern == 2)
        warp_over = mod(cell.x + 2.0 * cell.y, 5.0) < 0.5;

    vec4 warp = thread(IMG_THIS_PIXEL(inputImage), q.y, q.x, warp_over);
    vec4 weft = thread(IMG_THIS_PIXEL(second), q.x, q.y, !warp_over);
    vec4 below = blend_mix(background, warp_over ? weft : warp, covers(warp_over ? q.y : q.x));
    gl_FragColor = blend_mix(below, warp_over ? warp : weft, covers(warp_over ? q.x : q.y));
}
