/*{
    "DESCRIPTION": "A filter that multiplies by a picture of its own.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}],
    "IMPORTED": {"card": {"PATH": "pictures/card.png"}}
}*/
void main()
{
    gl_FragColor = IMG_THIS_PIXEL(inputImage) * IMG_NORM_PIXEL(card, vec2(0.125, 0.75));
}
