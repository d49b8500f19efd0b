/*{
    "DESCRIPTION": "A picture tube: beams write the picture line by line through a mask onto glowing glass. It is as light as before.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "lines", "LABEL": "Lines", "TYPE": "float", "UNIT": "count", "MIN": 20, "MAX": 1200,
         "DEFAULT": 180,
         "DESCRIPTION": "how many lines the picture is written in"},
        {"NAME": "depth", "LABEL": "Depth", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.7,
         "DESCRIPTION": "how dark it is between the lines; light ones are broader"},
        {"NAME": "mask", "LABEL": "Mask", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["none", "grille", "dots"], "DEFAULT": 1,
         "DESCRIPTION": "what parts the three colours: nothing, upright wires (aperture grille), or a plate with holes (shadow mask)"},
        {"NAME": "strength", "LABEL": "Strength", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.6,
         "DESCRIPTION": "how much of the mask is seen"},
        {"NAME": "pitch", "LABEL": "Pitch", "TYPE": "float", "UNIT": "height", "MIN": 0.0005,
         "MAX": 0.1, "DEFAULT": 0.0056,
         "DESCRIPTION": "from one red stripe to the next, in heights of the picture"},
        {"NAME": "curvature", "LABEL": "Curvature", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.25,
         "DESCRIPTION": "how far the glass bulges"},
        {"NAME": "bloom", "LABEL": "Bloom", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.2,
         "DESCRIPTION": "how much of the light strays in the glass"},
        {"NAME": "convergence", "LABEL": "Convergence", "TYPE": "float", "UNIT": "height",
         "MIN": -0.02, "MAX": 0.02, "DEFAULT": 0.0015,
         "DESCRIPTION": "how far red and blue miss green, in heights"}
    ],
    "PASSES": [
        {"TARGET": "signal", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(1.5 * $lines * $WIDTH / $HEIGHT))",
         "HEIGHT": "min($HEIGHT, floor($lines + 0.5))"},
        {"TARGET": "narrow", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(48 * $WIDTH / $HEIGHT))",
         "HEIGHT": "min($HEIGHT, 48)"},
        {"TARGET": "glow", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(48 * $WIDTH / $HEIGHT))",
         "HEIGHT": "min($HEIGHT, 48)"},
        {}
    ]
}*/
#include "lib/cubic.glsl"
#include "lib/light.glsl"
#include "lib/place.glsl"

// The mean light of what a pixel of a smaller buffer covers, of up to 8 by 8 points.
vec4 averaged(vec2 size)
{
    vec2 covers = size / RENDERSIZE;
    vec2 count = clamp(ceil(covers - 0.01), 1.0, 8.0);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 64; i++) {
        vec2 part = vec2(mod(float(i), 8.0), floor((float(i) + 0.5) / 8.0));
        if (part.x >= count.x || part.y >= count.y)
            continue;
        vec2 middle = floor(isf_FragNormCoord * size + ((part + 0.5) / count - 0.5) * covers) + 0.5;
        if (PASSINDEX == 0) {
            vec4 color = IMG_NORM_PIXEL(inputImage, middle / size);
            sum += vec4(light_of_color(color.rgb) * color.a, color.a);
        } else {
            vec4 light = IMG_NORM_PIXEL(signal, middle / size);
            sum += vec4(light.rgb * light.a, light.a);
        }
    }
    return vec4(sum.rgb / max(sum.a, 1e-9), sum.a / (count.x * count.y));
}

// A bell two texels wide.
vec4 strayed()
{
    vec4 sum = vec4(0.0);
    float weight = 0.0;
    for (int i = 0; i < 49; i++) {
        vec2 away = vec2(mod(float(i), 7.0), floor((float(i) + 0.5) / 7.0)) - 3.0;
        float near = exp(-0.25 * dot(away, away));
        vec4 light = IMG_NORM_PIXEL(narrow, isf_FragNormCoord + away / RENDERSIZE);
        sum += near * vec4(light.rgb * light.a, light.a);
        weight += near;
    }
    return vec4(sum.rgb / max(sum.a, 1e-9), sum.a / weight);
}

