/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "levels", "TYPE": "float", "MIN": 2, "MAX": 20, "DEFAULT": 6}
    ]
}*/
float round(float x) { return floor(x + 0.5); }
vec4 texture(vec2 p) { return texture(inputImage, p); }

void main()
{
    vec4 c = texture(isf_FragNormCoord);
    vec3 flat3 = vec3(round(c.r * levels), round(c.g * levels), round(c.b * levels)) / levels;
    gl_FragColor = vec4(mix(c.rgb, flat3, 0.8), c.a);
}
