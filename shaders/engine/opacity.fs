/*{
    "ISFVSN": "2",
    "DESCRIPTION": "A layer's opacity. The engine's own step.",
    "CREDIT": "Remontage",
    "BOUNDED": true,
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "opacity", "TYPE": "float"}
    ]
}*/
void main()
{
    vec4 colour = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(colour.rgb, colour.a * opacity);
}
