/*{
    "DESCRIPTION": "Somebody's effect: a second picture, and a range that it means loosely.",
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "other", "TYPE": "image"},
        {"NAME": "amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5}
    ]
}*/
void main()
{
    gl_FragColor = mix(IMG_THIS_PIXEL(inputImage), IMG_THIS_PIXEL(other), amount);
}
