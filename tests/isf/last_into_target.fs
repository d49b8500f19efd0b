/*{
    "DESCRIPTION": "The only pass draws into a buffer and to the output alike.",
    "INPUTS": [],
    "PASSES": [{"TARGET": "sum", "PERSISTENT": true, "FLOAT": true}]
}*/
void main()
{
    gl_FragColor = vec4(IMG_THIS_PIXEL(sum).rgb + 0.1, 1.0);
}
