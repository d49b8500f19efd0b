/*{
    "DESCRIPTION": "The first picture fades to bare paper, on which the second one is developed: its shadows come first, its colours last.",
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
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.93, 0.89, 0.80, 1],
         "DESCRIPTION": "the paper"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.16, 0.10, 0.07, 1],
         "DESCRIPTION": "the first tone that comes"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.4,
         "DESCRIPTION": "how unevenly the bath works"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another bath"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/colour.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    float bath = variety * 0.25 * noise_fbm(p * 2.2, 3.0, 0.0, seed);
    float live = 4.0 * progress * (1.0 - progress);
    float now = clamp(progress + bath * live, 0.0, 1.0);

    vec4 goes = IMG_THIS_PIXEL(startImage);
    // Lights go first; the colours before the tones.
    float tone = colour_luma(clamp(goes.rgb, 0.0, 1.0));
    float bleached = smoothstep(0.0, 0.7, now);
    vec3 pale = mix(goes.rgb, mix(ink.rgb, color.rgb, tone), smoothstep(0.0, 0.25, now));
    vec3 gone = mix(pale, color.rgb, min(bleached * (1.0 + tone), 1.0));

    vec4 comes = IMG_THIS_PIXEL(endImage);
    float light = colour_luma(clamp(comes.rgb, 0.0, 1.0));
    float bathed = smoothstep(0.25, 0.95, now);
    float silver = smoothstep(0.7 * light, 0.7 * light + 0.3, bathed);
    vec3 print = mix(color.rgb, mix(ink.rgb, color.rgb, light), silver);
    print = mix(print, comes.rgb, smoothstep(0.7, 1.0, now));

    // Where both are on the paper, each only darkens it.
    vec3 paper = max(color.rgb, vec3(0.001));
    vec3 both = gone * print / paper;
    both = mix(gone, both, smoothstep(0.3, 0.4, now));
    both = mix(both, print, smoothstep(0.6, 0.75, now));
    float alpha = mix(goes.a, comes.a, smoothstep(0.4, 0.6, now));
    gl_FragColor = vec4(both, alpha);
}
