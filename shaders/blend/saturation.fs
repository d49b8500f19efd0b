/*{
    "DESCRIPTION": "Makes the colours below as strong as the layer's; hue and light stay.",
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
    vec3 stronger = blend_with_saturation(below.rgb, blend_saturation(above.rgb));
    gl_FragColor = blend_over(below, above, blend_with_luminosity(stronger, blend_luminosity(below.rgb)));
}
