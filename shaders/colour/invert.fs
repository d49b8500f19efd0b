/*{
    "DESCRIPTION": "Makes a negative of the picture.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "0 is the picture, 1 its negative"}
    ]
}*/
void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(mix(color.rgb, 1.0 - color.rgb, amount), color.a);
}
