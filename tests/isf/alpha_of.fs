/*{
    "DESCRIPTION": "Another picture's alpha, as a grey.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}, {"NAME": "old", "TYPE": "image"}]
}*/
void main()
{
    gl_FragColor = vec4(vec3(IMG_THIS_PIXEL(old).a), 1.0);
}
