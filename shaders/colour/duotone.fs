/*{
    "DESCRIPTION": "Prints the picture in two colours, one for the dark parts and one for the light.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.05, 0.16, 0.36, 1],
         "DESCRIPTION": "the colour of the dark parts"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [1.0, 0.87, 0.70, 1],
         "DESCRIPTION": "the colour of the light parts"},
        {"NAME": "contrast", "LABEL": "Contrast", "TYPE": "float", "MIN": 0, "MAX": 4,
         "DEFAULT": 1.35,
         "DESCRIPTION": "how far dark and light stand apart; 1 leaves them"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of the print is seen over the picture"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float light = clamp((colour_luma(color.rgb) - 0.5) * contrast + 0.5, 0.0, 1.0);
    gl_FragColor = vec4(mix(color.rgb, mix(ink.rgb, paper.rgb, light), amount), color.a);
}
