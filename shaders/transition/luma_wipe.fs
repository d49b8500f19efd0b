/*{
    "DESCRIPTION": "The second picture comes through the first by its tones: the dark parts of a picture open, then the light ones.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "guide", "LABEL": "Guide", "TYPE": "image", "DEFAULT": "startImage",
         "DESCRIPTION": "the picture whose brightness leads; left out, the first"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float",
         "MIN": 0.005, "MAX": 1, "DEFAULT": 0.25,
         "DESCRIPTION": "how gently a tone gives way"},
        {"NAME": "invert", "LABEL": "Invert", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "the light parts open first"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/colour.glsl"
#include "lib/transition.glsl"

void main()
{
    float tone = colour_luma(clamp(IMG_THIS_PIXEL(guide).rgb, 0.0, 1.0));
    tone = invert ? 1.0 - tone : tone;
    float open = transition_front(tone, softness, progress);
    open = smoothstep(0.0, 1.0, open);
    gl_FragColor = blend_mix(IMG_THIS_PIXEL(startImage), IMG_THIS_PIXEL(endImage), open);
}
