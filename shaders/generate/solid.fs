/*{
    "DESCRIPTION": "One colour everywhere.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Generator"],
    "INPUTS": [
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.78, 0.18, 0.13, 1],
         "DESCRIPTION": "the colour"}
    ]
}*/
void main()
{
    gl_FragColor = color;
}
