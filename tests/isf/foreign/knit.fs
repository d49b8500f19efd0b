/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "turns", "TYPE": "long", "VALUES": [1, 2, 3, 5], "LABELS": ["once", "twice", "thrice", "often"], "DEFAULT": 3}
    ]
}*/
void main()
{
    vec2 p = isf_FragNormCoord;
    int i = 0;
    do {
        p = vec2(p.x + 0.004 * sin(p.y * 40.0), p.y + 0.003 * cos(p.x * 30.0));
        i++;
    } while (i < turns);
    float k = 1.0;
    while (true) {
        k *= 0.99;
        if (i-- <= 0)
            break;
    }
    vec4 c = IMG_NORM_PIXEL(inputImage, p);
    gl_FragColor = vec4(c.rgb * k, c.a);
}
