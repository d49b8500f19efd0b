/*{
    "DESCRIPTION": "A camera films the screen that shows its picture: the past grows, turns and drifts behind the present.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "keep", "LABEL": "Keep", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.96,
         "IDENTITY": 0,
         "DESCRIPTION": "how much of the past is left after a thirtieth of a second"},
        {"NAME": "zoom", "LABEL": "Zoom", "TYPE": "float", "MIN": 0.01, "MAX": 100, "DEFAULT": 1.5,
         "DESCRIPTION": "how many times larger it is after a second"},
        {"NAME": "turn", "LABEL": "Turn", "TYPE": "float", "UNIT": "degrees", "MIN": -720, "MAX": 720,
         "DEFAULT": 20,
         "DESCRIPTION": "degrees a second that it turns, counter-clockwise"},
        {"NAME": "shift", "LABEL": "Shift", "TYPE": "point2D", "UNIT": "height", "MIN": [-4, -4],
         "MAX": [4, 4],
         "DEFAULT": [0, 0],
         "DESCRIPTION": "how far it drifts in a second, in heights of the picture"},
        {"NAME": "hue", "LABEL": "Hue", "TYPE": "float", "UNIT": "degrees", "MIN": -720, "MAX": 720,
         "DEFAULT": 0,
         "DESCRIPTION": "degrees a second that its colours turn"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the point about which it grows and turns"},
        {"NAME": "what", "LABEL": "What", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["light", "dark", "all"],
         "DEFAULT": 0,
         "DESCRIPTION": "what of the past is seen: its light parts, its dark parts, or the whole picture"}
    ],
    "PASSES": [{"TARGET": "screen", "PERSISTENT": true, "FLOAT": true}]
}*/
#include "lib/colour.glsl"
#include "lib/memory.glsl"
#include "lib/place.glsl"

vec4 tap(vec2 texel)
{
    return memory_in(IMG_PIXEL(screen, texel));
}

// The past between its pixels by a cubic (Catmull and Rom 1974): seen again and again through a
// linear one, it would be mist at once. Two of the four points of each row are one tap.
vec4 past(vec2 texel)
{
    vec2 middle = floor(texel - 0.5) + 0.5;
    vec2 f = texel - middle;
    vec2 first = f * (-0.5 + f * (1.0 - 0.5 * f));
    vec2 last = f * f * (-0.5 + 0.5 * f);
    vec2 third = f * (0.5 + f * (2.0 - 1.5 * f));
    vec2 inner = 1.0 - first - last;
    vec2 between = middle + third / inner;
    vec2 low = middle - 1.0;
    vec2 high = middle + 2.0;
    vec4 sum = tap(vec2(between.x, low.y)) * inner.x * first.y;
    sum += tap(vec2(low.x, between.y)) * first.x * inner.y;
    sum += tap(between) * inner.x * inner.y;
    sum += tap(vec2(high.x, between.y)) * last.x * inner.y;
    sum += tap(vec2(between.x, high.y)) * inner.x * last.y;
    // The corners weigh next to nothing.
    float weight = inner.x * (first.y + inner.y + last.y) + (first.x + last.x) * inner.y;
    return max(sum / weight, vec4(0.0));
}

void main()
{
    vec2 middle = place_from_middle(center, RENDERSIZE);
    vec2 away = place_from_middle(isf_FragNormCoord, RENDERSIZE) - middle;
    away = place_turned(-turn * TIMEDELTA) * (away - shift * TIMEDELTA) / pow(zoom, TIMEDELTA);
    vec2 point = place_on_picture(middle + away, RENDERSIZE);

    vec4 now = memory_in(IMG_THIS_PIXEL(inputImage));
    vec4 before = past(point * RENDERSIZE);
    vec2 inside = abs(point - 0.5);
    if (max(inside.x, inside.y) > 0.5)
        before = vec4(0.0);
    before.rgb = colour_turned(before.rgb, hue * TIMEDELTA);
    gl_FragColor = memory_out(memory_over(now, before, memory_keep(keep, TIMEDELTA), what));
}
