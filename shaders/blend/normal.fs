/*{
    "DESCRIPTION": "Lays the layer over what is below.",
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
void main()
{
    vec4 below = IMG_THIS_PIXEL(inputImage);
    vec4 above = IMG_THIS_PIXEL(layer);
    // blend_over of lib/blend, where both pictures together show the layer alone.
    float under = (1.0 - above.a) * below.a;
    float alpha = above.a + under;
    vec3 color = above.a * above.rgb + under * below.rgb;
    gl_FragColor = vec4(color / max(alpha, 1e-9), alpha);
}
