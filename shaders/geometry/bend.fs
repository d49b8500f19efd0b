/*{
    "DESCRIPTION": "Bends the picture in waves, as seen in water.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
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
#include "lib/blend.glsl"
#include "lib/edge.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 push = vec2(cos(radians(angle)), sin(radians(angle)));
    float along = dot((isf_FragNormCoord - 0.5) * aspect, vec2(-push.y, push.x));
    float wave = sin(PLACE_TURN * (along * count - phase));
    vec2 point = isf_FragNormCoord - push * (amount * wave) / aspect;
    // A pixel's width in the picture, which is sheared along the waves.
    float shear = amount * PLACE_TURN * count * cos(PLACE_TURN * (along * count - phase));
    vec2 turned = vec2(-push.y, push.x);
    vec2 pixel = vec2(length(vec2(1.0, 0.0) - push.x * shear * turned),
                      length(vec2(0.0, 1.0) - push.y * shear * turned)) / RENDERSIZE;
    float own = edge == 2 ? seam_cover(point, pixel) : 1.0;
    vec4 color = vec4(0.0);
    int i = 0;
    do {
        vec4 side = IMG_NORM_PIXEL(inputImage, place_edge(point, edge));
        color = i == 0 ? side : blend_mix(side, color, own);
        point = seam_beside(point, pixel);
    } while (++i < seam_sides(own));
    gl_FragColor = color;
}
