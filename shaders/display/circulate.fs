/*{
    "DESCRIPTION": "One picture in a hundred frames at once, as papers and screens pass it on: each print is a little older than the one before.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Display"],
    "MAGNIFY": "1 / $count",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 64,
         "DEFAULT": 10,
         "IDENTITY": 1,
         "DESCRIPTION": "how many frames stand side by side, and one above another"},
        {"NAME": "age", "LABEL": "Age", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.9,
         "IDENTITY": 0, "DESCRIPTION": "how old the last print is; the first one is new"},
        {"NAME": "phase", "LABEL": "Phase", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "WRAP": true, "DESCRIPTION": "passes the new print on, as one reads; 1 is once through all frames"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 45,
         "DEFAULT": 1.5,
         "IDENTITY": 0, "DESCRIPTION": "how far an old print may hang askew, in degrees"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.006,
         "IDENTITY": 0,
         "DESCRIPTION": "the distance between two frames, in heights of the picture"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.92, 0.87, 0.76, 1],
         "DESCRIPTION": "the colour of old paper, to which the prints fade"},
        {"NAME": "background", "LABEL": "Background", "TYPE": "color",
         "DEFAULT": [0.10, 0.09, 0.085, 1],
         "DESCRIPTION": "the colour of the gaps"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other traces of use"}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/fragment.glsl"
#include "lib/noise.glsl"

// A print so old: 0 is new, 1 hardly to be seen. Point: on the print, 0 to 1.
vec3 aged(vec3 color, vec2 point, float old, float salt)
{
    float light = colour_luma(color);
    float stain = 0.5 + 0.5 * noise_fbm(point * vec2(1.6, 1.2), 2.0, 0.0, salt);
    float rough = noise_value(point * vec2(90.0, 60.0), salt + 1.0) - 0.5;
    rough *= min(RENDERSIZE.y / (60.0 * floor(count + 0.5)), 1.0); // finer than a pixel it fades
    // Colours go first and leave a brown, then the shadows lift.
    vec3 brown = mix(vec3(0.20, 0.14, 0.10), paper.rgb, light);
    vec3 faded = mix(color, brown, smoothstep(0.0, 0.55, old));
    float bleached = clamp(old * old * (0.75 + 0.5 * stain), 0.0, 0.9);
    faded = mix(faded, paper.rgb, bleached);
    return faded * (1.0 - 0.25 * old * smoothstep(0.55, 0.9, stain)) + 0.1 * old * rough;
}

void main()
{
    float frames = floor(count + 0.5);
    vec2 place = isf_FragNormCoord * frames;
    vec2 cell = min(floor(place), frames - 1.0);
    vec2 point = place - cell;
    float number = cell.x + frames * (frames - 1.0 - cell.y);
    float turn = fract(number / (frames * frames) - phase + 1e-4);
    float old = age * max(turn - 1e-4, 0.0);

    vec2 aspect = vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    vec3 random = hash3(cell, seed);
    vec2 from = fragment_behind((point - 0.5) * aspect, vec2(0.0), 0.04 * old * min(angle, 1.0),
                                angle * old, random);
    vec4 color = IMG_NORM_PIXEL(inputImage, place_edge(from / aspect + 0.5, 1));
    if (old > 0.0)
        color.rgb = aged(color.rgb, point, old, seed + 1.0 + number);
    vec2 inside = (0.5 - abs(point - 0.5)) * aspect / frames;
    gl_FragColor = fragment_on(background, color, min(inside.x, inside.y), gap, RENDERSIZE);
}
