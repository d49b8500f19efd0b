/*{
    "DESCRIPTION": "Divides the picture into ink and paper, with nothing between, as a linocut does.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Colour"],
    "MAGNIFY": "1 + 2 * $amount",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.45,
         "DESCRIPTION": "how light a part must be to stay paper"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.06,
         "DESCRIPTION": "the width of the tones between ink and paper"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.07, 0.07, 0.08, 1],
         "DESCRIPTION": "the colour of the dark parts"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.96, 0.94, 0.89, 1],
         "DESCRIPTION": "the colour of the light parts"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of the print is seen over the picture"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/colour.glsl"
#include "lib/light.glsl"

// How light each quarter of a pixel comes out, whose tone rises by `rise` across it: an edge is as soft
// as it covers pixels, at any size.
vec4 divided(vec4 tone, float rise)
{
    return clamp((tone - level) / max(max(softness, rise), 1e-4) + 0.5, 0.0, 1.0);
}

void main()
{
    // Quarters of a pixel, as far as the print is seen: unprinted, the picture is read as it is.
    vec2 apart = 0.25 * amount / RENDERSIZE;
    vec4 a = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord - apart);
    vec4 b = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + vec2(apart.x, -apart.y));
    vec4 c = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + vec2(-apart.x, apart.y));
    vec4 d = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + apart);
    vec4 tone = vec4(colour_luma(a.rgb), colour_luma(b.rgb), colour_luma(c.rgb), colour_luma(d.rgb));
    float rise = 0.5 * (abs(tone.y + tone.w - tone.x - tone.z) + abs(tone.z + tone.w - tone.x - tone.y));

    vec4 picture = blend_mix(blend_mix(a, b, 0.5), blend_mix(c, d, 0.5), 0.5);
    vec4 alpha = vec4(a.a, b.a, c.a, d.a);
    float white = dot(divided(tone, rise), alpha) / max(dot(alpha, vec4(1.0)), 1e-9);
    vec3 light = mix(light_of_color(ink.rgb), light_of_color(paper.rgb), white);
    gl_FragColor = vec4(mix(picture.rgb, color_of_light(light), amount), picture.a);
}
