/*{
    "DESCRIPTION": "Only what moves is seen. What rests sinks into the dark.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "level", "LABEL": "Level", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.06,
         "DESCRIPTION": "how much a point must change to be seen"},
        {"NAME": "delay", "LABEL": "Delay", "TYPE": "float", "UNIT": "seconds", "MIN": 0, "MAX": 60,
         "DEFAULT": 0.15,
         "DESCRIPTION": "with how many seconds before the picture is compared"},
        {"NAME": "keep", "LABEL": "Keep", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.93,
         "DESCRIPTION": "how much of what moved is left after a thirtieth of a second"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.03, 0.03, 0.05, 1],
         "DESCRIPTION": "into what resting parts sink"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.9,
         "IDENTITY": 0, "DESCRIPTION": "how far they sink"}
    ],
    "PASSES": [{"TARGET": "seen", "PERSISTENT": true, "FLOAT": true}, {}]
}*/
#include "lib/memory.glsl"

// What was seen a while ago, and in alpha 1 plus how much has moved since. In the first frame all
// of it has come.
vec4 watched()
{
    vec3 now = memory_in(IMG_THIS_PIXEL(inputImage)).rgb;
    vec4 before = IMG_THIS_PIXEL(seen);
    if (before.a <= 0.0)
        return vec4(now, 2.0);
    vec3 change = abs(now - before.rgb);
    float most = max(change.r, max(change.g, change.b));
    float moved = smoothstep(level, 2.0 * level + 0.05, most);
    float left = (before.a - 1.0) * memory_keep(keep, TIMEDELTA);
    float old = delay > 0.0 ? exp(-TIMEDELTA / delay) : 0.0;
    return vec4(mix(now, before.rgb, old), 1.0 + max(moved, left));
}

void main()
{
    if (PASSINDEX == 0) {
        gl_FragColor = watched();
    } else {
        vec4 picture = IMG_THIS_PIXEL(inputImage);
        float rests = amount * (2.0 - IMG_THIS_PIXEL(seen).a);
        gl_FragColor = vec4(mix(picture.rgb, color.rgb, rests), picture.a);
    }
}
