/*{
    "DESCRIPTION": "Folded paper: each band by another hand, which saw only the last edge.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Recombine"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "second", "LABEL": "Second picture", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "a second picture; left out, the first"},
        {"NAME": "third", "LABEL": "Third picture", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "a third picture; left out, the first"},
        {"NAME": "fourth", "LABEL": "Fourth picture", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "a fourth picture; left out, the first"},
        {"NAME": "pictures", "LABEL": "Pictures", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 4,
         "DEFAULT": 4,
         "DESCRIPTION": "how many of the four are used"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 64,
         "DEFAULT": 3,
         "DESCRIPTION": "bands from top to bottom"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.08,
         "IDENTITY": 0,
         "DESCRIPTION": "how far a band is pushed sideways, in heights of the picture"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.4,
         "DESCRIPTION": "how uneven the bands are"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.35,
         "IDENTITY": 0,
         "DESCRIPTION": "how strongly the folds show"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other bands"}
    ]
}*/
#include "lib/fragment.glsl"
#include "lib/hash.glsl"

// Where band i begins, counted from the top of the page: at i, and between the page's ends moved by
// less than half a band.
float band_begin(float i, float bands)
{
    bool fold = i > 0.5 && i < bands - 0.5;
    return i + (fold ? 0.8 * variety * (hash1(vec2(i, 0.0), seed) - 0.5) : 0.0);
}

void main()
{
    float bands = floor(count + 0.5);
    float down = (1.0 - isf_FragNormCoord.y) * bands;
    float i = floor(down + 0.5);
    if (down < band_begin(i, bands))
        i -= 1.0;
    float above = (down - band_begin(i, bands)) / bands;
    float below = (band_begin(i + 1.0, bands) - down) / bands;

    float push = amount * (2.0 * hash1(vec2(i, 1.0), seed) - 1.0) * RENDERSIZE.y / RENDERSIZE.x;
    vec2 from = place_edge(isf_FragNormCoord + vec2(push, 0.0), 1);
    float which = mod(i, floor(pictures + 0.5));
    vec4 color;
    if (which < 0.5)
        color = IMG_NORM_PIXEL(inputImage, from);
    else if (which < 1.5)
        color = IMG_NORM_PIXEL(second, from);
    else if (which < 2.5)
        color = IMG_NORM_PIXEL(third, from);
    else
        color = IMG_NORM_PIXEL(fourth, from);
    // The light comes from above: it falls on the paper below a fold and not on that above it.
    float lit = i > 0.5 ? 0.5 * exp(-40.0 * above) : 0.0;
    float shaded = i < bands - 1.5 ? exp(-25.0 * below) : 0.0;
    gl_FragColor = fragment_lit(color, light * (lit - shaded));
}
