/*{
    "DESCRIPTION": "Sets where black, the middle tones and white begin.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "black", "LABEL": "Black", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.1,
         "IDENTITY": 0, "DESCRIPTION": "what is darker becomes black"},
        {"NAME": "white", "LABEL": "White", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.85,
         "IDENTITY": 1, "DESCRIPTION": "what is lighter becomes white"},
        {"NAME": "gamma", "LABEL": "Gamma", "TYPE": "float", "MIN": 0.1, "MAX": 10, "DEFAULT": 1.1,
         "IDENTITY": 1, "DESCRIPTION": "above 1 the middle tones grow lighter, below 1 darker"}
    ]
}*/
void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float span = white - black;
    span = span < 0.0 ? min(span, -1e-4) : max(span, 1e-4);
    vec3 tone = clamp((color.rgb - black) / span, 0.0, 1.0);
    gl_FragColor = vec4(pow(tone, vec3(1.0 / gamma)), color.a);
}
