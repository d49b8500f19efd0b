/*{
    "DESCRIPTION": "A picture that nobody gives is one transparent black pixel.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}, {"NAME": "other", "TYPE": "image"}]
}*/
void main()
{
    gl_FragColor = vec4(IMG_SIZE(other) / 2.0, IMG_PIXEL(other, vec2(0.5)).a, 1.0);
}
