/*{
    "DESCRIPTION": "The blades of a lens open on the second picture.",
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
        {"NAME": "sides", "LABEL": "Sides", "TYPE": "float", "UNIT": "count", "MIN": 3, "MAX": 24,
         "DEFAULT": 8,
         "DESCRIPTION": "how many blades the lens has"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas",
         "MIN": [0, 0], "MAX": [1, 1], "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "where it opens"},
        {"NAME": "turn", "LABEL": "Turn", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 60,
         "DESCRIPTION": "how far the blades turn as they open, in degrees"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "UNIT": "height",
         "MIN": 0, "MAX": 1, "DEFAULT": 0.03,
         "DESCRIPTION": "how soft the edge is, in heights of the picture"},
        {"NAME": "shadow", "LABEL": "Shadow", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how dark the edge of the first picture is"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE) -
             place_from_middle(center, RENDERSIZE);
    p = place_turned(turn * progress) * p;
    // The distance to a polygon that grows from nothing to more than the picture, whatever the
    // centre: its corners are drawn in by the blades' round edges.
    float part = PLACE_TURN / floor(sides + 0.5);
    float at = mod(atan(p.y, p.x), part) - 0.5 * part;
    float straight = length(p) * cos(at);
    float away = mix(straight, length(p), 0.12);
    vec2 half_size = 0.5 * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    float farthest = length(half_size + abs(place_from_middle(center, RENDERSIZE))) + 0.01;
    float edge = 1.0 / RENDERSIZE.y + softness;
    float open = pow(progress, 1.4) * (farthest + edge);
    float inside = clamp((open - away) / edge, 0.0, 1.0);
    inside = inside * inside * (3.0 - 2.0 * inside);

    vec4 goes = IMG_THIS_PIXEL(startImage);
    float dark = exp(-max(away - open, 0.0) * 6.0) * smoothstep(0.0, 0.15, progress);
    // Each blade lies a little over the next one.
    float blade = 0.75 + 0.25 * (at / part + 0.5);
    goes.rgb *= mix(1.0, (1.0 - dark) * blade, shadow * smoothstep(0.0, 0.15, progress));
    gl_FragColor = blend_mix(goes, IMG_THIS_PIXEL(endImage), inside);
}
