/*{
    "ISFVSN": "2",
    "DESCRIPTION": "states a version, as a tool has put it there",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "fade", "TYPE": "float", "DEFAULT": 0.4}
    ]
}*/
#version 120

void main()
{
    vec4 c = texture2D(inputImage, isf_FragNormCoord);
    float sepia = dot(c.rgb, vec3(0.3, 0.59, 0.11));
    gl_FragColor = mix(c, vec4(sepia * vec3(1.1, 0.95, 0.7), c.a), fade);
}
