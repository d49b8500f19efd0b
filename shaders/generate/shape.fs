/*{
    "DESCRIPTION": "A triangle, a square, any regular shape, or nearly a circle.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Generator"],
    "INPUTS": [
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.78, 0.18, 0.13, 1],
         "DESCRIPTION": "the colour of the shape"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.93, 0.90, 0.84, 1],
         "DESCRIPTION": "the colour around it"},
        {"NAME": "sides", "LABEL": "Sides", "TYPE": "float", "UNIT": "count", "MIN": 3, "MAX": 100,
         "DEFAULT": 100,
         "DESCRIPTION": "how many sides it has; 100 is a circle"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 4,
         "DEFAULT": 0.6,
         "DESCRIPTION": "the width of the circle through its corners, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "degrees counter-clockwise; at 0 a corner is up"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "where it stands"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0,
         "DESCRIPTION": "how wide its edge fades, in heights of the picture"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 p = place_turned(-angle) * ((isf_FragNormCoord - center) * aspect);
    float sector = PLACE_TURN / floor(sides + 0.5);
    float around = p == vec2(0.0) ? 0.0 : atan(p.x, p.y);
    // The direction of the nearest side's middle, seen from the centre.
    float side = (floor(around / sector) + 0.5) * sector;
    float inside = 0.5 * size * cos(0.5 * sector) - dot(p, vec2(sin(side), cos(side)));
    float shown = softness > 0.0 ? smoothstep(-0.5, 0.5, inside / (softness + 1.0 / RENDERSIZE.y))
                                 : place_cover(inside, RENDERSIZE);
    gl_FragColor = blend_mix(background, color, shown);
}
