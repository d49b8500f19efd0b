/*{
    "DESCRIPTION": "A stone falls into the first picture; where the waves have passed lies the second.",
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
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas",
         "MIN": [0, 0], "MAX": [1, 1], "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "where it falls"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 60,
         "DEFAULT": 9,
         "DESCRIPTION": "waves in the length of the height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float",
         "MIN": 0, "MAX": 0.3, "DEFAULT": 0.07,
         "DESCRIPTION": "how high the waves are"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how strongly the waves catch the light"}
    ]
}*/
#include "lib/fragment.glsl"
#include "lib/transition.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 away = p - place_from_middle(center, RENDERSIZE);
    float far = length(away);
    // The corner that is reached last.
    vec2 corner = abs(p - away) + 0.5 * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    float farthest = length(corner);
    const float width = 0.35;
    // 0 where the first wave has not arrived, growing behind it.
    float behind = progress * (farthest + width) - far;
    float passed = smoothstep(0.0, width, behind);
    float calm = 4.0 * progress * (1.0 - progress);
    float swell = smoothstep(0.0, 0.12, behind) * exp(-3.0 * max(behind, 0.0)) * min(calm, 1.0);
    float phase = PLACE_TURN * count * behind;
    float slope = swell * cos(phase);
    vec2 seen = p + away / max(far, 0.0001) * amount * slope;
    seen = place_edge(place_on_picture(seen, RENDERSIZE), 1);
    vec4 both = blend_mix(IMG_NORM_PIXEL(startImage, seen), IMG_NORM_PIXEL(endImage, seen), passed);
    float sun = dot(away / max(far, 0.0001), vec2(-0.6, 0.8));
    gl_FragColor = fragment_lit(both, light * slope * (0.4 + 0.6 * sun));
}
