/*{
    "DESCRIPTION": "The overall volume is a wave of one column.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}, {"NAME": "sound", "TYPE": "audio", "MAX": 1}]
}*/
void main()
{
    gl_FragColor = vec4(texture2D(sound, vec2(0.5, 0.75)).rg, IMG_THIS_PIXEL(inputImage).b, 1.0);
}
