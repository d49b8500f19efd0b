/*{
    "ISFVSN": "2",
    "DESCRIPTION": "The scene's result at the canvas's size and depth. The engine's own step.",
    "CREDIT": "Remontage",
    "BOUNDED": true,
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}]
}*/
void main()
{
    gl_FragColor = IMG_THIS_PIXEL(inputImage);
}
