/*{
    "DESCRIPTION": "The signal breaks: bands of the first picture jump, lose their colours, and are the second one when they return.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 200,
         "DEFAULT": 18,
         "DESCRIPTION": "bands along the height"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.25,
         "DESCRIPTION": "how far a band jumps, in heights of the picture"},
        {"NAME": "shift", "LABEL": "Shift", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.03,
         "DESCRIPTION": "how far the colours part, in heights of the picture"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other bands"}
    ]
}*/
#include "lib/hash.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    float broken = 4.0 * progress * (1.0 - progress);
    // It jumps sixteen times on the way, and holds between.
    float moment = floor(16.0 * progress);
    // Wide bands, broken again where a second throw says so.
    float wide = floor(p.y * count * 0.3 + 100.0 * hash1(vec2(moment, 0.0), seed));
    float narrow = floor(p.y * count + 0.0001);
    vec3 throw_wide = hash3(vec2(wide, moment), seed + 1.0);
    vec3 throw_narrow = hash3(vec2(narrow, moment), seed + 2.0);
    bool is_narrow = throw_wide.z < 0.5;
    vec3 dice = is_narrow ? throw_narrow : throw_wide;
    float strong = smoothstep(1.0 - 0.9 * broken, 1.0, dice.x) * broken;
    float jump = amount * strong * (2.0 * dice.y - 1.0);
    // Blocks within a band come from elsewhere.
    vec2 block = vec2(floor(p.x * count * 0.25 + 10.0 * dice.z), narrow);
    vec3 piece = hash3(block, seed + moment + 3.0);
    if (piece.x < 0.12 * broken)
        jump += amount * (piece.y - 0.5);

    float band = is_narrow ? hash1(vec2(narrow, 0.0), seed + 4.0)
                           : hash1(vec2(wide, 0.0), seed + 5.0);
    float when = mix(0.25, 0.75, band);
    bool second = piece.z < 0.15 * broken ? progress < when : progress >= when;
    float apart = shift * broken * (0.3 + strong);
    vec2 at = place_edge(place_on_picture(p + vec2(jump, 0.0), RENDERSIZE), 1);
    vec2 red = place_edge(place_on_picture(p + vec2(jump + apart, 0.0), RENDERSIZE), 1);
    vec4 color;
    if (second) {
        color = IMG_NORM_PIXEL(endImage, at);
        color.r = IMG_NORM_PIXEL(endImage, red).r;
    } else {
        color = IMG_NORM_PIXEL(startImage, at);
        color.r = IMG_NORM_PIXEL(startImage, red).r;
    }
    // A band that jumps far clips, as an overdriven signal does.
    float over = strong * step(0.6, dice.z);
    color.rgb = mix(color.rgb, clamp((color.rgb - 0.5) * 2.2 + 0.6, 0.0, 1.0), over);
    color.rgb *= 1.0 - 0.25 * broken * place_stripes(p.y * 120.0 - 0.75, 0.5, 120.0 / RENDERSIZE.y);
    gl_FragColor = color;
}
