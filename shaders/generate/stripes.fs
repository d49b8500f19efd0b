/*{
    "DESCRIPTION": "Parallel stripes.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Generator"],
    "INPUTS": [
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.16, 0.22, 0.36, 1],
         "DESCRIPTION": "the colour of the stripes"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.93, 0.90, 0.84, 1],
         "DESCRIPTION": "the colour between them"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0.1, "MAX": 400,
         "DEFAULT": 10,
         "DESCRIPTION": "stripes along the picture's height"},
        {"NAME": "width", "LABEL": "Width", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "how much of the distance between two stripes is stripe"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 45,
         "WRAP": true,
         "DESCRIPTION": "how the stripes lie, degrees counter-clockwise; at 0 they are level"},
        {"NAME": "phase", "LABEL": "Phase", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "moves the stripes on; 1 is a whole stripe"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "how soft the edges are; at 1 they meet"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 p = place_turned(-angle) * place_from_middle(isf_FragNormCoord, RENDERSIZE);
    float pixel = count / RENDERSIZE.y; // in stripes
    float soft = softness * min(width, 1.0 - width);
    float away = abs(fract(p.y * count - phase) - 0.5); // from the middle of a stripe
    float shown = soft > pixel ? clamp((0.5 * width - away) / soft + 0.5, 0.0, 1.0)
                               : place_stripes(p.y * count - phase - 0.5, width, pixel);
    gl_FragColor = blend_mix(background, color, shown);
}
