/*{
    "DESCRIPTION": "A hand goes around, and the second picture is behind it.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 24,
         "DEFAULT": 1,
         "DESCRIPTION": "how many hands go around"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas",
         "MIN": [0, 0], "MAX": [1, 1], "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "where the hand is fixed"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees",
         "MIN": 0, "MAX": 360, "DEFAULT": 90, "WRAP": true,
         "DESCRIPTION": "where it starts, degrees counter-clockwise; at 90 upright"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float",
         "MIN": 0, "MAX": 1, "DEFAULT": 0.06,
         "DESCRIPTION": "how soft its edge is"},
        {"NAME": "shadow", "LABEL": "Shadow", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "how dark a shadow goes before it"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"
#include "lib/transition.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE) -
             place_from_middle(center, RENDERSIZE);
    p = place_turned(90.0 - angle) * p;
    float hands = floor(count + 0.5);
    float around = fract(atan(p.x, p.y) / PLACE_TURN * hands);
    // The edge is as wide at the hub as at the rim.
    float width = (softness + 1.5 / RENDERSIZE.y) * hands / (PLACE_TURN * max(length(p), 0.002));
    width = min(width, 0.5);
    float open = transition_front(around, width, progress);
    // A pixel on the line where the hands start sees both sides of it.
    float arc = length(p) * PLACE_TURN / hands;
    float started = place_cover(around * arc, RENDERSIZE);
    float before = place_cover(-(1.0 - around) * arc, RENDERSIZE);
    float first = transition_front(0.0, width, progress), last = transition_front(1.0, width, progress);
    open = mix(last, open, started);
    open = mix(open, first, before);
    vec4 goes = IMG_THIS_PIXEL(startImage);
    float ahead = max(around - progress * (1.0 + width), 0.0) * length(p) / hands;
    goes.rgb *= 1.0 - shadow * exp(-ahead * 22.0) * smoothstep(0.0, 0.04, progress);
    gl_FragColor = blend_mix(goes, IMG_THIS_PIXEL(endImage), smoothstep(0.0, 1.0, open));
}
