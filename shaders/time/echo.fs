/*{
    "DESCRIPTION": "Moments of before stand still in the picture, one after another, and fade: a chronophotograph.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 16,
         "DEFAULT": 5,
         "DESCRIPTION": "how many moments are seen beside the present one"},
        {"NAME": "delay", "LABEL": "Delay", "TYPE": "float", "UNIT": "seconds", "MIN": 0.02, "MAX": 60,
         "DEFAULT": 0.2,
         "DESCRIPTION": "how many seconds lie between two of them"},
        {"NAME": "keep", "LABEL": "Keep", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.8,
         "IDENTITY": 0,
         "DESCRIPTION": "how much of the one before is seen of each"},
        {"NAME": "what", "LABEL": "What", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["light", "dark", "all"],
         "DEFAULT": 0,
         "DESCRIPTION": "what of them is seen: their light parts, their dark parts, or all of them"}
    ],
    "CLOCKS": [
        {"NAME": "position", "VALUE": "mod($TIME / $delay, floor($count + 0.5))"},
        {"NAME": "due", "VALUE": "floor($TIME / $delay + 0.001) - floor(($TIME - $TIMEDELTA) / $delay + 0.001)"}
    ],
    "PASSES": [
        {"TARGET": "moments", "PERSISTENT": true,
         "WIDTH": "ceil(sqrt(round($count)) - 0.001) * floor(min($WIDTH, 16384 / ceil(sqrt(round($count)) - 0.001)))",
         "HEIGHT": "ceil(round($count) / ceil(sqrt(round($count)) - 0.001) - 0.001) * floor(min($HEIGHT, 16384 / ceil(sqrt(round($count)) - 0.001)))"},
        {}
    ]
}*/
#include "lib/memory.glsl"

// A ring of moments side by side: the oldest gives way to the present whenever a delay is over.
vec4 remembered(float slots, vec2 grid)
{
    vec2 at = isf_FragNormCoord * grid;
    vec2 corner = floor(at);
    float slot = corner.x + grid.x * corner.y;
    float ago = memory_age(position, slot, slots);
    if (ago < due || (TIMEDELTA <= 0.0 && ago == 0.0))
        return IMG_NORM_PIXEL(inputImage, at - corner);
    return IMG_THIS_PIXEL(moments);
}

vec4 with_echoes(float slots, vec2 grid)
{
    vec4 now = memory_in(IMG_THIS_PIXEL(inputImage));
    vec4 result = now;
    vec4 sum = now;
    float weight = 1.0;
    for (int i = 0; i < 16; i++) {
        if (float(i) >= slots)
            break;
        float slot = float(i);
        vec2 place = memory_place(slot, isf_FragNormCoord, grid, IMG_SIZE(moments));
        vec4 before = memory_in(IMG_NORM_PIXEL(moments, place));
        float age = position - floor(position + 0.001) + memory_age(position, slot, slots);
        // The oldest is gone before another takes its place.
        float strength = memory_keep(keep, age / 30.0) * clamp(slots - age, 0.0, 1.0);
        if (what == 2 && before.a > 0.0) {
            sum += strength * before;
            weight += strength;
        } else if (what != 2) {
            vec4 over = memory_over(now, before, strength, what);
            result = what == 1 ? vec4(min(result.rgb, over.rgb), max(result.a, over.a))
                               : max(result, over);
        }
    }
    return memory_out(what == 2 ? sum / weight : result);
}

void main()
{
    float slots = floor(count + 0.5);
    vec2 grid = memory_grid(slots);
    gl_FragColor = PASSINDEX == 0 ? remembered(slots, grid) : with_echoes(slots, grid);
}
