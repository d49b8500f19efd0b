/*{
    "DESCRIPTION": "Clouds: simplex noise in several octaves, between two colours.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Generator"],
    "INPUTS": [
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.94, 0.91, 0.85, 1],
         "DESCRIPTION": "the colour of the peaks"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.20, 0.25, 0.32, 1],
         "DESCRIPTION": "the colour of the hollows"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0.1, "MAX": 200,
         "DEFAULT": 2,
         "DESCRIPTION": "bumps along the picture's height"},
        {"NAME": "detail", "LABEL": "Detail", "TYPE": "float", "MIN": 1, "MAX": 12, "DEFAULT": 12,
         "DESCRIPTION": "octaves, each half as large and weaker than the one before; what is finer than a pixel fades"},
        {"NAME": "roughness", "LABEL": "Roughness", "TYPE": "float", "MIN": 0.3, "MAX": 0.9,
         "DEFAULT": 0.55,
         "DESCRIPTION": "how strong an octave is beside the one before: 0.4 mist, 0.7 stone"},
        {"NAME": "contrast", "LABEL": "Contrast", "TYPE": "float", "MIN": 0, "MAX": 4,
         "DEFAULT": 1.6,
         "DESCRIPTION": "how far dark and light stand apart"},
        {"NAME": "phase", "LABEL": "Phase", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "WRAP": true,
         "DESCRIPTION": "boils the clouds in place; 1 looks like 0 again"},
        {"NAME": "offset", "LABEL": "Offset", "TYPE": "point2D", "UNIT": "canvas", "DEFAULT": [0, 0],
         "DESCRIPTION": "where one looks, in heights of the picture"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other clouds"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"

void main()
{
    vec2 p = (place_from_middle(isf_FragNormCoord, RENDERSIZE) + offset) * count;
    float pixel = count / RENDERSIZE.y; // in bumps
    float bump = noise_fading(p, pixel, detail, roughness, phase, seed);
    float height = 0.5 + 0.5 * contrast * bump;
    gl_FragColor = blend_mix(background, color, clamp(height, 0.0, 1.0));
}
