/*{
    "DESCRIPTION": "Paint that does not dry: a slow stream drags the picture along while it is painted again.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "keep", "LABEL": "Keep", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.95,
         "IDENTITY": 0,
         "DESCRIPTION": "how wet the paint is: how much is left of it after a thirtieth of a second"},
        {"NAME": "speed", "LABEL": "Speed", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 4,
         "DEFAULT": 0.08,
         "DESCRIPTION": "how fast the stream is, in heights of the picture a second"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0.02, "MAX": 4,
         "DEFAULT": 0.16,
         "DESCRIPTION": "the size of its eddies, in heights"},
        {"NAME": "boil", "LABEL": "Boil", "TYPE": "float", "MIN": -4, "MAX": 4, "DEFAULT": 0.05,
         "DESCRIPTION": "how fast they change, in turns a second"},
        {"NAME": "what", "LABEL": "What", "TYPE": "long", "VALUES": [0, 1, 2],
         "LABELS": ["light", "dark", "all"],
         "DEFAULT": 2,
         "DESCRIPTION": "what is dragged along: light parts, dark parts, or the whole picture"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another stream"}
    ],
    "CLOCKS": [{"NAME": "turn", "VALUE": "fract($TIME * $boil)"}],
    "PASSES": [{"TARGET": "paint", "PERSISTENT": true, "FLOAT": true}]
}*/
#include "lib/memory.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"

// Along the contour lines of a noise: a stream that neither gathers nor thins anywhere.
vec2 stream(vec2 p)
{
    const float near = 0.05;
    float here = noise_simplex(p, turn, seed);
    float right = noise_simplex(p + vec2(near, 0.0), turn, seed);
    float above = noise_simplex(p + vec2(0.0, near), turn, seed);
    return vec2(above - here, here - right) / (3.0 * near);
}

void main()
{
    vec2 heights = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 from = heights - speed * TIMEDELTA * stream(heights / size);
    vec4 now = memory_in(IMG_THIS_PIXEL(inputImage));
    vec4 before = memory_in(IMG_NORM_PIXEL(paint, place_on_picture(from, RENDERSIZE)));
    gl_FragColor = memory_out(memory_over(now, before, memory_keep(keep, TIMEDELTA), what));
}
