/*{
    "DESCRIPTION": "Adds both, light on light, until it is white (lighter).",
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
    float alpha = min(below.a + above.a, 1.0);
    vec3 color = min(below.rgb * below.a + above.rgb * above.a, 1.0);
    gl_FragColor = vec4(color / max(alpha, 1e-9), alpha);
}
