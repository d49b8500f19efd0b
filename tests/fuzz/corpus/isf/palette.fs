/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "strength", "TYPE": "float", "DEFAULT": 0.6}
    ]
}*/
struct Ink { vec3 color; float from; };
const Ink INKS[3] = Ink[3](Ink(vec3(0.1, 0.1, 0.35), 0.0), Ink(vec3(0.85, 0.3, 0.25), 0.35),
                           Ink(vec3(0.98, 0.9, 0.7), 0.75));
const int LAST = INKS.length() - 1;

vec3 ink(float luma)
{
    vec3 color = INKS[0].color;
    for (int i = 1; i <= LAST; i++)
        color = mix(color, INKS[i].color, smoothstep(INKS[i].from - 0.2, INKS[i].from + 0.1, luma));
    return color;
}

void main()
{
    vec4 c = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(mix(c.rgb, ink(dot(c.rgb, vec3(0.3, 0.6, 0.1))), strength), c.a);
}
