/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Lays a source over the canvas: cover and stretch. The engine's own step.",
    "CREDIT": "Remontage",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "scale", "TYPE": "point2D"},
        {"NAME": "offset", "TYPE": "point2D"}
    ]
}*/
void main()
{
    gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord * scale + offset);
}
