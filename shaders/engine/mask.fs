/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Keeps of a layer what another picture shows: luminance times alpha. The engine's own step.",
    "CREDIT": "Remontage",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "maskImage", "TYPE": "image"},
        {"NAME": "invert", "TYPE": "bool"}
    ]
}*/
void main()
{
    vec4 colour = IMG_THIS_PIXEL(inputImage);
    vec4 cut = IMG_THIS_PIXEL(maskImage);
    float shown = dot(cut.rgb, vec3(0.2126, 0.7152, 0.0722)) * cut.a;
    gl_FragColor = vec4(colour.rgb, colour.a * (invert ? 1.0 - shown : shown));
}
