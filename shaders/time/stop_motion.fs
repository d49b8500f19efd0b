/*{
    "DESCRIPTION": "Each picture stands for a while before the next one comes, as in a film of puppets.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "rate", "LABEL": "Rate", "TYPE": "float", "MIN": 0.01, "MAX": 60, "DEFAULT": 6.25,
         "DESCRIPTION": "pictures a second; on the beat: bpm / 60"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of the standing picture covers the moving one"}
    ],
    "CLOCKS": [
        {"NAME": "due",
         "VALUE": "floor($TIME * $rate + 0.001) - floor(($TIME - $TIMEDELTA) * $rate + 0.001)"}
    ],
    "PASSES": [{"TARGET": "standing", "PERSISTENT": true, "FLOAT": true}, {}]
}*/
#include "lib/blend.glsl"
#include "lib/memory.glsl"

// The standing picture; its alpha is 1 more, as a buffer is empty in the beginning.
vec4 stands()
{
    vec4 kept = IMG_THIS_PIXEL(standing);
    if (due < 0.5 && kept.a > 0.5)
        return kept;
    vec4 now = memory_in(IMG_THIS_PIXEL(inputImage));
    return vec4(now.rgb, 1.0 + now.a);
}

void main()
{
    if (PASSINDEX == 0) {
        gl_FragColor = stands();
    } else {
        vec4 kept = IMG_THIS_PIXEL(standing);
        vec4 still = memory_out(vec4(kept.rgb, kept.a - 1.0));
        gl_FragColor = blend_mix(IMG_THIS_PIXEL(inputImage), still, amount);
    }
}
