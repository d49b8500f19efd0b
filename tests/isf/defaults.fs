/*{
    "DESCRIPTION": "What inputs are where neither header nor scene says so.",
    "INPUTS": [
        {"NAME": "what", "TYPE": "long", "MIN": 0, "MAX": 3, "DEFAULT": 0},
        {"NAME": "middle", "TYPE": "float", "MIN": 0.2, "MAX": 0.8},
        {"NAME": "only_max", "TYPE": "float", "MAX": 8},
        {"NAME": "far", "TYPE": "float", "MIN": 0, "MAX": 0.25, "DEFAULT": 9},
        {"NAME": "yes", "TYPE": "bool"},
        {"NAME": "choice", "TYPE": "long", "VALUES": [3, 7], "LABELS": ["three", "seven"]},
        {"NAME": "at", "TYPE": "point2D"},
        {"NAME": "tint", "TYPE": "color", "DEFAULT": [1.0, 1.0]},
        {"NAME": "hit", "TYPE": "event"},
        {"NAME": "turned", "TYPE": "float", "MIN": 1.0, "MAX": 0.5, "DEFAULT": 0.75}
    ]
}*/
void main()
{
    vec3 told = vec3(middle, only_max, far);
    if (what == 1)
        told = vec3(yes ? 1.0 : 0.0, float(choice) / 10.0, hit ? 1.0 : 0.0);
    else if (what == 2)
        told = vec3(at, turned);
    else if (what == 3)
        told = tint.rgb + tint.a;
    gl_FragColor = vec4(told, 1.0);
}
