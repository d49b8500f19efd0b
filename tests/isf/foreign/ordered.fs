/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "colors", "TYPE": "float", "MIN": 2, "MAX": 16, "DEFAULT": 4}
    ]
}*/
const int bayer[16] = int[](0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5);

uint at(uvec2 p) { return ((p.y & 3u) << 2u) | (p.x & 3u); }

void main()
{
    uvec2 p = uvec2(gl_FragCoord.xy);
    float limit = (float(bayer[int(at(p))]) + 0.5) / 16.0;
    vec4 c = IMG_THIS_PIXEL(inputImage);
    vec3 steps = floor(c.rgb * (colors - 1.0) + limit) / (colors - 1.0);
    gl_FragColor = vec4(steps, c.a);
}
