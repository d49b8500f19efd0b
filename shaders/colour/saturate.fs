/*{
    "DESCRIPTION": "Makes colours stronger or paler, down to grey.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 4, "DEFAULT": 1.5,
         "IDENTITY": 1, "DESCRIPTION": "0 is grey, 1 the picture, more is stronger"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(mix(vec3(colour_luma(color.rgb)), color.rgb, amount), color.a);
}
