/*{
    "DESCRIPTION": "Darkens or lightens gently, as a diffuse light on the picture below.",
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
    vec3 b = below.rgb;
    vec3 s = 2.0 * above.rgb - 1.0;
    vec3 lift = mix(sqrt(b), ((16.0 * b - 12.0) * b + 4.0) * b, step(b, vec3(0.25)));
    vec3 mixed = b + s * mix(b - b * b, lift - b, step(0.0, s));
    gl_FragColor = blend_over(below, above, mixed);
}
