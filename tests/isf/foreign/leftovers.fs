/*{
    "ISFVSN": "2",
    "DESCRIPTION": "counts on globals beginning at nothing",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "gain", "TYPE": "float", "MIN": 0, "MAX": 2, "DEFAULT": 0.7}
    ]
}*/
vec3 total;
float weights = 0.0, unused;
bool been;

void add(vec3 color, float weight)
{
    total += color * weight;
    weights += weight;
    been = true;
}

void main()
{
    vec4 c = IMG_THIS_PIXEL(inputImage);
    if (!been)
        add(c.rgb, 1.0);
    add(c.gbr, gain);
    gl_FragColor = vec4(total / weights, c.a);
}
