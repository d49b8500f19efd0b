/*{
    "DESCRIPTION": "Weaves two pictures into a cloth: the first is the warp, the second the weft.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
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
#include "lib/cells.glsl"
#include "lib/place.glsl"

// How much light a round thread has: u runs along it and v across, -0.5..0.5 in its square. It is
// darker at its sides, where it dives under the next thread, and all along where it lies below.
float lit(float u, float v, bool lies_over)
{
    float across = min(2.0 * abs(v) / max(width, 0.001), 1.0);
    float dive = lies_over ? 4.0 * u * u : 1.0;
    return 1.0 - light * (1.0 - (1.0 - across * across) * (1.0 - 0.6 * dive));
}

bool is_warp_over(vec2 number)
{
    if (pattern == 1)
        return mod(number.x + number.y, 4.0) < 1.5;
    if (pattern == 2)
        return mod(number.x + 2.0 * number.y, 5.0) < 0.5;
    return mod(number.x + number.y, 2.0) < 0.5;
}

// What is seen at a point of the cloth: how much of warp, weft and background, and how much light
// the threads give back of that.
void seen(vec2 p, vec2 pixel, out vec3 share, out vec2 bright)
{
    vec4 cell = cell_grid(p);
    vec2 q = p - cell.zw;
    bool warp_over = is_warp_over(cell.xy);
    float warp = width < 1.0 ? place_stripes(q.x, width, pixel.x) : 1.0;
    float weft = width < 1.0 ? place_stripes(q.y, width, pixel.y) : 1.0;
    share = warp_over ? vec3(warp, (1.0 - warp) * weft, 0.0) : vec3((1.0 - weft) * warp, weft, 0.0);
    share.z = 1.0 - share.x - share.y;
    bright = share.xy * vec2(lit(q.y, q.x, warp_over), lit(q.x, q.y, !warp_over));
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE) * count;
    float pixel = count / RENDERSIZE.y; // in threads
    // On a side of a thread's square a pixel sees two threads, at a corner four, and more of their
    // round light where they are few pixels wide.
    vec2 middle = abs(p - cell_grid(p).zw);
    vec2 n = 1.0 + (pixel > 0.06 ? 3.0 : 1.0) * step(0.5 * (1.0 - pixel), middle);
    float most = n.x * n.y;
    vec3 share = vec3(0.0);
    vec2 bright = vec2(0.0);
    float i = 0.0;
    do {
        vec2 apart = (vec2(mod(i, n.x), floor(i / n.x)) + 0.5) / n - 0.5;
        vec3 part;
        vec2 part_bright;
        seen(p + pixel * apart, pixel / n, part, part_bright);
        share += part / most;
        bright += part_bright / most;
        i += 1.0;
    } while (i < most);
    vec4 warp = IMG_THIS_PIXEL(inputImage);
    vec4 weft = IMG_THIS_PIXEL(second);
    vec3 alpha = vec3(warp.a, weft.a, background.a);
    vec3 sum = warp.rgb * warp.a * bright.x + weft.rgb * weft.a * bright.y +
               background.rgb * background.a * share.z;
    gl_FragColor = vec4(sum / max(dot(share, alpha), 1e-9), dot(share, alpha));
}
