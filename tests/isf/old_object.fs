/*{
    "DESCRIPTION": "ISF 1: lasting buffers as an object, which says how large and how fine.",
    "PERSISTENT_BUFFERS": {"sum": {"WIDTH": "$WIDTH / 8", "HEIGHT": 5, "FLOAT": true}},
    "PASSES": [{"TARGET": "sum"}, {}]
}*/
void main()
{
    vec4 before = IMG_THIS_PIXEL(sum);
    if (PASSINDEX == 0)
        gl_FragColor = vec4(before.rgb + 2.0, 1.0);
    else
        gl_FragColor = vec4(before.r / 16.0, IMG_SIZE(sum) / 40.0, 1.0);
}
