/*{
    "DESCRIPTION": "Bends the picture in waves, as seen in water.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Geometry"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.05,
         "IDENTITY": 0, "DESCRIPTION": "how far it is pushed, in heights"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 100,
         "DEFAULT": 1.5,
         "DESCRIPTION": "how many waves fit into the height"},
        {"NAME": "phase", "LABEL": "Phase", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "how far the waves have run, 1 being a whole wave"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "the direction of the push, degrees counter-clockwise from the right"},
        {"NAME": "edge", "LABEL": "Edge", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["stretch", "mirror", "repeat"],
         "DEFAULT": 1,
         "DESCRIPTION": "what lies beyond the picture: its edge drawn out, its mirror image, or the picture again"}
    ]
}*/
#include "lib/place.glsl"

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 push = vec2(cos(radians(angle)), sin(radians(angle)));
    float along = dot((isf_FragNormCoord - 0.5) * aspect, vec2(-push.y, push.x));
    float wave = sin(PLACE_TURN * (along * count - phase));
    vec2 point = isf_FragNormCoord - push * (amount * wave) / aspect;
    gl_FragColor = IMG_NORM_PIXEL(inputImage, place_edge(point, edge));
}
