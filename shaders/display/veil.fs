/*{
    "DESCRIPTION": "Hides the picture behind a cloth. Its cult value is that it is there, not that it is seen.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Display"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.45,
         "IDENTITY": 0,
         "DESCRIPTION": "how thick the cloth is: 0 is no cloth, 1 lets nothing through"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 50,
         "DEFAULT": 6,
         "DESCRIPTION": "how many folds hang in a width as long as the height"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.87, 0.84, 0.78, 1],
         "DESCRIPTION": "the colour of the cloth"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other folds"}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/hash.glsl"
#include "lib/noise.glsl"

// How far the cloth stands out at a place.
float cloth(vec2 place)
{
    float wide = noise_value(vec2(place.x, place.y * 0.2), seed + 1.0);
    float fine = noise_value(vec2(place.x * 2.3 + place.y * 0.2, place.y * 0.25), seed + 2.0);
    return wide + 0.35 * fine;
}

void main()
{
    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec2 place = (isf_FragNormCoord - vec2(0.5, 0.0)) * aspect * count;
    // Folds part and meet on their way down.
    place.x += noise_value(place * vec2(0.5, 0.3), seed);
    float height = cloth(place);
    float slope = (cloth(place + vec2(0.05, 0.0)) - height) / 0.05;

    vec2 seen_at = isf_FragNormCoord + vec2(0.02 * slope * amount, 0.0) / aspect;
    vec4 picture = IMG_NORM_PIXEL(inputImage, seen_at);
    vec3 fabric = color.rgb * clamp(0.74 + 0.22 * height + 0.18 * slope, 0.0, 1.15);
    // What shows through loses its colours first, then its tones.
    vec3 faint = mix(vec3(colour_luma(picture.rgb)), picture.rgb, 1.0 - amount);
    vec3 veiled = fabric * mix(vec3(1.0), faint, 0.8 * (1.0 - amount));
    gl_FragColor = vec4(mix(picture.rgb, veiled, smoothstep(0.0, 0.6, amount)), picture.a);
}
