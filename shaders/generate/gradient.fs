/*{
    "DESCRIPTION": "One colour goes over into another: along a line, outwards, or around.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Generator"],
    "INPUTS": [
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.93, 0.62, 0.38, 1],
         "DESCRIPTION": "the colour where it begins"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.16, 0.22, 0.36, 1],
         "DESCRIPTION": "the colour where it ends"},
        {"NAME": "shape", "LABEL": "Shape", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["linear", "radial", "sweep"], "DEFAULT": 0,
         "DESCRIPTION": "along a line, outwards from the centre, or around it and back"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 90,
         "WRAP": true,
         "DESCRIPTION": "the way it runs, or where the sweep begins, degrees counter-clockwise"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0.001, "MAX": 4,
         "DEFAULT": 1,
         "DESCRIPTION": "how far it runs, in heights of the picture"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the middle of it"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 p = place_turned(-angle) * ((isf_FragNormCoord - center) * aspect);
    float along = p.x / size + 0.5;
    if (shape == 1)
        along = 2.0 * length(p) / size;
    else if (shape == 2)
        along = p == vec2(0.0) ? 0.0 : 2.0 * abs(atan(p.y, p.x)) / PLACE_TURN;
    gl_FragColor = blend_mix(color, background, clamp(along, 0.0, 1.0));
}
