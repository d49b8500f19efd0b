/*{
    "DESCRIPTION": "Keeps nine tenths of each frame, however long that one stood: another rate is another picture.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}],
    "PASSES": [{"TARGET": "kept", "PERSISTENT": true, "FLOAT": true}]
}*/
void main()
{
    vec4 before = IMG_THIS_PIXEL(kept);
    vec4 now = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = before.a > 0.0 ? mix(now, before, 0.9) : now;
}
