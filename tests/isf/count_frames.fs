/*{
    "DESCRIPTION": "A lasting buffer that grows by a tenth each frame: it reads what it drew the frame before.",
    "INPUTS": [],
    "PASSES": [{"TARGET": "sum", "PERSISTENT": true, "FLOAT": true}, {}]
}*/
void main()
{
    if (PASSINDEX == 0)
        gl_FragColor = vec4(IMG_THIS_PIXEL(sum).rgb + 0.1, 1.0);
    else
        gl_FragColor = IMG_THIS_PIXEL(sum);
}
