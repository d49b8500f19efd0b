/*{
    "DESCRIPTION": "Keeps half of the frame before.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}],
    "PASSES": [{"TARGET": "kept", "PERSISTENT": true, "FLOAT": true}, {}]
}*/
void main()
{
    if (PASSINDEX == 0)
        gl_FragColor = vec4(mix(IMG_THIS_PIXEL(kept).rgb, IMG_THIS_PIXEL(inputImage).rgb, 0.5), 1.0);
    else
        gl_FragColor = IMG_THIS_PIXEL(kept);
}
