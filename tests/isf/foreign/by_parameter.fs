/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "away", "TYPE": "float", "MIN": 0, "MAX": 0.1, "DEFAULT": 0.02}
    ]
}*/
vec4 pair(sampler2D picture, vec2 p)
{
    return 0.5 * (texture(picture, p - vec2(0.0, away)) + texture(picture, p + vec2(0.0, away)));
}
void main() { gl_FragColor = pair(inputImage, isf_FragNormCoord); }
