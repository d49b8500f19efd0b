/*{
    "DESCRIPTION": "What moves leaves a trail, as a light does in the dark.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "keep", "LABEL": "Keep", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.93,
         "IDENTITY": 0,
         "DESCRIPTION": "how much of a trail is left after a thirtieth of a second; 1 keeps it for ever"},
        {"NAME": "what", "LABEL": "What", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["light", "dark", "all"],
         "DEFAULT": 0,
         "DESCRIPTION": "what leaves a trail: light parts, dark parts, or the whole picture"}
    ],
    "PASSES": [{"TARGET": "trail", "PERSISTENT": true, "FLOAT": true}]
}*/
#include "lib/memory.glsl"

void main()
{
    vec4 now = memory_in(IMG_THIS_PIXEL(inputImage));
    vec4 before = memory_in(IMG_THIS_PIXEL(trail));
    gl_FragColor = memory_out(memory_over(now, before, memory_keep(keep, TIMEDELTA), what));
}
