/*{
    "DESCRIPTION": "Prints the picture in four inks, each a screen of dots at its own angle, on cheap warm paper: seen from afar it is as light as the picture on that paper.",
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
         "DEFAULT": 0,
         "WRAP": true, "DESCRIPTION": "turns all four screens, degrees counter-clockwise"},
        {"NAME": "saturation", "LABEL": "Saturation", "TYPE": "float", "MIN": 0, "MAX": 4,
         "DEFAULT": 1,
         "DESCRIPTION": "how strong the colours are before they are printed; 1 leaves them"},
        {"NAME": "black", "LABEL": "Black", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.85,
         "DESCRIPTION": "how much of the greys is left to the black ink"},
        {"NAME": "paper", "LABEL": "Paper", "TYPE": "color", "DEFAULT": [0.95, 0.92, 0.84, 1],
         "DESCRIPTION": "the colour of the paper, which white becomes"}
    ],
    "PASSES": [
        {"TARGET": "tones", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(2 * $dots * $WIDTH / $HEIGHT))",
         "HEIGHT": "min($HEIGHT, ceil(2 * $dots))"},
        {"TARGET": "colours", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(2 * $dots * $WIDTH / $HEIGHT))",
         "HEIGHT": "min($HEIGHT, ceil(2 * $dots))"},
        {"TARGET": "keys", "FLOAT": true,
         "WIDTH": "min($WIDTH, ceil(2 * $dots * $WIDTH / $HEIGHT))",
         "HEIGHT": "min($HEIGHT, ceil(2 * $dots))"},
        {"TARGET": "squares", "FLOAT": true,
         "WIDTH": "8 + 4 * ceil(0.5 * min($dots, 0.5 * $HEIGHT) * sqrt($WIDTH * $WIDTH / $HEIGHT / $HEIGHT + 1))",
         "HEIGHT": "8 + 4 * ceil(0.5 * min($dots, 0.5 * $HEIGHT) * sqrt($WIDTH * $WIDTH / $HEIGHT / $HEIGHT + 1))"},
        {}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/light.glsl"
#include "lib/place.glsl"
#include "lib/screen.glsl"

const int MOST_SIDE = 8;
const int ROUNDS = 4;

// What is left of the paper's light under full ink.
const vec3 CYAN = vec3(0.004, 0.42, 0.76);
const vec3 MAGENTA = vec3(0.76, 0.014, 0.24);
const vec3 YELLOW = vec3(1.00, 0.80, 0.014);
const vec3 BLACK = vec3(0.015, 0.014, 0.016);

// The mean light of what a pixel of `tones` covers: of the picture's pixels, up to 8 by 8, each read at
// its middle, as what is read between is no mean of light.
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
    return vec4(sum.rgb / max(sum.a, 1e-9), sum.a / (count * count));
}

// The ink that leaves `wanted` of a channel's light, where full ink leaves `full`.
float ink_for(float wanted, float full)
{
    return clamp((1.0 - wanted) / (1.0 - full), 0.0, 1.0);
}

// The shares of cyan, magenta, yellow and black whose dots, laid over each other by chance, leave this
// light in the mean (Demichel): their products, found channel by channel, as each ink takes a little of
// the others' channels. `rounds`: how often each is found anew.
vec4 inks_for(vec3 light, int rounds)
{
    light = clamp(mix(vec3(colour_luma(light)), light, saturation), 0.0, 1.0);
    float key = black * ink_for(max(light.r, max(light.g, light.b)), BLACK.g);
    vec3 rest = min(light / mix(vec3(1.0), BLACK, key), 1.0);
    vec3 ink = vec3(0.0);
    for (int i = 0; i < rounds; i++) {
        vec3 cyan = mix(vec3(1.0), CYAN, ink.x), magenta = mix(vec3(1.0), MAGENTA, ink.y);
        vec3 yellow = mix(vec3(1.0), YELLOW, ink.z);
        ink.x = ink_for(rest.r / (magenta.r * yellow.r), CYAN.r);
        cyan = mix(vec3(1.0), CYAN, ink.x);
        ink.y = ink_for(rest.g / (cyan.g * yellow.g), MAGENTA.g);
        magenta = mix(vec3(1.0), MAGENTA, ink.y);
        ink.z = ink_for(rest.b / (cyan.b * magenta.b), YELLOW.b);
    }
    return vec4(ink, key);
}

// An ink's screen, `k` 0..3: how far it is turned from the whole print's angle.
mat2 turned(int k)
{
    if (k == 2)
        return mat2(1.0);
    if (k == 3)
        return mat2(0.70710678, 0.70710678, -0.70710678, 0.70710678);
    vec2 turn = k == 0 ? vec2(0.96592583, 0.25881905) : vec2(0.25881905, 0.96592583);
    return mat2(turn.x, turn.y, -turn.y, turn.x);
}

// Cyan's and magenta's screens beat in step with black's, which lies 30 degrees from both: a quarter of
// a cell off, they meet as by chance.
float off(int k)
{
    return k == 3 ? 0.25 : 0.0;
}

// One ink of the first `count` of the four dots around a point in cells of its screen, which `back` turns
// to the picture's.
vec4 inks(int k, vec2 place, mat2 back, vec2 size, int count)
{
    vec4 four = vec4(0.0);
    for (int i = 0; i < count; i++) {
        vec2 point = place_on_picture(back * (screen_middle(place, shape, i) - off(k)) / dots, size);
        vec4 ink = k < 3 ? IMG_NORM_PIXEL(colours, point) : IMG_NORM_PIXEL(keys, point);
        four[i] = (k < 3 ? ink[k] : ink.r) / max(ink.a, 1e-9);
    }
    return four;
}

// What the dots of one square of one ink are drawn by: a quarter of the texture for each ink.
vec4 square()
{
    vec2 size = IMG_SIZE(inputImage), quarter = step(0.5, isf_FragNormCoord);
    int k = int(quarter.x + 2.0 * quarter.y);
    float side = 0.5 * RENDERSIZE.x;
    vec2 place = screen_square(gl_FragCoord.xy - quarter * side, side);
    vec4 ink = inks(k, place + 0.5, place_turned(angle) * turned(k), size, 4), drawn = vec4(0.0);
    for (int i = 0; i < 4; i++)
        drawn[i] = screen_dot(ink[i], shape, dots / size.y);
    return drawn;
}

// How much of this pixel one ink covers. `level`: its point in cells, turned as the whole print is.
float inked(int k, vec2 level, float own)
{
    float pixel = dots / RENDERSIZE.y, side = 0.5 * IMG_SIZE(squares).x;
    vec2 place = level * turned(k) + off(k); // a turn's inverse is its transpose
    if (shape == SCREEN_CELL)
        return screen_cell(place, own, pixel);
    // A line has another tone at each pixel, and so has what fades.
    int near = shape == SCREEN_LINE || pixel > SCREEN_FADES ? 4 : 0;
    vec4 ink = inks(k, place, place_turned(angle) * turned(k), RENDERSIZE, near);
    vec4 drawn = IMG_PIXEL(squares, side * vec2(k - 2 * (k / 2), k / 2) + screen_texel(place, side));
    float covered = screen_dots(place, shape == SCREEN_LINE ? 0.5 * ink : drawn, shape, pixel);
    return screen_faded(covered, screen_mean(place, ink), pixel);
}

// What an ink leaves of light that falls on as much of it.
vec3 left(vec3 ink, float much)
{
    return mix(vec3(1.0), ink, much);
}

vec4 printed()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    vec4 own = inks_for(light_of_color(color.rgb), shape == SCREEN_CELL ? ROUNDS : 0);
    vec2 level = place_turned(-angle) * place_from_middle(isf_FragNormCoord, RENDERSIZE) * dots;
    vec3 light = light_of_color(paper.rgb) * left(CYAN, inked(0, level, own.x)) *
                 left(MAGENTA, inked(1, level, own.y)) * left(YELLOW, inked(2, level, own.z)) *
                 left(BLACK, inked(3, level, own.w));
    return vec4(color_of_light(light), color.a);
}

void main()
{
    if (PASSINDEX == 0) {
        gl_FragColor = tone();
    } else if (PASSINDEX == 3) {
        gl_FragColor = square();
    } else if (PASSINDEX == 4) {
        gl_FragColor = printed();
    } else {
        vec4 light = IMG_THIS_PIXEL(tones);
        vec4 ink = inks_for(light.rgb, ROUNDS);
        // Premultiplied, so that what is transparent has no say between texels.
        gl_FragColor = vec4((PASSINDEX == 1 ? ink.rgb : ink.aaa) * light.a, light.a);
    }
}
