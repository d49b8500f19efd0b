/*{
    "DESCRIPTION": "The first picture burns away like paper, from many places, and bares the second.",
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
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0.5, "MAX": 50,
         "DEFAULT": 1.4,
         "DESCRIPTION": "how many places catch fire, in the length of the height"},
        {"NAME": "width", "LABEL": "Width", "TYPE": "float",
         "MIN": 0.01, "MAX": 0.5, "DEFAULT": 0.12,
         "DESCRIPTION": "how wide the scorched rim is"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [1.0, 0.45, 0.1, 1],
         "DESCRIPTION": "the colour of the embers"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other places catch fire"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"
#include "lib/transition.glsl"

// How far the fire has passed a place: below 0 the paper is there, browned near the front; above it
// is gone.
float passed(vec2 p)
{
    float rough = noise_fbm(p * count, 6.0, 0.0, seed);
    return mix(-width, 1.0 + width, progress) - transition_even(rough);
}

// What is seen at a place that the fire has passed so far.
vec4 seen(vec2 p, float gone, vec4 paper, vec4 bare)
{
    float scorch = smoothstep(-width, -0.1 * width, gone);
    float hole = smoothstep(-0.02 * width, 0.02 * width, gone);
    vec3 brown = paper.rgb * mix(vec3(1.0), vec3(0.5, 0.32, 0.18), scorch);
    vec3 charred = mix(brown, vec3(0.03, 0.02, 0.02), scorch * scorch * scorch);
    // The rim glows where air finds it.
    float air = 0.5 + 0.5 * noise_fbm(p * count * 4.0 + 7.0, 3.0, 2.0 * progress, seed + 5.0);
    float ember = exp(-abs(gone + 0.06 * width) * 14.0 / width) * smoothstep(0.0, 0.7, air);
    ember *= 1.0 - hole;
    charred += (color.rgb * 1.5 + vec3(0.9, 0.5, 0.1) * ember) * ember * scorch;
    // What lies below is lit by the fire, and in the shadow of the paper.
    float under = 1.0 - smoothstep(0.0, width, gone);
    vec3 lit = bare.rgb * mix(vec3(1.0), vec3(0.55, 0.45, 0.4), under) +
               0.25 * color.rgb * bare.rgb * under * under;
    return blend_mix(vec4(charred, paper.a), vec4(lit, bare.a), hole);
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec4 paper = IMG_THIS_PIXEL(startImage);
    vec4 bare = IMG_THIS_PIXEL(endImage);
    // The glowing rim is finer than a pixel: where the front is near, four places are looked at.
    vec4 sum = vec4(0.0);
    float i = 0.0, n = 1.0;
    do {
        vec2 apart = vec2(0.25 * i - 0.375, fract(0.5 * i) - 0.375 + 0.25 * floor(0.5 * i));
        vec2 near = p + apart / RENDERSIZE.y;
        float gone = passed(near);
        n = i == 0.0 && abs(gone) < 0.6 * width ? 4.0 : n;
        vec4 part = seen(near, gone, paper, bare);
        sum += vec4(part.rgb * part.a, part.a) / n;
        i += 1.0;
    } while (i < n);
    gl_FragColor = vec4(sum.rgb / max(sum.a, 1e-9), sum.a);
}
