/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"}
    ]
}*/
layout(rgba8, binding = 0) writeonly uniform image2D kept;
void main()
{
    imageStore(kept, ivec2(gl_FragCoord.xy), vec4(1.0));
    gl_FragColor = IMG_THIS_PIXEL(inputImage);
}
