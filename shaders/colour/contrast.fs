/*{
    "DESCRIPTION": "Draws dark and light apart, or together.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 4, "DEFAULT": 1.3,
         "IDENTITY": 1, "DESCRIPTION": "0 is one flat tone, 1 the picture, more is harder"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "the tone that stays where it is"}
    ]
}*/
void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4((color.rgb - level) * amount + level, color.a);
}
