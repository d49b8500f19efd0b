/*{
    "DESCRIPTION": "One original at its own size, pixel for pixel, among a thousand copies of it; the further away, the worse they are.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Display"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.43,
         "IDENTITY": 1, "DESCRIPTION": "how much of the picture is the original, of its height and width"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5], "DESCRIPTION": "where the original is"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 2, "MAX": 200,
         "DEFAULT": 35,
         "DESCRIPTION": "how many copies fit side by side, and one above another; of 35 by 35, less 15 by 15, a thousand are left"},
        {"NAME": "decay", "LABEL": "Decay", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.8,
         "DESCRIPTION": "how bad the copies become"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.16,
         "DESCRIPTION": "the margin around a copy, in widths of it"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.13, 0.12, 0.13, 1],
         "DESCRIPTION": "what the copies are printed with in the end"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.90, 0.88, 0.83, 1],
         "DESCRIPTION": "what they are printed on"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other faults"}
    ],
    "PASSES": [
        {"TARGET": "copy", "WIDTH": "max(ceil($WIDTH / $count), 32)",
         "HEIGHT": "max(ceil($HEIGHT / $count), 32)"},
        {}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/colour.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"

// The original lies on whole copies: its lower left corner and its sides, in copies.
vec4 original_box(float copies)
{
    float side = floor(size * copies + 0.5);
    vec2 corner = clamp(floor(center * copies - 0.5 * side + 0.5), 0.0, copies - side);
    return vec4(corner, vec2(side));
}

// The mean of what one pixel of a copy takes from the original.
vec4 shrunk(vec4 box, float copies)
{
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 64; i++) {
        vec2 part = (vec2(mod(float(i), 8.0), floor(float(i) / 8.0)) - 3.5) / 8.0;
        vec2 point = isf_FragNormCoord + part / RENDERSIZE;
        vec4 color = IMG_NORM_PIXEL(inputImage, (box.xy + point * box.zw) / copies);
        sum += vec4(color.rgb * color.a, color.a);
    }
    return vec4(sum.rgb / max(sum.a, 1e-9), sum.a / 64.0);
}

// So many generations away, 0 to 1: colours go, tones part, the toner lies unevenly.
vec3 copied(vec3 color, vec2 place, float old, float salt)
{
    float light = colour_luma(color);
    float rough = noise_value(place * 11.0, salt) + noise_value(place * 5.0, salt + 1.0) - 1.0;
    float hard = 0.5 + (light - 0.5) * (1.0 + 1.4 * old) + 0.25 * old * rough;
    vec3 print = mix(ink.rgb, paper.rgb, clamp(hard, 0.0, 1.0));
    return mix(color, print, smoothstep(0.0, 0.6, old));
}

// So many points along a pixel that each has detail of a copy: what is printed hard has no mean.
float samples(float copies)
{
    return clamp(ceil(16.0 * copies / RENDERSIZE.y), 1.0, 4.0);
}

vec4 printed(vec4 box, vec2 place, float copies)
{
    vec2 cell = floor(place);
    vec2 away = max(max(box.xy - cell - 1.0, cell - box.xy - box.zw), 0.0) + 1.0;
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec3 random = hash3(cell, seed);
    float old = decay * clamp(2.2 * length(away * aspect) / copies + 0.5 * random.x, 0.0, 1.0);

    vec2 point = (place - cell - 0.5) / (1.0 - gap) + 0.5 + 0.06 * old * (random.yz - 0.5);
    vec4 color = IMG_NORM_PIXEL(copy, point);
    color.rgb = copied(color.rgb, place, old, seed + 1.0);
    // The toner runs low now and then.
    float low = smoothstep(0.0, 1.0, noise_simplex(0.17 * cell, 0.0, seed + 3.0) + 0.5 * random.x);
    color.rgb = mix(color.rgb, paper.rgb, 0.5 * old * low);
    vec2 pixel = copies / RENDERSIZE / samples(copies); // in copies
    float shown = place_stripes(place.x - 0.5, 1.0 - gap, pixel.x) *
                  place_stripes(place.y - 0.5, 1.0 - gap, pixel.y);
    vec4 sheet = vec4(paper.rgb * (1.0 - 0.1 * random.z), 1.0);
    return mix(sheet, color, shown * color.a);
}

void main()
{
    float copies = floor(count + 0.5);
    vec4 box = original_box(copies);
    if (PASSINDEX == 0) {
        gl_FragColor = shrunk(box, copies);
        return;
    }
    vec2 place = isf_FragNormCoord * copies;
    vec2 inside = min(place - box.xy, box.xy + box.zw - place) * RENDERSIZE / copies; // in pixels
    vec2 cover = clamp(inside + 0.5, 0.0, 1.0);
    vec4 around = vec4(0.0);
    float n = samples(copies);
    float i = 0.0;
    do {
        vec2 part = (vec2(mod(i, n), floor(i / n)) + 0.5) / n - 0.5;
        vec4 color = printed(box, place + part * copies / RENDERSIZE, copies);
        around += vec4(color.rgb * color.a, color.a) / (n * n);
        i += 1.0;
    } while (i < n * n);
    around.rgb /= max(around.a, 1e-9);
    gl_FragColor = blend_mix(around, IMG_THIS_PIXEL(inputImage), cover.x * cover.y);
}
