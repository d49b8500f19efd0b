/*{
    "ISFVSN": "2",
    "INPUTS": [{"NAME": "one", "TYPE": "image"}]
}*/
void main()
{
    gl_FragColor = IMG_THIS_PIXEL(one);
}
