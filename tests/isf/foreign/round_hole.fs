/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "r", "TYPE": "float", "DEFAULT": 0.15}
    ]
}*/
void main()
{
    if (length(isf_FragNormCoord - 0.5) < r)
        discard;
    gl_FragColor = IMG_THIS_PIXEL(inputImage);
}
