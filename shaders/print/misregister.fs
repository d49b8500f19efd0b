/*{
    "DESCRIPTION": "Prints cyan, magenta and yellow a little beside each other, as a hurried press does.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "offset", "LABEL": "Offset", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.5,
         "DEFAULT": 0.004,
         "IDENTITY": 0,
         "DESCRIPTION": "how far each plate is out of place, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 20,
         "WRAP": true,
         "DESCRIPTION": "the direction of the cyan plate; magenta and yellow lie 120 degrees on"},
        {"NAME": "turn", "LABEL": "Turn", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 10,
         "DEFAULT": 0.2,
         "IDENTITY": 0,
         "DESCRIPTION": "how far the plates are turned against each other, in degrees"}
    ]
}*/
#include "lib/place.glsl"

// The place on a plate that prints here.
vec2 plate(float way, float turned)
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 point = (isf_FragNormCoord - 0.5) * aspect;
    vec2 push = offset * vec2(cos(radians(way)), sin(radians(way)));
    return place_turned(-turned) * (point - push) / aspect + 0.5;
}

void main()
{
    vec4 cyan = IMG_NORM_PIXEL(inputImage, plate(angle, turn));
    vec4 magenta = IMG_NORM_PIXEL(inputImage, plate(angle + 120.0, -turn));
    vec4 yellow = IMG_NORM_PIXEL(inputImage, plate(angle + 240.0, 0.0));
    float alpha = max(cyan.a, max(magenta.a, yellow.a));
    // Each plate takes one colour of the paper's light, and only where it has a picture.
    vec3 ink = vec3((1.0 - cyan.r) * cyan.a, (1.0 - magenta.g) * magenta.a, (1.0 - yellow.b) * yellow.a);
    gl_FragColor = vec4(1.0 - ink / max(alpha, 1e-9), alpha);
}
