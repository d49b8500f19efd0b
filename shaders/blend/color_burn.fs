/*{
    "DESCRIPTION": "Darkens what is below by the layer, until it is black.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": "inputImage",
    "BOUNDED": true,
    "CATEGORIES": ["Blend"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Below", "TYPE": "image", "DESCRIPTION": "what lies below"},
        {"NAME": "layer", "LABEL": "Layer", "TYPE": "image", "DESCRIPTION": "what is laid on it"}
    ]
}*/
#include "lib/blend.glsl"

void main()
{
    vec4 below = IMG_THIS_PIXEL(inputImage);
    vec4 above = IMG_THIS_PIXEL(layer);
    vec3 mixed = 1.0 - min((1.0 - below.rgb) / max(above.rgb, 1e-9), 1.0);
    gl_FragColor = blend_over(below, above, mixed);
}
