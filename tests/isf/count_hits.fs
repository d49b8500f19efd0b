/*{
    "DESCRIPTION": "Another picture, and a tenth more in the frame of an event.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}, {"NAME": "old", "TYPE": "image"},
        {"NAME": "hit", "TYPE": "event"}]
}*/
void main()
{
    gl_FragColor = vec4(IMG_THIS_PIXEL(old).rgb + (hit ? 0.1 : 0.0), 1.0);
}
