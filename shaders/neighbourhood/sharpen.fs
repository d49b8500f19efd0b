/*{
    "DESCRIPTION": "Brings out fine detail: each point moves away from the mean of those around it.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Neighbourhood"],
    "REACH": "$radius",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 8, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how far it moves"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.006,
         "DESCRIPTION": "the size of the detail, in heights of the picture; large ones raise the whole relief"}
    ]
}*/
#include "lib/spiral.glsl"

const int TAPS = 24;

void main()
{
    vec2 height = vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    vec4 sum = vec4(picture.rgb * picture.a, picture.a) * 1e-6;
    for (int i = 1; i <= TAPS; i++) {
        vec2 away = spiral_point(float(i), float(TAPS)) * radius * height;
        vec4 color = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + away);
        sum += vec4(color.rgb * color.a, color.a);
    }
    vec3 mean = sum.rgb / max(sum.a, 1e-9);
    gl_FragColor = vec4(picture.rgb + amount * (picture.rgb - mean), picture.a);
}
