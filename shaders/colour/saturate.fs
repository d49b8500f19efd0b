/*{
    "DESCRIPTION": "Makes colours stronger or paler, down to grey.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 4, "DEFAULT": 2,
         "IDENTITY": 1, "DESCRIPTION": "0 is grey, 1 the picture, more is stronger"}
    ]
}*/
#include "lib/colour.glsl"

// How many times the colour is to be had between black and white.
float room(float grey, vec3 chroma)
{
    vec3 end = step(0.0, chroma);
    vec3 times = abs(end - grey) / max(abs(chroma), 1e-4);
    return max(min(times.r, min(times.g, times.b)), 1.0);
}

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float grey = colour_luma(color.rgb);
    vec3 chroma = color.rgb - grey;
    float times = amount;
    if (amount > 1.0) {
        // What is strong already gains less, and nothing leaves the range.
        float spare = max(room(grey, chroma) - 1.0, 1e-6);
        times = 1.0 + spare * (1.0 - exp((1.0 - amount) / spare));
    }
    gl_FragColor = vec4(mix(vec3(grey), color.rgb, times), color.a);
}
