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

// Laid on the glass a little askew: where a point of this copy comes from.
vec2 askew(vec2 point, float strength)
{
    vec2 away = place_from_middle(point, RENDERSIZE);
    vec3 random = 2.0 * hash3(vec2(float(PASSINDEX), 3.0), seed) - 1.0;
    away = place_turned(60.0 * shift * strength * random.z) * away + shift * strength * random.xy;
    return place_on_picture(away, RENDERSIZE);
}

vec4 copied(float strength)
{
    vec2 point = askew(isf_FragNormCoord, strength);
    vec2 apart = 0.7 * size * strength * vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 5; i++) {
        float angle = 1.2566 * float(i) + float(PASSINDEX);
        vec4 color = before(point + apart * vec2(cos(angle), sin(angle)));
        sum += vec4(color.rgb * color.a, color.a);
    }
    vec3 color = sum.rgb / max(sum.a, 1e-9);
    color = mix(color, vec3(colour_luma(color)), fade * strength);

    vec2 place = place_from_middle(isf_FragNormCoord, RENDERSIZE) / max(size, 0.0005);
    float salt = seed + 10.0 * float(PASSINDEX);
    float rough = noise_value(0.7 * place, salt) + noise_value(0.16 * place.yx, salt + 1.0) - 1.0;
    color += grain * strength * rough * (0.3 + 2.0 * color * (1.0 - color));
    // Dark and light part from the middle, as fast as it lets them.
    vec3 tone = clamp(mix(color, vec3(colour_luma(color)), 0.5), 0.0, 1.0);
    color += contrast * strength * (tone - 0.5) * 4.0 * tone * (1.0 - tone);
    return vec4(color, sum.a / 5.0);
}

void main()
{
    float strength = clamp(count - float(PASSINDEX), 0.0, 1.0);
    gl_FragColor = strength > 0.0 ? copied(strength) : before(isf_FragNormCoord);
}
