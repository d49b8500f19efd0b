/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"}
        {"NAME": "amount", "TYPE": "float"}
    ]
}*/
void main()
{
    gl_FragColor = IMG_THIS_PIXEL(inputImage) * amount;
}
