/*{
    "DESCRIPTION": "Gives every tone a colour of its own, from the darkest to the lightest.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "shadow", "LABEL": "Shadow", "TYPE": "color", "DEFAULT": [0.05, 0.05, 0.15, 1],
         "DESCRIPTION": "the colour of black"},
        {"NAME": "dark", "LABEL": "Dark", "TYPE": "color", "DEFAULT": [0.42, 0.11, 0.38, 1],
         "DESCRIPTION": "the colour of dark grey"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "color", "DEFAULT": [0.93, 0.45, 0.27, 1],
         "DESCRIPTION": "the colour of light grey"},
        {"NAME": "highlight", "LABEL": "Highlight", "TYPE": "color",
         "DEFAULT": [0.99, 0.93, 0.76, 1],
         "DESCRIPTION": "the colour of white"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of the colours is seen over the picture"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float tone = 3.0 * colour_luma(color.rgb);
    // Mixed in OKLab, so that no muddy grey lies between two colours.
    vec3 lab = mix(colour_to_oklab(shadow.rgb), colour_to_oklab(dark.rgb), clamp(tone, 0.0, 1.0));
    lab = mix(lab, colour_to_oklab(light.rgb), clamp(tone - 1.0, 0.0, 1.0));
    lab = mix(lab, colour_to_oklab(highlight.rgb), clamp(tone - 2.0, 0.0, 1.0));
    gl_FragColor = vec4(mix(color.rgb, colour_from_oklab(lab), amount), color.a);
}
