/*{
    "DESCRIPTION": "Coordinates are those of the pass: red and green tell its size and number, blue whether both coordinates say the same.",
    "PASSES": [{"TARGET": "a", "WIDTH": 20, "HEIGHT": 10}, {}]
}*/
void main()
{
    vec2 apart = abs(gl_FragCoord.xy / RENDERSIZE - isf_FragNormCoord);
    float same = max(apart.x, apart.y) < 1e-4 ? 1.0 : 0.0;
    if (PASSINDEX == 0)
        gl_FragColor = vec4(RENDERSIZE.x / 100.0, 0.0, same, 1.0);
    else
        gl_FragColor = vec4(IMG_THIS_PIXEL(a).r, RENDERSIZE.x / 1000.0 * float(PASSINDEX), IMG_THIS_PIXEL(a).b * same, 1.0);
}
