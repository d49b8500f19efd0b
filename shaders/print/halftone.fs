/*{
    "DESCRIPTION": "Prints the picture as a screen of round dots, whose size follows the tone.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "dots", "LABEL": "Dots", "TYPE": "float", "UNIT": "count", "MIN": 4, "MAX": 1000,
         "DEFAULT": 110,
         "DESCRIPTION": "how many rows of dots fit into the height"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 45,
         "WRAP": true, "DESCRIPTION": "the angle of the rows, degrees counter-clockwise"},
        {"NAME": "contrast", "LABEL": "Contrast", "TYPE": "float", "MIN": 0, "MAX": 4,
         "DEFAULT": 1.15,
         "DESCRIPTION": "how far dark and light stand apart; 1 leaves them"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.08, 0.08, 0.10, 1],
         "DESCRIPTION": "the colour of the dots"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.96, 0.94, 0.89, 1],
         "DESCRIPTION": "the colour between them"}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/place.glsl"
#include "lib/screen.glsl"

void main()
{
    vec2 point = (isf_FragNormCoord - 0.5) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float light = clamp((colour_luma(color.rgb) - 0.5) * contrast + 0.5, 0.0, 1.0);
    vec2 place = place_turned(-angle) * point * dots;
    float dot_ink = screen_ink(place, 1.0 - light, dots / RENDERSIZE.y);
    gl_FragColor = vec4(mix(paper.rgb, ink.rgb, dot_ink), color.a);
}
