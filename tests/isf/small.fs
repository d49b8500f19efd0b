/*{
    "DESCRIPTION": "What goes in, kept small: its last pass has a size of its own.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}],
    "PASSES": [{"TARGET": "kept", "WIDTH": "8", "HEIGHT": "4"}]
}*/
void main()
{
    gl_FragColor = IMG_THIS_NORM_PIXEL(inputImage);
}
