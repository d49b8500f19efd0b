/*{
    "DESCRIPTION": "Reduces the picture to a few flat tones, as a poster printed from few plates.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "levels", "LABEL": "Levels", "TYPE": "float", "UNIT": "count", "MIN": 2, "MAX": 32,
         "DEFAULT": 5,
         "DESCRIPTION": "how many tones there are from black to white"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.12,
         "IDENTITY": 1, "DESCRIPTION": "how gently one tone goes over into the next"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float top = floor(levels + 0.5) - 1.0;
    // Light and colour step apart: stepping red, green and blue alone would speckle every grey.
    float light = colour_luma(color.rgb);
    vec4 tone = vec4(light, (color.rgb - light) * 6.0) * top;
    vec4 low = floor(tone);
    tone = (low + clamp((tone - low - 0.5) / max(softness, 1e-4) + 0.5, 0.0, 1.0)) / top;
    gl_FragColor = vec4(tone.x + tone.yzw / 6.0, color.a);
}
