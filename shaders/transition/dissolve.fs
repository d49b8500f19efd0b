/*{
    "DESCRIPTION": "One picture fades into the other: the lap dissolve of film.",
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
         "DESCRIPTION": "0 is the first picture, 1 the second"}
    ]
}*/
#include "lib/blend.glsl"

void main()
{
    gl_FragColor = blend_mix(IMG_THIS_PIXEL(startImage), IMG_THIS_PIXEL(endImage), progress);
}
