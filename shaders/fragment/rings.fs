/*{
    "DESCRIPTION": "Cuts the picture into rings and turns each one.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 200,
         "DEFAULT": 6,
         "DESCRIPTION": "rings between the centre and half the picture's height"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 14,
         "IDENTITY": 0,
         "DESCRIPTION": "how far a ring may turn, in degrees"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "IDENTITY": 0,
         "DESCRIPTION": "how much brighter or darker a ring may be"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2, "DEFAULT": 0,
         "IDENTITY": 0,
         "DESCRIPTION": "the distance between two fragments, in heights of the picture"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.93, 0.90, 0.84, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the middle of the rings"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other turns"}
    ]
}*/
#include "lib/fragment.glsl"
#include "lib/hash.glsl"

// The picture at p through one ring.
vec4 seen(vec2 p, vec2 middle, float ring)
{
    vec3 random = hash3(vec2(ring, 0.0), seed);
    vec2 from = place_on_picture(fragment_behind(p, middle, 0.0, angle, random), RENDERSIZE);
    vec4 color = IMG_NORM_PIXEL(inputImage, place_edge(from, 1));
    return fragment_lit(color, light * (2.0 * random.x - 1.0));
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 middle = place_from_middle(center, RENDERSIZE);
    float radius = length(p - middle) * 2.0 * count;
    float ring = floor(radius);
    float inside = (0.5 - abs(radius - ring - 0.5)) / (2.0 * count);
    if (ring < 1.0)
        inside = (1.0 - radius) / (2.0 * count); // the innermost is a disc
    float beside = ring < 1.0 || radius - ring > 0.5 ? ring + 1.0 : ring - 1.0;

    float own = fragment_own(inside, gap, RENDERSIZE);
    vec4 color = vec4(0.0);
    int i = 0;
    do { // a pixel on the outline sees what is beside it, too
        vec4 side = seen(p, middle, i == 0 ? ring : beside);
        color = i == 0 ? side : blend_mix(side, color, own);
    } while (++i < edge_sides(own));
    gl_FragColor = fragment_on(background, color, inside, gap, RENDERSIZE);
}
