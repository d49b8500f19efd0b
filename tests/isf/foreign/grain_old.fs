/*{
    "DESCRIPTION": "film grain",
    "ISFVSN": "2.0",
    "INPUTS": [
        { "NAME": "inputImage", "TYPE": "image" },
        { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.15, "MIN": 0.0, "MAX": 1.0 },
        { "NAME": "moving", "TYPE": "bool", "DEFAULT": true }
    ]
}*/

#ifndef PI
#define PI 3.14159
#endif
#define SIZE 2.0
#define rand(co) fract(sin(mod(dot(co, vec2(12.9898, 78.233)), PI)) * 4375.85)

void main()
{
    vec2 cell = floor(gl_FragCoord.xy / SIZE);
    float t = moving ? floor(TIME * 12.0) : 0.0;
    float r = rand(cell + vec2(t, t * 0.5)) - 0.5;
    vec4 color = IMG_PIXEL(inputImage, gl_FragCoord.xy);
    color.rgb += vec3(r * amount);
    gl_FragColor = color;
}
