/*{
    "DESCRIPTION": "Softens the picture as if it lay out of focus.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Neighbourhood"],
    "REACH": "$radius",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "MIN": 0, "MAX": 0.5,
         "DEFAULT": 0.02,
         "IDENTITY": 0, "DESCRIPTION": "how far colours run, in heights of the picture"}
    ]
}*/
#include "lib/spiral.glsl"

const int TAPS = 128;

void main()
{
    vec2 height = vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    // No more taps than the disc has pixels to tell apart.
    float pixels = radius * RENDERSIZE.y;
    float count = clamp(ceil(4.0 * pixels * pixels), 8.0, float(TAPS));
    vec4 sum = vec4(0.0);
    for (int i = 0; i < TAPS; i++) {
        if (float(i) >= count)
            break;
        vec2 away = spiral_bell(float(i), count) * radius * height;
        vec4 color = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + away);
        sum += vec4(color.rgb * color.a, color.a);
    }
    gl_FragColor = vec4(sum.rgb / max(sum.a, 1e-9), sum.a / count);
}
