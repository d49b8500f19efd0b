/*{
    "DESCRIPTION": "The second picture slides in and takes the place of the first.",
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
        {"NAME": "direction", "LABEL": "Direction", "TYPE": "long",
         "VALUES": [0, 1, 2, 3],
         "LABELS": ["left", "right", "up", "down"], "DEFAULT": 0,
         "DESCRIPTION": "where the pictures go"},
        {"NAME": "push", "LABEL": "Push", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.35,
         "DESCRIPTION": "1 pushes the first picture out, 0 covers it where it lies"},
        {"NAME": "shadow", "LABEL": "Shadow", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.7,
         "DESCRIPTION": "how dark the shadow of the second picture is"}
    ]
}*/
#include "lib/place.glsl"

void main()
{
    vec2 p = isf_FragNormCoord;
    vec2 go = direction == 0 ? vec2(-1.0, 0.0) : direction == 1 ? vec2(1.0, 0.0)
            : direction == 2 ? vec2(0.0, 1.0) : vec2(0.0, -1.0);
    float moved = progress * progress * (3.0 - 2.0 * progress);
    float behind = direction == 0 || direction == 3 ? dot(p, -go) : 1.0 - dot(p, go);
    float edge = 1.0 - moved; // how much of the way the incoming edge still has
    vec4 goes = IMG_NORM_PIXEL(startImage, p - go * moved * push);
    vec4 comes = IMG_NORM_PIXEL(endImage, p + go * edge);
    float span = abs(go.x) > 0.5 ? RENDERSIZE.x / RENDERSIZE.y : 1.0;
    float inside = (behind - edge) * span;
    float here = progress >= 1.0 ? 1.0 : place_cover(inside, RENDERSIZE) * step(0.0001, progress);
    goes.rgb *= 1.0 - shadow * exp(min(inside, 0.0) * 14.0) * smoothstep(0.0, 0.05, progress);
    gl_FragColor = mix(goes, comes, here);
}
