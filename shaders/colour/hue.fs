/*{
    "DESCRIPTION": "Turns all colours around the colour circle and keeps how light they are.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 150,
         "WRAP": true, "IDENTITY": 0,
         "DESCRIPTION": "degrees around the circle, red to yellow to green"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(colour_turned(color.rgb, angle), color.a);
}
