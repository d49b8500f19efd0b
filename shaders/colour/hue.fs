/*{
    "DESCRIPTION": "Turns all colours around the colour circle and keeps how light they are.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "MIN": 0, "MAX": 360, "DEFAULT": 150,
         "WRAP": true, "IDENTITY": 0,
         "DESCRIPTION": "degrees around the circle, red to yellow to green"}
    ]
}*/
#include "lib/colour.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float turn = radians(angle);
    float light = colour_luma(color.rgb);
    vec3 pure = color.rgb - light;
    // A quarter turn of the colour around grey, weighted so that its luma stays 0 (W3C Filter
    // Effects, hue-rotate).
    vec3 across = vec3(dot(pure, vec3(-0.213, -0.715, 0.928)), dot(pure, vec3(0.143, 0.140, -0.283)),
                       dot(pure, vec3(-0.787, 0.715, 0.072)));
    gl_FragColor = vec4(light + pure * cos(turn) + across * sin(turn), color.a);
}
