/*{
    "DESCRIPTION": "Copies the picture on a worn office copier: hard toner, streaks of the drum, dust on the glass.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "MAGNIFY": "3",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "contrast", "LABEL": "Contrast", "TYPE": "float", "MIN": 0, "MAX": 20,
         "DEFAULT": 3.5,
         "DESCRIPTION": "how hard the copier divides black and white"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.42,
         "DESCRIPTION": "how light a part must be to stay paper"},
        {"NAME": "roughness", "LABEL": "Roughness", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "how unevenly the toner lies"},
        {"NAME": "banding", "LABEL": "Banding", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.25,
         "DESCRIPTION": "how much the drum streaks"},
        {"NAME": "dust", "LABEL": "Dust", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.25,
         "DESCRIPTION": "how much dirt lies on the glass"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.09, 0.09, 0.11, 1],
         "DESCRIPTION": "the colour of the toner"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.93, 0.93, 0.91, 1],
         "DESCRIPTION": "the colour of the paper"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another copy"}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/hash.glsl"
#include "lib/noise.glsl"

// One speck in some of the cells, of its own size and place.
float speck(vec2 place, float share, float pixel)
{
    vec2 cell = floor(place);
    vec3 random = hash3(cell, seed + 7.0);
    float radius = 0.015 + 0.11 * random.z * random.z * random.z;
    vec2 middle = cell + 0.25 + 0.5 * hash2(cell, seed + 8.0);
    float inside = clamp((radius - length(place - middle)) / pixel + 0.5, 0.0, 1.0);
    return random.x < share ? inside * min(1.0, 2.0 * radius / pixel) : 0.0;
}

// How dark the toner lies at a point in heights from the middle, where the picture is so light.
float toner_at(vec2 point, float light)
{
    float rough = noise_value(point * 480.0, seed) + noise_value(point.yx * 190.0, seed + 1.0) - 1.0;
    float patchy = noise_value(point * 5.0, seed + 2.0) - 0.5;
    float streak = noise_value(vec2(point.x * 90.0, point.y * 0.7), seed + 3.0);
    float band = noise_value(vec2(point.y * 14.0, 0.5), seed + 4.0) - 0.5;

    float dark = (level - light) * contrast + 0.5;
    dark += roughness * (0.9 * rough + 0.5 * patchy) + banding * band;
    float toner = clamp(dark, 0.0, 1.0);
    // Thin lines where the drum is scratched and takes no toner.
    toner *= 1.0 - banding * smoothstep(0.72, 0.95, streak);
    // Large black areas come out mottled.
    return toner * (1.0 - roughness * 0.25 * clamp(rough + patchy + 0.4, 0.0, 1.0));
}

// How light the four points around a pixel's middle are between them, in red, and how opaque.
// `part` goes from the first, 0, to the last, 1.
vec2 between(vec4 tone, vec4 alpha, vec2 part)
{
    vec2 low = 1.0 - part;
    vec4 weight = alpha * vec4(low.x * low.y, part.x * low.y, low.x * part.y, part.x * part.y);
    float sum = dot(weight, vec4(1.0));
    return vec2(dot(tone, weight) / max(sum, 1e-9), sum);
}

void main()
{
    vec2 point = (isf_FragNormCoord - 0.5) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    float pixel = 1.0 / RENDERSIZE.y;
    vec2 near = 0.25 / RENDERSIZE;
    vec4 a = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord - near);
    vec4 b = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + vec2(near.x, -near.y));
    vec4 c = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + vec2(-near.x, near.y));
    vec4 d = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + near);
    vec4 tone = vec4(colour_luma(a.rgb), colour_luma(b.rgb), colour_luma(c.rgb), colour_luma(d.rgb));
    vec4 alpha = vec4(a.a, b.a, c.a, d.a);

    // A small picture's pixel holds several grains, and toner is hard: no mean grain will do.
    float n = clamp(ceil(480.0 * pixel), 1.0, 4.0);
    vec2 sum = vec2(0.0);
    float i = 0.0;
    do {
        vec2 apart = (vec2(mod(i, n), floor(i / n)) + 0.5) / n - 0.5;
        vec2 here = between(tone, alpha, clamp(2.0 * apart + 0.5, 0.0, 1.0));
        sum += here.y * vec2(toner_at(point + apart * pixel, here.x), 1.0);
        i += 1.0;
    } while (i < n * n);
    float toner = sum.x / max(sum.y, 1e-9);

    float dirt = max(speck(point * 14.0, dust * 0.5, pixel * 14.0),
                     speck(point * 47.0, dust * 0.3, pixel * 47.0));
    toner = max(toner, dirt * 0.9);
    gl_FragColor = vec4(mix(paper.rgb, ink.rgb, toner), dot(alpha, vec4(0.25)));
}
