/*{
    "DESCRIPTION": "Divides the picture into ink and paper, with nothing between, as a linocut does.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.45,
         "DESCRIPTION": "how light a part must be to stay paper"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.06,
         "DESCRIPTION": "the width of the tones between ink and paper"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.07, 0.07, 0.08, 1],
         "DESCRIPTION": "the colour of the dark parts"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.96, 0.94, 0.89, 1],
         "DESCRIPTION": "the colour of the light parts"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of the print is seen over the picture"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float light = clamp((colour_luma(color.rgb) - level) / max(softness, 1e-4) + 0.5, 0.0, 1.0);
    gl_FragColor = vec4(mix(color.rgb, mix(ink.rgb, paper.rgb, light), amount), color.a);
}
