/*{
    "DESCRIPTION": "A blend that shows a third picture, and a bit more.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}, {"NAME": "layer", "TYPE": "image"},
        {"NAME": "old", "TYPE": "image"}]
}*/
void main()
{
    gl_FragColor = vec4(IMG_THIS_PIXEL(old).rgb + 0.1, 1.0);
}
