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
        {"TARGET": "squares", "FLOAT": true,
         "WIDTH": "4 + 2 * ceil(0.5 * min($dots, 0.5 * $HEIGHT) * sqrt($WIDTH * $WIDTH / $HEIGHT / $HEIGHT + 1))",
         "HEIGHT": "4 + 2 * ceil(0.5 * min($dots, 0.5 * $HEIGHT) * sqrt($WIDTH * $WIDTH / $HEIGHT / $HEIGHT + 1))"},
        {}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/light.glsl"
#include "lib/place.glsl"
#include "lib/screen.glsl"

const int MOST_SIDE = 8;

// How much ink a light takes.
float ink_for(vec3 light)
{
    float grey = color_of_light(vec3(colour_luma(light))).r;
    float hard = clamp((grey - 0.5) * contrast + 0.5, 0.0, 1.0);
    return 1.0 - light_of_color(vec3(hard)).r;
}

// The ink for the mean light of what a pixel of `tones` covers: of the picture's pixels, up to 8 by 8,
// each read at its middle, as what is read between is no mean of light. Premultiplied.
vec4 tone()
{
    vec2 size = IMG_SIZE(inputImage), covers = size / RENDERSIZE;
    float count = clamp(ceil(covers.y - 0.01), 1.0, float(MOST_SIDE));
    vec4 sum = vec4(0.0);
    for (int y = 0; y < MOST_SIDE; y++) {
        if (float(y) >= count)
            break;
        for (int x = 0; x < MOST_SIDE; x++) {
            if (float(x) >= count)
                break;
            vec2 part = (vec2(x, y) + 0.5) / count - 0.5;
            vec2 middle = floor(isf_FragNormCoord * size + part * covers) + 0.5;
            vec4 color = IMG_NORM_PIXEL(inputImage, middle / size);
            sum += vec4(light_of_color(color.rgb) * color.a, color.a);
        }
    }
    float alpha = sum.a / (count * count);
    return vec4(vec3(ink_for(sum.rgb / max(sum.a, 1e-9)) * alpha), alpha);
}

// The inks of the first `count` of the four dots around a point in cells.
vec4 inks(vec2 place, vec2 size, int count)
{
    mat2 back = place_turned(angle);
    vec4 ink = vec4(0.0);
    for (int i = 0; i < count; i++) {
        vec2 middle = back * screen_middle(place, shape, i) / dots;
        vec4 tone = IMG_NORM_PIXEL(tones, place_on_picture(middle, size));
        ink[i] = tone.r / max(tone.a, 1e-9);
    }
    return ink;
}

// What the dots of one square are drawn by: found once for all pixels between them.
vec4 square()
{
    vec2 size = IMG_SIZE(inputImage);
    vec2 place = screen_square(gl_FragCoord.xy, RENDERSIZE.x);
    vec4 ink = inks(place + 0.5, size, 4), drawn = vec4(0.0);
    for (int i = 0; i < 4; i++)
        drawn[i] = screen_dot(ink[i], shape, dots / size.y);
    return drawn;
}

// How much of this pixel is ink.
float inked(vec3 here)
{
    vec2 place = place_turned(-angle) * place_from_middle(isf_FragNormCoord, RENDERSIZE) * dots;
    float pixel = dots / RENDERSIZE.y;
    if (shape == SCREEN_CELL)
        return screen_cell(place, ink_for(light_of_color(here)), pixel);
    // A line has another tone at each pixel, and so has what fades.
    vec4 ink = inks(place, RENDERSIZE, shape == SCREEN_LINE || pixel > SCREEN_FADES ? 4 : 0);
    vec4 drawn = IMG_PIXEL(squares, screen_texel(place, IMG_SIZE(squares).x));
    float covered = screen_dots(place, shape == SCREEN_LINE ? 0.5 * ink : drawn, shape, pixel);
    return screen_faded(covered, screen_mean(place, ink), pixel);
}

void main()
{
    if (PASSINDEX == 0) {
        gl_FragColor = tone();
    } else if (PASSINDEX == 1) {
        gl_FragColor = square();
    } else {
        vec4 color = IMG_THIS_PIXEL(inputImage);
        vec3 light = mix(light_of_color(paper.rgb), light_of_color(ink.rgb), inked(color.rgb));
        gl_FragColor = vec4(color_of_light(light), color.a);
    }
}
