/*{
    "DESCRIPTION": "One half of the picture looks at itself.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "where the mirrored half lies, degrees counter-clockwise from the right"},
        {"NAME": "offset", "LABEL": "Offset", "TYPE": "float", "UNIT": "height", "MIN": -1, "MAX": 1,
         "DEFAULT": 0,
         "DESCRIPTION": "moves the mirror that way, in heights of the picture"}
    ]
}*/
#include "lib/place.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 toward = vec2(cos(radians(angle)), sin(radians(angle)));
    p -= 2.0 * max(dot(p, toward) - offset, 0.0) * toward;
    gl_FragColor = IMG_NORM_PIXEL(inputImage, place_edge(place_on_picture(p, RENDERSIZE), 1));
}
