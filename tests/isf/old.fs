/*{
    "DESCRIPTION": "ISF 1: a list of lasting buffers, one of them drawn by nobody; the old names.",
    "PERSISTENT_BUFFERS": ["sum", "never"],
    "PASSES": [{"TARGET": "sum"}, {}]
}*/
void main()
{
    vec4 before = texture2D(sum, vv_FragNormCoord);
    if (PASSINDEX == 0)
        gl_FragColor = vec4(before.rgb + 0.125, 1.0);
    else
        gl_FragColor = vec4(before.rg, IMG_THIS_NORM_PIXEL(never).a, 1.0);
}
