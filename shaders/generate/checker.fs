/*{
    "DESCRIPTION": "A chessboard.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Generator"],
    "INPUTS": [
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.93, 0.90, 0.84, 1],
         "DESCRIPTION": "the colour of every second square"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.13, 0.13, 0.15, 1],
         "DESCRIPTION": "the colour of the others"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0.1, "MAX": 400,
         "DEFAULT": 8,
         "DESCRIPTION": "squares along the picture's height"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "degrees counter-clockwise"},
        {"NAME": "offset", "LABEL": "Offset", "TYPE": "point2D", "UNIT": "canvas", "DEFAULT": [0, 0],
         "DESCRIPTION": "moves the board, in squares"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 p = place_turned(-angle) * place_from_middle(isf_FragNormCoord, RENDERSIZE);
    p = p * count - offset;
    // Distance to the nearest line, in both directions, with the sign of the field.
    vec2 field = mod(p, 2.0);
    vec2 line = (0.5 - abs(fract(p) - 0.5)) * (2.0 * step(1.0, field) - 1.0);
    vec2 edge = clamp(2.0 * line * RENDERSIZE.y / count, -1.0, 1.0);
    gl_FragColor = blend_mix(background, color, 0.5 + 0.5 * edge.x * edge.y);
}
