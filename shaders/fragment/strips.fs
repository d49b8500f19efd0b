/*{
    "DESCRIPTION": "Cuts the picture into strips and lets each one slide.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Fragment"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 400,
         "DEFAULT": 16,
         "DESCRIPTION": "strips in the length of the picture's height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.05,
         "IDENTITY": 0,
         "DESCRIPTION": "how far a strip may slide, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 90,
         "WRAP": true,
         "DESCRIPTION": "how the strips lie, degrees counter-clockwise; at 90 they stand upright"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.7,
         "DESCRIPTION": "how uneven the strips are"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.06,
         "IDENTITY": 0,
         "DESCRIPTION": "how much brighter or darker a strip may be"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2, "DEFAULT": 0,
         "IDENTITY": 0,
         "DESCRIPTION": "the distance between two fragments, in heights of the picture"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.93, 0.90, 0.84, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other strips"}
    ]
}*/
#include "lib/fragment.glsl"
#include "lib/hash.glsl"

// Where strip number i begins: at i, moved by less than half a strip.
float strip_begin(float i)
{
    return i + 0.9 * variety * (hash1(vec2(i, 0.0), seed) - 0.5);
}

// The picture at p through one strip.
vec4 seen(vec2 p, vec2 along, float i)
{
    vec2 random = 2.0 * hash2(vec2(i, 1.0), seed) - 1.0;
    vec2 from = place_on_picture(p + along * amount * random.x, RENDERSIZE);
    return fragment_lit(IMG_NORM_PIXEL(inputImage, place_edge(from, 1)), light * random.y);
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 along = vec2(cos(radians(angle)), sin(radians(angle)));
    float across = dot(p, vec2(along.y, -along.x)) * count;
    float strip = floor(across + 0.5);
    if (across < strip_begin(strip))
        strip -= 1.0;
    float before = across - strip_begin(strip), behind = strip_begin(strip + 1.0) - across;
    float beside = before < behind ? strip - 1.0 : strip + 1.0;
    float inside = min(before, behind) / count;

    float own = fragment_own(inside, gap, RENDERSIZE);
    vec4 color = vec4(0.0);
    int i = 0;
    do { // a pixel on the outline sees what is beside it, too
        vec4 side = seen(p, along, i == 0 ? strip : beside);
        color = i == 0 ? side : blend_mix(side, color, own);
    } while (++i < edge_sides(own));
    gl_FragColor = fragment_on(background, color, inside, gap, RENDERSIZE);
}
