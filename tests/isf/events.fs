/*{
    "DESCRIPTION": "Red: a tenth for each frame of the event in the first pass; green and blue: the event as the last pass sees it, and whether both see the same.",
    "INPUTS": [{"NAME": "hit", "TYPE": "event"}],
    "PASSES": [{"TARGET": "hits", "PERSISTENT": true, "FLOAT": true}, {}]
}*/
void main()
{
    vec4 before = IMG_THIS_PIXEL(hits);
    if (PASSINDEX == 0)
        gl_FragColor = vec4(before.r + (hit ? 0.1 : 0.0), hit ? 1.0 : 0.0, 0.0, 1.0);
    else
        gl_FragColor = vec4(before.r, hit ? 1.0 : 0.0, before.g == (hit ? 1.0 : 0.0) ? 1.0 : 0.0, 1.0);
}
