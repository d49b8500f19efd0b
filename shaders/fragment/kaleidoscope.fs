/*{
    "DESCRIPTION": "Mirrors around a centre.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "MAGNIFY": "$zoom",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "sides", "LABEL": "Sides", "TYPE": "float", "UNIT": "count", "MIN": 2, "MAX": 100,
         "DEFAULT": 6,
         "DESCRIPTION": "how many mirrored pairs stand around the centre"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 270,
         "WRAP": true,
         "DESCRIPTION": "which wedge of the picture is seen, degrees counter-clockwise"},
        {"NAME": "turn", "LABEL": "Turn", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 90,
         "WRAP": true,
         "DESCRIPTION": "turns the mirrors, degrees counter-clockwise"},
        {"NAME": "zoom", "LABEL": "Zoom", "TYPE": "float", "MIN": 0.1, "MAX": 10, "DEFAULT": 0.7,
         "DESCRIPTION": "above 1 enlarges the picture under the mirrors"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "where the mirrors meet"}
    ]
}*/
#include "lib/place.glsl"

// Folds the plane into one wedge of a kaleidoscope, without atan: each round mirrors what lies
// beyond a line at about half of the angle that is left, until the wedge is pi / count wide: seven
// rounds where there are a hundred.
vec2 folded(vec2 p, float count)
{
    p.y = abs(p.y);
    float wedges = count;
    for (int i = 0; i < 7 && wedges > 1.0; i++) {
        wedges = ceil(0.5 * wedges);
        float line = 0.5 * PLACE_TURN * wedges / count;
        vec2 beyond = vec2(-sin(line), cos(line));
        p -= 2.0 * max(dot(p, beyond), 0.0) * beyond;
    }
    return p;
}

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 p = place_turned(-turn) * ((isf_FragNormCoord - center) * aspect);
    vec2 from = place_turned(angle) * folded(p, floor(sides + 0.5)) / zoom;
    gl_FragColor = IMG_NORM_PIXEL(inputImage, place_edge(center + from / aspect, 1));
}
