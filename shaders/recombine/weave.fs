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
         "LABELS": ["plain", "twill", "satin"], "DEFAULT": 0, "DESCRIPTION": "over one and under one, over two and under two, over one and under four"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "MIN": 1, "MAX": 400, "DEFAULT": 30,
         "DESCRIPTION": "threads along the picture's height"},
        {"NAME": "width", "LABEL": "Width", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1, "IDENTITY": 1,
         "DESCRIPTION": "how much of its place a thread fills"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.35, "IDENTITY": 0,
         "DESCRIPTION": "how round the threads look"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color", "DEFAULT": [0.08, 0.08, 0.09, 1],
         "DESCRIPTION": "the colour of the gaps"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"

// A thread across which v runs, -0.5..0.5, and which dives under at the ends of u: round, with a shadow.
vec4 thread(vec4 color, float u, float v, float over)
{
    float across = 2.0 * v;
    float round_side = 1.0 - across * across;
    float dive = mix(4.0 * u * u, 1.0, 1.0 - over);
    return vec4(color.rgb * (1.0 - light * (1.0 - round_side * (1.0 - 0.6 * dive))), color.a);
}

float covers(float v)
{
    return width < 1.0 ? place_cover((0.5 * width - abs(v)) / count, RENDERSIZE) : 1.0;
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE) * count;
    vec2 number = floor(p);
    vec2 q = p - number - 0.5;
    float warp_over = step(mod(number.x + number.y, 2.0), 0.5);
    if (pattern == 1)
        warp_over = step(mod(number.x + number.y, 4.0), 1.5);
    else if (pattern == 2)
        warp_over = step(mod(number.x + 2.0 * number.y, 5.0), 0.5);

    vec4 warp = thread(IMG_THIS_PIXEL(inputImage), q.y, q.x / max(width, 0.001), warp_over);
    vec4 weft = thread(IMG_THIS_PIXEL(second), q.x, q.y / max(width, 0.001), 1.0 - warp_over);
    vec4 above = warp_over > 0.5 ? warp : weft;
    vec4 below = warp_over > 0.5 ? weft : warp;
    vec4 color = blend_mix(background, below, covers(warp_over > 0.5 ? q.y : q.x));
    gl_FragColor = blend_mix(color, above, covers(warp_over > 0.5 ? q.x : q.y));
}
