/*{
    "DESCRIPTION": "A cloth is drawn across the first picture; where it has passed, the second one hangs.",
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
        {"NAME": "width", "LABEL": "Width", "TYPE": "float", "UNIT": "height", "MIN": 0.05, "MAX": 2,
         "DEFAULT": 0.7,
         "DESCRIPTION": "how wide the cloth is, in heights of the picture"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 50,
         "DEFAULT": 9,
         "DESCRIPTION": "how many folds hang in a width as long as the height"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees",
         "MIN": 0, "MAX": 360, "DEFAULT": 0, "WRAP": true,
         "DESCRIPTION": "where the cloth goes, degrees counter-clockwise; at 0 to the right"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.87, 0.84, 0.78, 1],
         "DESCRIPTION": "the colour of the cloth"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other folds"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/noise.glsl"
#include "lib/place.glsl"

// How far the cloth stands out at a place, which is in folds.
float cloth(vec2 place)
{
    float wide = noise_value(vec2(place.x, place.y * 0.2), seed + 1.0);
    float fine = noise_value(vec2(place.x * 2.3 + place.y * 0.2, place.y * 0.25), seed + 2.0);
    return wide + 0.35 * fine;
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 along = vec2(cos(radians(angle)), sin(radians(angle)));
    vec2 reach = abs(along) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    float edge = 0.5 * (reach.x + reach.y);
    vec2 place = vec2(dot(p, along), dot(p, vec2(-along.y, along.x)));

    // Both hems swing, the cloth gathers as it stops: at 0 and 1 it hangs outside.
    float swing = 0.06 * (noise_value(vec2(place.y * 2.5, 3.0 * progress), seed + 3.0) - 0.5);
    float front = mix(-edge - 0.05, edge + width + 0.1, progress) + swing;
    float behind = front - place.x;
    float covers = smoothstep(0.0, 0.03, behind) - smoothstep(width - 0.03, width, behind);

    vec2 fold = vec2((place.x - 0.6 * front) * count, place.y * count);
    fold.x += noise_value(fold * vec2(0.5, 0.3), seed);
    float height = cloth(fold);
    float slope = (cloth(fold + vec2(0.05, 0.0)) - height) / 0.05;
    vec3 fabric = color.rgb * clamp(0.74 + 0.22 * height + 0.18 * slope, 0.0, 1.15);

    vec4 picture = behind > 0.5 * width ? IMG_THIS_PIXEL(endImage) : IMG_THIS_PIXEL(startImage);
    // Near its hems the cloth is thin: lights of what it covers come through. It throws a shadow.
    float thin = 0.45 * smoothstep(0.0, 0.5, abs(behind / width - 0.5));
    vec3 lit = fabric * mix(vec3(1.0), picture.rgb, thin) + 0.15 * thin * picture.rgb;
    float near = behind < 0.0 ? -behind : max(behind - width, 0.0);
    float shade = 0.45 * exp(-near * 22.0) * smoothstep(0.0, 0.08, progress) *
                  (1.0 - smoothstep(0.92, 1.0, progress));
    picture.rgb *= 1.0 - shade * (1.0 - covers);
    gl_FragColor = blend_mix(picture, vec4(lit, 1.0), covers * color.a);
}
