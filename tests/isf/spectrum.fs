/*{
    "DESCRIPTION": "What is heard, by pitch, in four bins: the lowest one, the highest one and the number of bins over ten.",
    "INPUTS": [{"NAME": "bins", "TYPE": "audioFFT", "MAX": 4}]
}*/
void main()
{
    gl_FragColor = vec4(IMG_PIXEL(bins, vec2(0.5)).r, IMG_PIXEL(bins, vec2(3.5, 0.5)).r, IMG_SIZE(bins).x / 10.0, 1.0);
}
