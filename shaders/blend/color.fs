/*{
    "DESCRIPTION": "Colours the picture below as the layer is; its light and dark stay, as in a hand-coloured print.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": "inputImage",
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
    gl_FragColor = blend_over(below, above, blend_with_luminosity(above.rgb, blend_luminosity(below.rgb)));
}
