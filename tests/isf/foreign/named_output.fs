/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "cut", "TYPE": "float", "DEFAULT": 0.5}
    ]
}*/
out vec4 fragColor;

void main()
{
    vec4 c = IMG_THIS_PIXEL(inputImage);
    fragColor = vec4(smoothstep(cut - 0.3, cut + 0.3, c.rgb), c.a);
}
