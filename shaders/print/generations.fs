/*{
    "DESCRIPTION": "The copy of the copy of the copy: each loses a little detail and colour, gains contrast and grain, and lies a little askew.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 12,
         "DEFAULT": 6,
         "IDENTITY": 0, "DESCRIPTION": "how many times it was copied"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.05,
         "DEFAULT": 0.0016,
         "DESCRIPTION": "the smallest detail that a copy takes over, in heights of the picture"},
        {"NAME": "contrast", "LABEL": "Contrast", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.12,
         "DESCRIPTION": "how much harder each copy is"},
        {"NAME": "grain", "LABEL": "Grain", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.07,
         "DESCRIPTION": "how uneven each one is"},
        {"NAME": "shift", "LABEL": "Shift", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.1,
         "DEFAULT": 0.003,
         "DESCRIPTION": "how far beside the one before it may lie, in heights"},
        {"NAME": "fade", "LABEL": "Fade", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.12,
         "DESCRIPTION": "how much colour each one loses"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another line of copies"}
    ],
    "PASSES": [
        {"TARGET": "even"}, {"TARGET": "odd"}, {"TARGET": "even"}, {"TARGET": "odd"},
        {"TARGET": "even"}, {"TARGET": "odd"}, {"TARGET": "even"}, {"TARGET": "odd"},
        {"TARGET": "even"}, {"TARGET": "odd"}, {"TARGET": "even"}, {}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/hash.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"

// The copy before: the first pass has the picture, then two buffers take turns.
vec4 before(vec2 point)
{
    if (PASSINDEX == 0)
        return IMG_NORM_PIXEL(inputImage, point);
    if (mod(float(PASSINDEX), 2.0) > 0.5)
        return IMG_NORM_PIXEL(even, point);
    return IMG_NORM_PIXEL(odd, point);
}

float strength_of(int copy)
{
    return clamp(count - float(copy), 0.0, 1.0);
}

// All copies lie straight until the last pass: where a point of the last one comes from. Turned and
// moved a dozen times, a small picture would lose far more of its detail than a large one.
vec2 askew(vec2 point)
{
    vec2 away = place_from_middle(point, RENDERSIZE);
    for (int i = 11; i >= 0; i--) {
        vec3 random = 2.0 * hash3(vec2(float(i), 3.0), seed) - 1.0;
        float far = shift * strength_of(i);
        away = place_turned(60.0 * far * random.z) * away + far * random.xy;
    }
    return place_on_picture(away, RENDERSIZE);
}

// What the glass takes over: a ring around the point. Taps below a pixel would find the neighbours, and
// blur too much: they go as far as a pixel, and have less of a say.
vec4 seen(vec2 point, float strength)
{
    float wide = 0.7 * size * strength * RENDERSIZE.y; // in pixels
    float between = 0.3; // what reading between pixels blurs by itself
    float ring = max(wide * wide - between, 1.0);
    vec2 apart = sqrt(ring) / RENDERSIZE;
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 5; i++) {
        float angle = 1.2566 * float(i) + float(PASSINDEX);
        vec4 color = before(point + apart * vec2(cos(angle), sin(angle)));
        sum += 0.2 * vec4(color.rgb * color.a, color.a);
    }
    vec4 middle = before(point);
    middle.rgb *= middle.a;
    sum = mix(middle, sum, min(wide * wide / (ring + between), 1.0));
    return vec4(sum.rgb / max(sum.a, 1e-9), sum.a);
}

// -1 to 1: the mean grain of a pixel, which may be wider than several grains.
float roughness(vec2 point, float salt)
{
    float scale = 1.0 / max(size, 0.0005), pixel = scale / RENDERSIZE.y;
    vec2 place = place_from_middle(point, RENDERSIZE) * scale;
    float n = clamp(ceil(0.7 * pixel), 1.0, 4.0);
    float sum = 0.0;
    float i = 0.0;
    do {
        vec2 at = place + pixel * ((vec2(mod(i, n), floor(i / n)) + 0.5) / n - 0.5);
        sum += noise_value(0.7 * at, salt) + noise_value(0.16 * at.yx, salt + 1.0) - 1.0;
        i += 1.0;
    } while (i < n * n);
    return sum / (n * n);
}

vec4 copied(vec2 point, float strength)
{
    vec4 glass = seen(point, strength);
    vec3 color = mix(glass.rgb, vec3(colour_luma(glass.rgb)), fade * strength);
    float rough = roughness(point, seed + 10.0 * float(PASSINDEX));
    color += grain * strength * rough * (0.3 + 2.0 * color * (1.0 - color));
    // Dark and light part from the middle, as fast as it lets them.
    vec3 tone = clamp(mix(color, vec3(colour_luma(color)), 0.5), 0.0, 1.0);
    color += contrast * strength * (tone - 0.5) * 4.0 * tone * (1.0 - tone);
    return vec4(color, glass.a);
}

void main()
{
    float strength = strength_of(PASSINDEX);
    vec2 point = PASSINDEX == 11 ? askew(isf_FragNormCoord) : isf_FragNormCoord;
    gl_FragColor = strength > 0.0 ? copied(point, strength) : before(point);
}
