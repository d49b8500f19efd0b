/*{
    "DESCRIPTION": "The film slips in the gate: frames rush by with their dark lines, and the second picture comes to rest.",
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
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 20,
         "DEFAULT": 3,
         "DESCRIPTION": "how many frames rush by"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.07,
         "DESCRIPTION": "how high the line between two frames is, in heights"},
        {"NAME": "shake", "LABEL": "Shake", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.4,
         "DESCRIPTION": "how much the film shakes and the lamp flickers"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another shaking"}
    ]
}*/
#include "lib/hash.glsl"
#include "lib/place.glsl"

void main()
{
    float frames = floor(count + 0.5);
    float pitch = 1.0 + gap;
    // Slow, fast, and a little too far before it rests.
    float way = progress * progress * (3.0 - 2.0 * progress);
    way = mix(way, way * way * (3.0 - 2.0 * way), 0.7);
    float rushing = 4.0 * progress * (1.0 - progress);
    float y = isf_FragNormCoord.y - way * frames * pitch;
    y = progress >= 1.0 ? isf_FragNormCoord.y - frames * pitch : y;
    float number = floor(y / pitch);
    float at = progress >= 1.0 ? isf_FragNormCoord.y : y - number * pitch;
    number = progress >= 1.0 ? -frames : number;

    float moment = floor(24.0 * progress);
    vec2 jolt = shake * rushing * 0.03 * (hash2(vec2(moment, 0.0), seed) - 0.5);
    // Each frame moves a little in its own way, and the rush smears what it shows.
    vec2 seen = vec2(isf_FragNormCoord.x + jolt.x, at);
    bool second = -number > 0.5 * frames;
    float smear = 0.05 * rushing * rushing;
    vec4 color = second ? 0.5 * (IMG_NORM_PIXEL(endImage, seen) +
                                 IMG_NORM_PIXEL(endImage, seen + vec2(0.0, smear)))
                        : 0.5 * (IMG_NORM_PIXEL(startImage, seen) +
                                 IMG_NORM_PIXEL(startImage, seen + vec2(0.0, smear)));
    float soft = 0.5 / RENDERSIZE.y + 0.5 * smear;
    float line = smoothstep(1.0 - soft, 1.0 + soft, at) *
                 (1.0 - smoothstep(pitch - soft, pitch + soft, at));
    line = progress <= 0.0 || progress >= 1.0 ? 0.0 : line;
    float lamp = 1.0 + shake * rushing * (hash1(vec2(moment, 1.0), seed) - 0.35);
    color.rgb = mix(color.rgb * lamp, vec3(0.02, 0.015, 0.01), line * min(gap * 100.0, 1.0));
    gl_FragColor = color;
}
