/*{
    "DESCRIPTION": "A wave of light, as an analogue synthesiser draws it.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Generator"],
    "INPUTS": [
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.98, 0.82, 0.60, 1],
         "DESCRIPTION": "the colour of the crests"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.07, 0.12, 0.22, 1],
         "DESCRIPTION": "the colour of the troughs"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 200,
         "DEFAULT": 3,
         "DESCRIPTION": "waves along the picture's height"},
        {"NAME": "speed", "LABEL": "Speed", "TYPE": "float", "MIN": -10, "MAX": 10, "DEFAULT": 0.1,
         "DESCRIPTION": "waves a second; to change it without a jump, use phase: run(...)"},
        {"NAME": "phase", "LABEL": "Phase", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "moves the waves on; 1 is a whole wave"},
        {"NAME": "offset", "LABEL": "Offset", "TYPE": "float", "MIN": -0.5, "MAX": 0.5,
         "DEFAULT": 0.08,
         "DESCRIPTION": "how far red and blue run before and behind green, in waves"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 30,
         "WRAP": true,
         "DESCRIPTION": "the direction the waves run in, degrees counter-clockwise from the right"}
    ],
    "CLOCKS": [{"NAME": "passed", "VALUE": "fract($TIME * $speed + $phase)"}]
}*/
#include "lib/place.glsl"

void main()
{
    vec2 p = place_turned(-angle) * place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec4 turns = p.x * count - passed + vec4(offset, 0.0, -offset, 0.0);
    vec4 wave = 0.5 + 0.5 * cos(PLACE_TURN * turns);
    gl_FragColor = mix(background, color, wave);
}
