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

// What is left of a noise's strength in the mean of a pixel: all where a bump is many pixels, and
// less as more of them come into one.
float kept(float bump)
{
    return inversesqrt(1.0 + 0.52 / (bump * bump));
}

void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    vec2 place = (isf_FragNormCoord - 0.5) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0) / size;
    float bump = size * RENDERSIZE.y;
    float throw = seed + 2.0 * frame_of_film;
    // Two layers as strong at odd angles, so that no square grid shows; then ever finer and fainter
    // ones, down to the pixel.
    float grain = 0.0, strength = 1.0;
    for (int i = 0; i < 10; i++) {
        if (i > 1 && bump < 0.5)
            break;
        float bumps = noise_value(place, throw + float(i > 1 ? 100 + i : i));
        grain += strength * kept(bump) * (2.0 * bumps - 1.0);
        place = 1.7 * vec2(0.8 * place.x - 0.6 * place.y, 0.6 * place.x + 0.8 * place.y);
        bump /= 1.7;
        strength = i > 0 ? 0.75 * strength : strength;
    }
    float light = colour_luma(color.rgb);
    float shown = amount * (0.15 + 3.4 * light * (1.0 - light));
    gl_FragColor = vec4(color.rgb + 0.25 * shown * grain, color.a);
}
