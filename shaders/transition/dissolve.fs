/*{
    "DESCRIPTION": "One picture fades into the other: the lap dissolve of film.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image", "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image", "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"}
    ]
}*/
void main()
{
    vec4 from = IMG_THIS_PIXEL(startImage);
    vec4 to = IMG_THIS_PIXEL(endImage);
    float goes = (1.0 - progress) * from.a;
    float comes = progress * to.a;
    float alpha = goes + comes;
    gl_FragColor = vec4((goes * from.rgb + comes * to.rgb) / max(alpha, 1e-9), alpha);
}
