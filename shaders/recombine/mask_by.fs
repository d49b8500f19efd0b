/*{
    "DESCRIPTION": "Lets the picture stand only where another one is bright.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "BOUNDED": true,
    "CATEGORIES": ["Recombine"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "mask", "LABEL": "Mask", "TYPE": "image", "DEFAULT": "inputImage",
         "DESCRIPTION": "the picture that decides; left out, the picture itself"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "how bright the mask must be for half of the picture to stand"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "DESCRIPTION": "how gradually it comes; at 0 a hard edge"},
        {"NAME": "invert", "LABEL": "Invert", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "it stands where the mask is dark instead"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0,
         "DESCRIPTION": "how much is taken away elsewhere"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    vec4 by = IMG_THIS_PIXEL(mask);
    float bright = colour_luma(by.rgb) * by.a;
    float shown = clamp((bright - level) / max(softness, 0.004) + 0.5, 0.0, 1.0);
    gl_FragColor = vec4(color.rgb, color.a * mix(1.0, invert ? 1.0 - shown : shown, amount));
}
