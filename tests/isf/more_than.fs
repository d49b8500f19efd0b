/*{
    "DESCRIPTION": "Another picture and a bit more; what goes in is not looked at.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}, {"NAME": "old", "TYPE": "image"},
        {"NAME": "amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.1}]
}*/
void main()
{
    gl_FragColor = vec4(IMG_THIS_PIXEL(old).rgb + amount, 1.0);
}
