/*
{
    "CATEGORIES": ["Stylize"],
    "DESCRIPTION": "Two inks with noise between them",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "noise", "LABEL": "Noise", "TYPE": "float", "DEFAULT": 0.2},
        {"NAME": "length", "LABEL": "Length of the grain", "TYPE": "float", "DEFAULT": 3, "MIN": 1, "MAX": 9},
        {"NAME": "dark", "TYPE": "color", "DEFAULT": [0.1, 0.05, 0.3, 1]},
        {"NAME": "bright", "TYPE": "color", "DEFAULT": [1, 0.9, 0.7, 1]}
    ],
    "ISFVSN": "2"
}
*/

// overloads
float grain(float x) { return fract(sin(floor(x)) * 41.5); }
float grain(vec2 p)  { return fract(sin(dot(floor(p), vec2(12.99, 78.23))) * 437.5); }
float grain(vec2 p, int octave)
{
    float f = float(octave + 1);
    return grain(p * f) * 0.5 + grain(p.x * f) * 0.5;
}

void main()
{
    vec4 c = IMG_THIS_PIXEL(inputImage);
    vec2 cell = floor(gl_FragCoord.xy / vec2(length, 1.0));
    float g = dot(c.rgb, vec3(0.333)) + noise * (grain(cell, 1) - 0.5);
    gl_FragColor = vec4(mix(dark, bright, clamp(g, 0.0, 1.0)).rgb, c.a);
}
