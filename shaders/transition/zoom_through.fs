/*{
    "DESCRIPTION": "Flies into the first picture until the second one opens behind it.",
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
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 1, "MAX": 30, "DEFAULT": 5,
         "DESCRIPTION": "how many times larger the first picture grows"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas",
         "MIN": [0, 0], "MAX": [1, 1], "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "where the flight goes"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float",
         "MIN": 0.01, "MAX": 1, "DEFAULT": 0.25,
         "DESCRIPTION": "how soft the opening is"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 middle = place_from_middle(center, RENDERSIZE);
    vec2 away = p - middle;
    // Even in what the eye sees, which is how many times larger things grow; it starts and ends
    // gently.
    float flown = smoothstep(0.0, 1.0, progress);
    float grown = exp2(flown * log2(amount));
    // Two views a step apart are the blur of the flight.
    float blur = 1.0 + 0.06 * sin(3.14159265 * progress);
    vec2 near = place_on_picture(middle + away / grown, RENDERSIZE);
    vec2 far = place_on_picture(middle + away / (grown * blur), RENDERSIZE);
    vec4 goes = blend_mix(IMG_NORM_PIXEL(startImage, near), IMG_NORM_PIXEL(startImage, far), 0.5);
    // What opens is smaller than it will be, but never so small that its edges come close.
    float small = mix(1.6, 1.0, flown);
    near = place_edge(place_on_picture(middle + away * small, RENDERSIZE), 1);
    far = place_edge(place_on_picture(middle + away * small / blur, RENDERSIZE), 1);
    near = progress >= 1.0 ? isf_FragNormCoord : near;
    far = progress >= 1.0 ? isf_FragNormCoord : far;
    vec4 comes = blend_mix(IMG_NORM_PIXEL(endImage, near), IMG_NORM_PIXEL(endImage, far), 0.5);

    float farthest = length(vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0));
    float rim = farthest * softness;
    float open = flown * flown * (farthest + rim);
    float inside = smoothstep(0.0, 1.0, clamp((open - length(away)) / rim, 0.0, 1.0));
    gl_FragColor = blend_mix(goes, comes, inside);
}
