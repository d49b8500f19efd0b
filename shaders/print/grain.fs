/*{
    "DESCRIPTION": "Adds the grain of a fast film, strongest in the middle tones.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.16,
         "IDENTITY": 0, "DESCRIPTION": "how coarse the tones become"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0.0005, "MAX": 0.1,
         "DEFAULT": 0.0025,
         "DESCRIPTION": "the size of a grain, in heights of the picture"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another pattern"},
        {"NAME": "speed", "LABEL": "Speed", "TYPE": "float", "MIN": 0, "MAX": 120, "DEFAULT": 24,
         "DESCRIPTION": "how many times a second the grain is another, as from frame to frame of a film; 0: it stands still"}
    ],
    "CLOCKS": [{"NAME": "frame_of_film", "VALUE": "mod(floor($TIME * $speed + 0.001), 57600)"}]
}*/
#include "lib/colour.glsl"
#include "lib/hash.glsl"
#include "lib/noise.glsl"

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    vec2 place = (isf_FragNormCoord - 0.5) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0) / size;
    // Two layers at odd angles, so that no square grid shows.
    vec2 turned = vec2(0.8 * place.x - 0.6 * place.y, 0.6 * place.x + 0.8 * place.y) * 1.7;
    float throw = seed + 2.0 * frame_of_film;
    float grain = noise_value(place, throw) + noise_value(turned, throw + 1.0) - 1.0;
    float light = colour_luma(color.rgb);
    float strength = amount * (0.15 + 3.4 * light * (1.0 - light));
    gl_FragColor = vec4(color.rgb + 0.5 * strength * grain, color.a);
}
