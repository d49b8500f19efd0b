/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "distance", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.4},
        {"NAME": "mod", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.3}
    ]
}*/
float step = 0.25 + mod;

vec3 tint(vec3 color, float mix)
{
    float length = length(color);
    vec3 normalize = normalize(color + 0.001);
    return normalize * length * (1.0 - mix) + vec3(mix * step);
}

void main()
{
    vec4 texture = IMG_THIS_PIXEL(inputImage);
    float smoothstep = smoothstep(0.0, distance + 0.01, texture.g);
    gl_FragColor = vec4(tint(texture.rgb, smoothstep * mod), texture.a);
}
