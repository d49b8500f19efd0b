/*{
    "DESCRIPTION": "Tones the picture as a print is toned: middle greys take the colour, black and white stay.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.78, 0.52, 0.30, 1],
         "DESCRIPTION": "the colour of the toner"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "IDENTITY": 0, "DESCRIPTION": "0 is the picture, 1 toned through and through"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    float light = colour_luma(picture.rgb);
    vec3 hue = color.rgb - colour_luma(color.rgb);
    vec3 toned = light + hue * (4.0 * light * (1.0 - light));
    gl_FragColor = vec4(mix(picture.rgb, toned, amount), picture.a);
}
