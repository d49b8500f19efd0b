/*{
    "DESCRIPTION": "Prints the picture as a screen of dots, whose size follows the tone: seen from afar it is as light as the picture.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Print"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "dots", "LABEL": "Dots", "TYPE": "float", "UNIT": "count", "MIN": 4, "MAX": 1000,
         "DEFAULT": 90,
         "DESCRIPTION": "how many rows of dots fit into the height"},
        {"NAME": "shape", "LABEL": "Shape", "TYPE": "long", "VALUES": [0, 1, 2, 3, 4],
         "LABELS": ["round", "square", "line", "diamond", "cell"], "DEFAULT": 0,
         "DESCRIPTION": "round, square and diamond dots and lines take one tone each; a cell's edge follows the picture's details"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 45,
         "WRAP": true, "DESCRIPTION": "the angle of the rows, degrees counter-clockwise"},
        {"NAME": "contrast", "LABEL": "Contrast", "TYPE": "float", "MIN": 0, "MAX": 4,
         "DEFAULT": 1,
         "DESCRIPTION": "how far dark and light stand apart; 1 leaves them, and the print as light as the picture"},
        {"NAME": "ink", "LABEL": "Ink", "TYPE": "color", "DEFAULT": [0.08, 0.08, 0.10, 1],
         "DESCRIPTION": "the colour of the dots, which black becomes"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.96, 0.94, 0.89, 1],
         "DESCRIPTION": "the colour between them, which white becomes"}
    ],
    "PASSES": [
        {"TARGET": "tones", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(2 * $dots * $WIDTH / $HEIGHT))",
         "HEIGHT": "min($HEIGHT, ceil(2 * $dots))"},
        {}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/place.glsl"
#include "lib/screen.glsl"

// How much ink a light takes.
float ink_for(vec3 light)
{
    float grey = colour_from_linear(vec3(colour_luma(light))).r;
    float hard = clamp((grey - 0.5) * contrast + 0.5, 0.0, 1.0);
    return 1.0 - colour_to_linear(vec3(hard)).r;
}

// The ink for the mean light of what a pixel of `tones` covers: of the picture's pixels, up to 8 by 8,
// each read at its middle, as what is read between is no mean of light. Premultiplied.
vec4 tone()
{
    vec2 size = IMG_SIZE(inputImage), covers = size / RENDERSIZE;
    float count = clamp(ceil(covers.y - 0.01), 1.0, 8.0);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 64; i++) {
        if (float(i) >= count * count)
            break;
        vec2 part = (vec2(mod(float(i), count), floor(float(i) / count)) + 0.5) / count - 0.5;
        vec2 middle = floor(isf_FragNormCoord * size + part * covers) + 0.5;
        vec4 color = IMG_NORM_PIXEL(inputImage, middle / size);
        sum += vec4(colour_to_linear(color.rgb) * color.a, color.a);
    }
    float alpha = sum.a / (count * count);
    return vec4(vec3(ink_for(sum.rgb / max(sum.a, 1e-9)) * alpha), alpha);
}

// How much of this pixel is ink.
float inked(vec3 here)
{
    vec2 place = place_turned(-angle) * place_from_middle(isf_FragNormCoord, RENDERSIZE) * dots;
    mat2 back = place_turned(angle);
    float pixel = dots / RENDERSIZE.y;
    if (shape == SCREEN_CELL)
        return screen_cell(place, ink_for(colour_to_linear(here)), pixel);
    vec4 ink = vec4(0.0);
    for (int i = 0; i < 4; i++) {
        vec2 middle = place_on_picture(back * screen_middle(place, shape, i) / dots, RENDERSIZE);
        vec4 tone = IMG_NORM_PIXEL(tones, middle);
        ink[i] = tone.r / max(tone.a, 1e-9);
    }
    return screen_dots(place, ink, shape, pixel);
}

void main()
{
    if (PASSINDEX == 0) {
        gl_FragColor = tone();
        return;
    }
    vec4 color = IMG_THIS_PIXEL(inputImage);
    vec3 light = mix(colour_to_linear(paper.rgb), colour_to_linear(ink.rgb), inked(color.rgb));
    gl_FragColor = vec4(colour_from_linear(light), color.a);
}
