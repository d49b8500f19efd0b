/*{
    "DESCRIPTION": "The second picture runs down over the first like wet paint.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 60,
         "DEFAULT": 9,
         "DESCRIPTION": "how many runs there are in the length of the height"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 2, "DEFAULT": 0.8,
         "DESCRIPTION": "how much longer one run is than another"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.6,
         "DESCRIPTION": "how the wet edge shines"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other runs"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"

// How far the paint has run down here, in heights.
float run(float x)
{
    float late = 0.65 * noise_value(vec2(x * count, 0.5), seed) +
                 0.35 * noise_value(vec2(x * count * 0.37, 4.5), seed + 1.0);
    float ran = max(progress * (1.0 + variety) - variety * late, 0.0);
    return 1.1 * pow(ran, 1.5);
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    float down = run(p.x);
    // How far the point lies inside the paint; a run ends in a round drop.
    float slope = (run(p.x + 0.004) - run(p.x - 0.004)) / 0.008;
    float inside = (down - 1.0 + isf_FragNormCoord.y) / sqrt(1.0 + slope * slope);
    float running = 1.0 - smoothstep(0.9, 1.0, progress);
    float thick = exp(-max(inside, 0.0) * 22.0) * running;

    // The edge is a lens: what it shows comes from higher up.
    vec2 seen = isf_FragNormCoord + vec2(0.0, 0.07 * thick);
    vec4 paint = IMG_NORM_PIXEL(endImage, seen);
    // Light from the upper left: one side of a drop shines, its lower edge is dark.
    float shine = clamp(0.35 * slope, -0.5, 0.8) - 0.45 * exp(-max(inside, 0.0) * 70.0);
    shine *= light * thick;
    paint.rgb += shine * (shine > 0.0 ? 1.0 - paint.rgb : paint.rgb);

    vec4 wall = IMG_THIS_PIXEL(startImage);
    float near = exp(min(inside, 0.0) * 30.0) * smoothstep(0.0, 0.05, down);
    wall.rgb *= 1.0 - 0.6 * light * near;
    float cover = progress >= 1.0 ? 1.0 : place_cover(inside, RENDERSIZE) * step(0.0001, down);
    gl_FragColor = blend_mix(wall, paint, cover);
}
