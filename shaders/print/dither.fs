/*{
    "DESCRIPTION": "Makes every tone of few: dots that are on or off, strewn so evenly that the eye mixes them again.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "dots", "LABEL": "Dots", "TYPE": "float", "UNIT": "count", "MIN": 8, "MAX": 2000,
         "DEFAULT": 180,
         "DESCRIPTION": "how many rows of dots fit into the height"},
        {"NAME": "levels", "LABEL": "Levels", "TYPE": "float", "UNIT": "count", "MIN": 2, "MAX": 32,
         "DEFAULT": 3,
         "DESCRIPTION": "how many tones a dot may have"},
        {"NAME": "pattern", "LABEL": "Pattern", "TYPE": "long", "VALUES": [0, 1, 2, 3],
         "LABELS": ["noise", "bayer2", "bayer4", "bayer8"], "DEFAULT": 0,
         "DESCRIPTION": "where dots come first: strewn evenly and without order (blue noise), or in the crosses of Bayer's squares of 2, 4 or 8"},
        {"NAME": "mono", "LABEL": "Mono", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "tones between ink and paper; without it red, green and blue have tones of their own"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.08, 0.08, 0.10, 1],
         "DESCRIPTION": "what black becomes in mono"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.96, 0.94, 0.89, 1],
         "DESCRIPTION": "what white becomes in mono"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of the dots is seen over the picture"}
    ],
    "PASSES": [
        {"TARGET": "cells",
         "WIDTH": "2 * ceil(0.5 * min($dots, 3 * $HEIGHT) * $WIDTH / $HEIGHT)",
         "HEIGHT": "2 * ceil(0.5 * min($dots, 3 * $HEIGHT))"},
        {}
    ]
}*/
#include "lib/blue_noise.glsl"
#include "lib/colour.glsl"
#include "lib/light.glsl"
#include "lib/place.glsl"

// When a cell's turn comes in Bayer's square of `side` by `side` (1973), 0..1.
float bayer(vec2 cell, float side)
{
    float turn = 0.5 / (side * side), weight = 0.25;
    for (float bit = 1.0; bit < 8.0; bit *= 2.0) {
        if (bit >= side)
            break;
        vec2 odd = floor(mod((cell + 0.5) / bit, 2.0));
        turn += weight * (2.0 * abs(odd.x - odd.y) + odd.y);
        weight *= 0.25;
    }
    return turn;
}

float turn_of(vec2 cell)
{
    return pattern == 0 ? blue_noise(cell) : bayer(cell, exp2(float(pattern)));
}

// The mean light of what a cell covers: up to 8 by 8 pixels, each read at its middle. `corner` is
// the cell's lower left in pixels. Alpha is multiplied in.
vec4 mean_light(vec2 corner, float side)
{
    vec2 size = IMG_SIZE(inputImage);
    float count = clamp(ceil(side - 0.01), 1.0, 8.0);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 64; i++) {
        if (float(i) >= count * count)
            break;
        vec2 part = (vec2(mod(float(i), count), floor(float(i) / count)) + 0.5) / count;
        vec2 middle = floor(corner + part * side) + 0.5;
        vec4 color = IMG_NORM_PIXEL(inputImage, middle / size);
        sum += vec4(light_of_color(color.rgb) * color.a, color.a);
    }
    return sum / (count * count);
}

// The share of ink and paper that has that light.
float tone_of(vec3 light)
{
    float dark = colour_luma(light_of_color(ink.rgb));
    float span = colour_luma(light_of_color(paper.rgb)) - dark;
    float wide = abs(span) > 1e-4 ? span : 1e-4;
    return clamp((colour_luma(light) - dark) / wide, 0.0, 1.0);
}

vec3 inked(vec3 light, float share)
{
    return mono ? mix(light_of_color(ink.rgb), light_of_color(paper.rgb), share) : light;
}

// One of the two tones that a light lies between, each as often as gives that light.
vec3 divided(vec3 light, float first)
{
    float top = floor(levels + 0.5) - 1.0;
    vec3 tone = mono ? vec3(tone_of(light)) : clamp(light, 0.0, 1.0);
    vec3 low = min(floor(color_of_light(tone) * top + 1e-4), top - 1.0);
    vec3 from = light_of_color(low / top), to = light_of_color((low + 1.0) / top);
    vec3 chosen = mix(from, to, step(first, (tone - from) / (to - from)));
    return color_of_light(inked(chosen, chosen.r));
}

vec4 cell()
{
    vec2 number = floor(isf_FragNormCoord * RENDERSIZE);
    vec2 size = IMG_SIZE(inputImage);
    float side = size.y / dots;
    vec4 mean = mean_light(0.5 * size + (number - 0.5 * RENDERSIZE) * side, side);
    vec3 light = mean.rgb / max(mean.a, 1e-9);
    return vec4(divided(light, turn_of(number)), mean.a);
}

// The mean light of the cells that a pixel covers, of up to 4 by 4.
vec3 covered(vec2 place, float pixel)
{
    vec2 count = IMG_SIZE(cells);
    vec2 low = place - 0.5 * pixel, high = place + 0.5 * pixel;
    vec2 first = floor(low);
    vec3 sum = vec3(0.0);
    float weight = 0.0;
    for (int i = 0; i < 16; i++) {
        vec2 number = first + vec2(mod(float(i), 4.0), floor((float(i) + 0.5) / 4.0));
        vec2 share = clamp(min(high, number + 1.0) - max(low, number), 0.0, 1.0);
        float part = share.x * share.y;
        if (part <= 0.0)
            continue;
        vec4 color = IMG_NORM_PIXEL(cells, (number + 0.5) / count);
        part *= color.a;
        sum += part * light_of_color(color.rgb);
        weight += part;
    }
    return sum / max(weight, 1e-9);
}

void main()
{
    if (PASSINDEX == 0) {
        gl_FragColor = cell();
        return;
    }
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float pixel = dots / RENDERSIZE.y;
    vec2 place = place_from_middle(isf_FragNormCoord, RENDERSIZE) * dots + 0.5 * IMG_SIZE(cells);
    vec3 light = light_of_color(color.rgb);
    vec3 plain = mono ? inked(light, tone_of(light)) : light;
    // Of dots that are far finer than pixels only the tone is left.
    vec3 seen = mix(covered(place, pixel), plain, smoothstep(2.0, 3.0, pixel));
    gl_FragColor = vec4(mix(color.rgb, color_of_light(seen), amount), color.a);
}
