/*{
    "DESCRIPTION": "However near it comes, it stays far: the more the picture is on display, the smaller and paler it hangs in the haze.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Display"],
    "MAGNIFY": "1 / (1 + $display * (1 / $size - 1))",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "display", "LABEL": "Display", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.4,
         "IDENTITY": 0, "DESCRIPTION": "how much it is on display: 0 leaves it near, 1 sends it farthest"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "MIN": 0.02, "MAX": 1, "DEFAULT": 0.35,
         "DESCRIPTION": "how large it is when it is farthest; 1 was near"},
        {"NAME": "haze", "LABEL": "Haze", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.65,
         "DESCRIPTION": "how much of it the air between swallows at the farthest"},
        {"NAME": "softness", "LABEL": "Softness", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.35,
         "DESCRIPTION": "how far its edge melts into the haze"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.80, 0.82, 0.83, 1],
         "DESCRIPTION": "the colour of the haze"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1],
         "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the point to which it withdraws"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, another haze"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/colour.glsl"
#include "lib/noise.glsl"

// How far a point lies inside the picture's edges, in heights of the canvas, where it is drawn at
// `shown` of its size.
vec2 inside(vec2 point, float shown)
{
    return shown * (0.5 - abs(point - 0.5)) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
}

// How much of a place the picture covers: its edge fades inwards.
float cover(vec2 within, float shown)
{
    vec2 sharp = clamp(within * RENDERSIZE.y + 0.5, 0.0, 1.0);
    float melted = 0.3 * softness * shown * min(4.0 * display, 1.0);
    vec2 soft = melted > 0.0 ? smoothstep(vec2(0.0), vec2(melted), within) : vec2(1.0);
    return sharp.x * sharp.y * soft.x * soft.y;
}

// The air: slow banks, lighter upwards, and lightest around what hangs in it.
vec3 air(vec2 point, vec2 within)
{
    vec2 place = point * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    float bank = noise_simplex(place * vec2(0.7, 1.9), 0.0, seed) +
                 0.5 * noise_simplex(place * vec2(1.7, 4.3), 0.0, seed + 1.0);
    float shine = exp(-6.0 * length(min(within, 0.0)));
    return color.rgb * (0.93 + 0.03 * bank + 0.16 * (point.y - 0.5) + 0.14 * shine);
}

void main()
{
    float shown = 1.0 / (1.0 + display * (1.0 / size - 1.0));
    vec2 point = center + (isf_FragNormCoord - center) / shown;
    vec4 picture = IMG_NORM_PIXEL(inputImage, point);
    vec2 within = inside(point, shown);
    vec3 veil = clamp(air(isf_FragNormCoord, within), 0.0, 1.0);
    // Far things lose their colours first, and their shadows before their lights.
    float light = colour_luma(picture.rgb);
    float lost = haze * (1.0 - exp(-2.2 * display)) / (1.0 - exp(-2.2));
    vec3 seen = mix(picture.rgb, vec3(light), 0.7 * lost);
    seen = mix(seen, veil, lost * mix(1.0, 0.4, light));
    float alpha = picture.a * (display > 0.0 ? cover(within, shown) : 1.0);
    gl_FragColor = blend_mix(vec4(veil, min(8.0 * display, 1.0)), vec4(seen, 1.0), alpha);
}
