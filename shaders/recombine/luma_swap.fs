/*{
    "DESCRIPTION": "Where the picture is bright it opens, and another picture stands there.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Recombine"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "second", "LABEL": "Second picture", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "the picture behind; left out, the first"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "how bright a point must be to open"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.3,
         "DESCRIPTION": "how gradually it opens"},
        {"NAME": "invert", "LABEL": "Invert", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "the dark parts open instead"},
        {"NAME": "offset", "LABEL": "Offset", "TYPE": "point2D", "UNIT": "height", "MIN": [-2, -2],
         "MAX": [2, 2],
         "DEFAULT": [0.18, 0.06],
         "DESCRIPTION": "moves the picture behind, in heights of the picture"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0,
         "DESCRIPTION": "how much of the other picture is seen"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/colour.glsl"
#include "lib/place.glsl"

void main()
{
    vec4 front = IMG_THIS_PIXEL(inputImage);
    vec2 from = isf_FragNormCoord - offset * vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    vec4 back = IMG_NORM_PIXEL(second, place_edge(from, 1));
    float open = clamp((colour_luma(front.rgb) - level) / max(softness, 0.004) + 0.5, 0.0, 1.0);
    gl_FragColor = blend_mix(front, back, amount * (invert ? 1.0 - open : open));
}
