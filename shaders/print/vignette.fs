/*{
    "DESCRIPTION": "Darkens the corners, as an old lens does.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.7,
         "IDENTITY": 0, "DESCRIPTION": "how much of the colour the corners take"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "MIN": 0, "MAX": 2, "DEFAULT": 0.3,
         "DESCRIPTION": "how far from the middle it begins; 1 is the corner"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 2,
         "DEFAULT": 0.75,
         "DESCRIPTION": "how long it takes to grow to its full strength; 1 is from the middle to the corner"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.02, 0.015, 0.01, 1],
         "DESCRIPTION": "the colour of the corners"}
    ]
}*/
void main()
{
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    float away = length(isf_FragNormCoord - 0.5) * 1.41421356;
    float edge = smoothstep(radius, radius + max(softness, 1e-3), away);
    gl_FragColor = vec4(mix(picture.rgb, color.rgb, amount * edge), picture.a);
}
