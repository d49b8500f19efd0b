/*{
    "DESCRIPTION": "The second picture bleeds into the first like ink into wet paper, with a dark line where it dries.",
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
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0.5, "MAX": 20,
         "DEFAULT": 1.4,
         "DESCRIPTION": "how many blots fit into the height"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float",
         "MIN": 0.01, "MAX": 1, "DEFAULT": 0.2,
         "DESCRIPTION": "how wide the wet edge is"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.09, 0.14, 0.34, 1],
         "DESCRIPTION": "the colour of the ink"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other blots"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"
#include "lib/transition.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE) * count;
    // Round blots, and the paper leads the ink: along its fibres the edge runs out.
    vec2 bent = p + 0.05 * vec2(noise_fbm(p * 5.0, 3.0, 0.0, seed + 1.0),
                                noise_fbm(p * 5.0 + 31.0, 3.0, 0.0, seed + 2.0));
    float fibres = 0.07 * noise_fbm(p * vec2(9.0, 13.0), 4.0, 0.0, seed + 3.0);
    float field = clamp(transition_even(noise_simplex(bent, 0.0, seed)) + fibres, 0.0, 1.0);
    float wet = mix(-softness, 1.0 + softness, progress) - field;
    float open = smoothstep(-softness, softness, wet);
    // Pigment gathers at the outer edge, and washes out behind it.
    float line = exp(-pow((wet + 0.4 * softness) / (0.22 * softness), 2.0));
    float wash = open * (1.0 - smoothstep(0.3 * softness, 1.0 * softness, wet));
    float pigment = clamp(0.7 * line + 0.5 * wash, 0.0, 1.0) * color.a *
                    smoothstep(-softness, -0.6 * softness, wet);
    vec4 both = blend_mix(IMG_THIS_PIXEL(startImage), IMG_THIS_PIXEL(endImage), open);
    both.rgb *= mix(vec3(1.0), color.rgb, pigment);
    gl_FragColor = both;
}
