/*{
    "DESCRIPTION": "The second picture comes grain by grain, as silver does in the developer.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 10, "MAX": 2000,
         "DEFAULT": 260,
         "DESCRIPTION": "grains along the height"},
        {"NAME": "clumps", "LABEL": "Clumps", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.55,
         "DESCRIPTION": "how much the grains gather"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float",
         "MIN": 0.01, "MAX": 1, "DEFAULT": 0.12,
         "DESCRIPTION": "how slowly one grain changes"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other grains"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"
#include "lib/transition.glsl"

// How late the grains at a point go, 0 to 1. Two screens of grains that do not fit: no grid shows.
float grain_at(vec2 p)
{
    vec2 turned = place_turned(37.0) * p * count;
    float grain = hash1(floor(p * count + 0.0001), seed);
    grain = 0.5 * (grain + hash1(floor(turned * 0.73), seed + 1.0));
    return smoothstep(0.0, 1.0, grain);
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    float cloud = transition_even(noise_fbm(p * 3.0, 4.0, 0.0, seed + 2.0));
    // A small picture's pixel holds several grains.
    float n = clamp(ceil(4.0 * count / RENDERSIZE.y - 0.5), 1.0, 8.0);
    float open = 0.0;
    float i = 0.0;
    do {
        vec2 apart = (vec2(mod(i, n), floor(i / n)) + 0.5) / n - 0.5;
        float when = mix(grain_at(p + apart / RENDERSIZE.y), cloud, clumps * 0.8);
        open += transition_front(when, softness, progress) / (n * n);
        i += 1.0;
    } while (i < n * n);
    gl_FragColor = blend_mix(IMG_THIS_PIXEL(startImage), IMG_THIS_PIXEL(endImage), open);
}
