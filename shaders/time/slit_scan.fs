/*{
    "DESCRIPTION": "A slit runs over the film: each part of the picture comes from another moment.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "seconds", "LABEL": "Seconds", "TYPE": "float", "UNIT": "seconds", "MIN": 0, "MAX": 60,
         "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how long ago the last part was"},
        {"NAME": "shape", "LABEL": "Shape", "TYPE": "long", "VALUES": [0, 1, 2, 3],
         "LABELS": ["rows", "columns", "rings", "tones"],
         "DEFAULT": 0,
         "DESCRIPTION": "what is one moment: a row, a column, a ring, or a tone of the picture"},
        {"NAME": "reverse", "LABEL": "Reverse", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "from the top, the right, the rim or the light parts instead"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the middle of the rings"},
        {"NAME": "steps", "LABEL": "Steps", "TYPE": "float", "UNIT": "count", "MIN": 4, "MAX": 100,
         "DEFAULT": 36,
         "DESCRIPTION": "how many moments are kept; between two of them one fades into the other"},
        {"NAME": "sharpness", "LABEL": "Sharpness", "TYPE": "float", "MIN": 0.1, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "how finely they are kept: 1 is pixel by pixel, and costs four times as much as 0.5"}
    ],
    "CLOCKS": [
        {"NAME": "position",
         "VALUE": "mod($TIME / max($seconds / (floor($steps + 0.5) - 2), 1 / 30), floor($steps + 0.5))"},
        {"NAME": "due",
         "VALUE": "floor($TIME / max($seconds / (floor($steps + 0.5) - 2), 1 / 30) + 0.001) - floor(($TIME - $TIMEDELTA) / max($seconds / (floor($steps + 0.5) - 2), 1 / 30) + 0.001)"}
    ],
    "PASSES": [
        {"TARGET": "moments", "PERSISTENT": true,
         "WIDTH": "ceil(sqrt((1 + round($steps))) - 0.001) * floor(min($WIDTH * $sharpness, 16384 / ceil(sqrt((1 + round($steps))) - 0.001)))",
         "HEIGHT": "ceil((1 + round($steps)) / ceil(sqrt((1 + round($steps))) - 0.001) - 0.001) * floor(min($HEIGHT * $sharpness, 16384 / ceil(sqrt((1 + round($steps))) - 0.001)))"},
        {}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/memory.glsl"
#include "lib/place.glsl"

// The ring has so many moments; one more place, behind them, holds the present one.
float slots()
{
    return floor(steps + 0.5);
}

// Seconds from one kept moment to the next.
float length_of_step()
{
    return max(seconds / (slots() - 2.0), 1.0 / 30.0);
}

vec4 remembered(vec2 grid)
{
    vec2 at = isf_FragNormCoord * grid;
    vec2 corner = floor(at);
    float slot = corner.x + grid.x * corner.y;
    bool is_new = slot >= slots() || memory_age(position, slot, slots()) < due;
    vec4 kept = IMG_THIS_PIXEL(moments);
    if (is_new || kept.a <= 0.0)
        return IMG_NORM_PIXEL(inputImage, at - corner);
    return kept;
}

vec4 kept_at(float slot, vec2 grid)
{
    vec2 place = memory_place(slot, isf_FragNormCoord, grid, IMG_SIZE(moments));
    return memory_in(IMG_NORM_PIXEL(moments, place));
}

// How long ago the step that is so many back was kept: in the first frame that came after it.
float seconds_since(float back)
{
    float frame = max(TIMEDELTA, 0.0001);
    float over = position - floor(position + 0.001);
    return frame * floor((over + back) * length_of_step() / frame + 0.001);
}

// 0 is the present, 1 the oldest part.
float age(vec4 picture)
{
    vec2 away = place_from_middle(isf_FragNormCoord, RENDERSIZE) - place_from_middle(center, RENDERSIZE);
    float old = isf_FragNormCoord.y;
    if (shape == 1)
        old = isf_FragNormCoord.x;
    else if (shape == 2)
        old = clamp(2.0 * length(away) / length(vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0)), 0.0, 1.0);
    else if (shape == 3)
        old = clamp(colour_luma(picture.rgb), 0.0, 1.0);
    return reverse ? 1.0 - old : old;
}

vec4 scanned(vec2 grid)
{
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    float wanted = seconds * age(picture);
    float last = floor(position + 0.001);
    float back = max(last - floor(position - wanted / length_of_step() + 0.001), 0.0);
    if (seconds_since(back) < wanted - 0.0001)
        back += 1.0;
    float from = seconds_since(back);
    float to = back > 0.0 ? seconds_since(back - 1.0) : 0.0;
    vec4 coarse = kept_at(slots(), grid);
    vec4 older = kept_at(mod(last - back, slots()), grid);
    vec4 newer = back > 0.0 ? kept_at(mod(last - back + 1.0, slots()), grid) : coarse;
    float share = from > to + 0.0001 ? clamp((from - wanted) / (from - to), 0.0, 1.0) : 1.0;
    vec4 result = mix(older, newer, share);
    // What looks as it does now may have its detail from now.
    vec4 change = abs(result - coarse);
    float rests = 1.0 - smoothstep(0.02, 0.1, max(max(change.r, change.g), max(change.b, change.a)));
    return memory_out(clamp(result + rests * (memory_in(picture) - coarse), vec4(0.0), vec4(1.0)));
}

void main()
{
    vec2 grid = memory_grid(slots() + 1.0);
    gl_FragColor = PASSINDEX == 0 ? remembered(grid) : scanned(grid);
}
