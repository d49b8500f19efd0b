/*{
    "DESCRIPTION": "The first picture is torn in two, and the halves are drawn apart.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees",
         "MIN": 0, "MAX": 360, "DEFAULT": 72, "WRAP": true,
         "DESCRIPTION": "how the tear runs, degrees counter-clockwise; at 90 upright"},
        {"NAME": "roughness", "LABEL": "Roughness", "TYPE": "float",
         "MIN": 0, "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "how ragged the tear is"},
        {"NAME": "width", "LABEL": "Width", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.03,
         "DESCRIPTION": "how wide the paper shows at the torn edge, in heights"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.96, 0.94, 0.90, 1],
         "DESCRIPTION": "the colour of the torn paper"},
        {"NAME": "shadow", "LABEL": "Shadow", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how dark the shadow of the halves is"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another tear"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"

vec2 along()
{
    return vec2(cos(radians(angle)), sin(radians(angle)));
}

// How far a point of the page lies to the right of the tear.
float torn(vec2 p)
{
    float way = dot(p, along());
    float ragged = 0.10 * noise_fbm(vec2(way * 1.7, 3.0), 7.0, 0.0, seed);
    return dot(p, vec2(along().y, -along().x)) + roughness * ragged;
}

// The point of the page that a half shows here: side is 1 right of the tear, -1 left of it.
vec2 drawn(vec2 p, float side, float apart)
{
    vec2 moved = p - side * apart * vec2(along().y, -along().x);
    return place_turned(side * 9.0 * progress * progress) * moved;
}

// How far inside a half of the page the point lies that it shows here.
float inside_half(vec2 q, float side)
{
    vec2 page = 0.5 * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0) - abs(q);
    return min(side * torn(q), min(page.x, page.y) + 0.5 / RENDERSIZE.y);
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    float farthest = length(vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0));
    float apart = 0.75 * farthest * pow(progress, 2.2);
    vec2 right = drawn(p, 1.0, apart);
    vec2 left = drawn(p, -1.0, apart);
    float in_right = inside_half(right, 1.0);
    float in_left = inside_half(left, -1.0);
    bool is_right = in_right > in_left;
    vec2 seen = is_right ? right : left;
    float inside = is_right ? in_right : in_left;
    float cover = progress > 0.0 ? place_cover(inside, RENDERSIZE) : 1.0;

    vec4 page = IMG_NORM_PIXEL(startImage, place_on_picture(seen, RENDERSIZE));
    // The print comes off the paper further in, here more, there less; one half keeps more of it.
    float fibre = 0.5 + 0.5 * noise_fbm(seen * 26.0, 3.0, 0.0, seed + 9.0);
    float bare = width * (is_right ? 1.5 : 0.5) * fibre * fibre * 2.0;
    float paper = place_line(abs(torn(seen)), 2.0 * bare, RENDERSIZE);
    paper *= smoothstep(0.0, 0.03, progress);
    vec3 torn_edge = color.rgb * (0.86 + 0.2 * fibre);
    page = mix(page, vec4(torn_edge, 1.0), paper);

    vec4 below = IMG_THIS_PIXEL(endImage);
    below.rgb *= 1.0 - shadow * exp(min(inside, 0.0) * 16.0) *
                       (1.0 - smoothstep(0.85, 1.0, progress));
    gl_FragColor = blend_mix(below, page, cover);
}
