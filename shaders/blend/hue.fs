/*{
    "DESCRIPTION": "Gives the picture below the layer's hues; how strong and how light they are stays.",
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
    vec3 turned = blend_with_saturation(above.rgb, blend_saturation(below.rgb));
    gl_FragColor = blend_over(below, above, blend_with_luminosity(turned, blend_luminosity(below.rgb)));
}
