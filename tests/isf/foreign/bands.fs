/*{
    "DESCRIPTION": "Horizontal bands of different brightness",
    "ISFVSN": "2",
    "CATEGORIES": ["Color"],
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "count", "TYPE": "float", "MIN": 1.0, "MAX": 40.0, "DEFAULT": 11.0},
        {"NAME": "depth", "TYPE": "float", "MIN": 0.0, "MAX": 1.0, "DEFAULT": 0.5}
    ]
}*/

// globals that are made of inputs: legal on the desktop
float bandCount = floor(count);
float weight = 1.0 - depth;
const float table[4] = float[4](1.0, 0.85, 0.7, 0.55);

void main() {
    vec4 c = IMG_THIS_PIXEL(inputImage);
    int band = int(mod(floor(isf_FragNormCoord.y * bandCount), 4.0));
    weight += depth * table[band];
    gl_FragColor = vec4(c.rgb * weight, c.a);
}
