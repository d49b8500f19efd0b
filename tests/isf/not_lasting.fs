/*{
    "DESCRIPTION": "A buffer that does not last is empty when it is read before it is drawn.",
    "INPUTS": [],
    "PASSES": [{"TARGET": "a"}, {}]
}*/
void main()
{
    if (PASSINDEX == 0)
        gl_FragColor = vec4(IMG_THIS_PIXEL(a).rgb + 0.2, 1.0);
    else
        gl_FragColor = IMG_THIS_PIXEL(a);
}