vec4 glowing(vec2 point)
{
    vec2 size = IMG_SIZE(glow);
    Cubic at = cubic_spline(point * size);
    vec4 low = mix(IMG_NORM_PIXEL(glow, at.low / size),
                   IMG_NORM_PIXEL(glow, vec2(at.high.x, at.low.y) / size), at.share.x);
    vec4 high = mix(IMG_NORM_PIXEL(glow, vec2(at.low.x, at.high.y) / size),
                    IMG_NORM_PIXEL(glow, at.high / size), at.share.x);
    return mix(low, high, at.share.y);
}

// How much of a wave is left in the mean over a pixel, which spans so much of it. Nothing from two
// pixels a wave on: it would beat with them.
float left_of(float pixel)
{
    float turn = 3.14159265 * min(pixel, 1.0);
    return sin(turn) / max(turn, 1e-4) * (1.0 - smoothstep(0.35, 0.5, pixel));
}

// What lines and mask make of an even light, around 1; their own mean is 1. `at` is in heights.
vec3 pattern(vec2 at)
{
    float pixel = 1.0 / RENDERSIZE.y;
    float line = cos(PLACE_TURN * ((at.y + 0.5) * lines - 0.5));
    line *= depth * left_of(lines * pixel);
    vec2 cell = at / pitch;
    vec3 stripe = cos(PLACE_TURN * (cell.x - vec3(0.0, 1.0, 2.0) / 3.0));
    float fine = left_of(pixel / pitch);
    if (mask == 2) { // holes in rows, every second row half a step aside
        vec3 other = cos(PLACE_TURN * (cell.x + 0.5 - vec3(0.0, 1.0, 2.0) / 3.0));
        float row = cos(PLACE_TURN * 0.57735027 * cell.y);
        stripe = 0.5 * (1.0 + row) * stripe + 0.5 * (1.0 - row) * other;
    }
    vec3 masked = mask == 0 ? vec3(0.0) : strength * fine * stripe;
    return (1.0 + line) * (1.0 + masked);
}

// As much of the pattern as leaves the light what it is, and no point above white.
vec3 patterned(vec3 light, vec2 at)
{
    float highest = (1.0 + depth) * (mask == 0 ? 1.0 : 1.0 + strength) - 1.0;
    vec3 room = (1.0 - light) / max(light * highest, vec3(1e-6));
    return light * (1.0 + clamp(room, 0.0, 1.0) * (pattern(at) - 1.0));
}

// Where a point of the glass lies on the flat picture, in heights from the middle: the edges' middles
// stay.
vec2 flat_place(vec2 at, vec2 corner)
{
    vec2 part = at / corner;
    return at * (1.0 + 0.2 * curvature * part.yx * part.yx);
}

vec4 beam(vec2 at)
{
    return IMG_NORM_PIXEL(signal, place_on_picture(at, RENDERSIZE));
}

// What the beams write: each colour has one of its own, beside the others.
vec4 written(vec2 at)
{
    vec2 aside = vec2(convergence, 0.0);
    vec4 middle = beam(at), left = beam(at - aside), right = beam(at + aside);
    float alpha = middle.a;
    vec3 light = vec3(left.r * left.a, middle.g * middle.a, right.b * right.a);
    vec3 weight = vec3(left.a, middle.a, right.a);
    return vec4(light / max(weight, vec3(1e-9)), alpha);
}

// How much of a pixel lies within the rounded rim of the glass.
float within(vec2 at, vec2 corner)
{
    float round_by = 0.06 * curvature;
    vec2 out_by = abs(at) - corner + round_by;
    float away = length(max(out_by, vec2(0.0))) + min(max(out_by.x, out_by.y), 0.0) - round_by;
    return curvature > 0.0 ? place_cover(-away, RENDERSIZE) : 1.0;
}

void main()
{
    if (PASSINDEX == 0) {
        gl_FragColor = averaged(IMG_SIZE(inputImage));
    } else if (PASSINDEX == 1) {
        gl_FragColor = averaged(IMG_SIZE(signal));
    } else if (PASSINDEX == 2) {
        gl_FragColor = strayed();
    } else {
        vec2 corner = 0.5 * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
        vec2 at = flat_place(place_from_middle(isf_FragNormCoord, RENDERSIZE), corner);
        vec4 light = written(at);
        vec4 stray = glowing(place_on_picture(at, RENDERSIZE));
        vec3 both = mix(light.rgb, stray.rgb, bloom * (stray.a > 0.0 ? 1.0 : 0.0));
        vec3 color = color_of_light(clamp(patterned(both, at), 0.0, 1.0));
        gl_FragColor = vec4(color, light.a * within(at, corner));
    }
}
