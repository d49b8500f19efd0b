/*{
    "CREDIT": "somebody",
    "INPUTS": [
        {"NAME": "mat_scale", "LABEL": "Scale", "TYPE": "float", "MIN": 1.0, "MAX": 20.0, "DEFAULT": 8.0},
        {"NAME": "mat_color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [1.0, 0.5, 0.0, 1.0]}
    ]
}*/
vec4 materialColorForPixel(vec2 texCoord)
{
    vec2 p = floor(texCoord * mat_scale);
    return mod(p.x + p.y, 2.0) < 0.5 ? mat_color : vec4(texCoord, 0.0, 1.0);
}
