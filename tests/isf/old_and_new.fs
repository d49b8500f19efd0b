/*{
    "DESCRIPTION": "Red: what the first pass saw of its own buffer; green: what the last pass sees of it.",
    "INPUTS": [],
    "PASSES": [{"TARGET": "a", "PERSISTENT": true, "FLOAT": true}, {"TARGET": "b", "FLOAT": true}, {}]
}*/
void main()
{
    if (PASSINDEX == 0)
        gl_FragColor = vec4(IMG_THIS_PIXEL(a).g, IMG_THIS_PIXEL(a).g + 0.1, 0.0, 1.0);
    else if (PASSINDEX == 1)
        gl_FragColor = IMG_THIS_PIXEL(a);
    else
        gl_FragColor = vec4(IMG_THIS_PIXEL(b).rg, 0.0, 1.0);
}
