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
        {}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/place.glsl"
#include "lib/screen.glsl"

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
    return vec4(sum.rgb / max(sum.a, 1e-9), sum.a / (count * count));
}

// The ink that leaves `wanted` of a channel's light, where full ink leaves `full`.
float ink_for(float wanted, float full)
{
    return clamp((1.0 - wanted) / (1.0 - full), 0.0, 1.0);
}

// The shares of cyan, magenta, yellow and black whose dots, laid over each other by chance, leave this
// light in the mean (Demichel): their products, found channel by channel, as each ink takes a little of
// the others' channels.
vec4 inks_for(vec3 light)
{
    light = clamp(mix(vec3(colour_luma(light)), light, saturation), 0.0, 1.0);
    float key = black * ink_for(max(light.r, max(light.g, light.b)), BLACK.g);
    vec3 rest = min(light / mix(vec3(1.0), BLACK, key), 1.0);
    vec3 ink = vec3(0.0);
    for (int i = 0; i < 4; i++) {
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

// One ink of the picture at a point in cells from its middle.
float ink_at(vec2 place, int k)
{
    vec2 point = place_on_picture(place / dots, RENDERSIZE);
    vec4 ink = k < 3 ? IMG_NORM_PIXEL(colours, point) : IMG_NORM_PIXEL(keys, point);
    return (k < 3 ? ink[k] : ink.r) / max(ink.a, 1e-9);
}

// How much of this pixel one ink covers, whose screen is turned so far.
float inked(int k, float turn, float own)
{
    // Cyan's and magenta's screens beat in step with black's, which lies 30 degrees from both: a
    // quarter of a cell off, they meet as by chance.
    float off = k == 3 ? 0.25 : 0.0, pixel = dots / RENDERSIZE.y;
    mat2 back = place_turned(angle + turn);
    // A turn's inverse is its transpose.
    vec2 place = place_from_middle(isf_FragNormCoord, RENDERSIZE) * dots * back + off;
    if (shape == SCREEN_CELL)
        return screen_cell(place, own, pixel);
    vec4 ink = vec4(0.0);
    for (int i = 0; i < 4; i++)
        ink[i] = ink_at(back * (screen_middle(place, shape, i) - off), k);
    return screen_dots(place, ink, shape, pixel);
}

// What an ink leaves of light that falls on as much of it.
vec3 left(vec3 ink, float much)
{
    return mix(vec3(1.0), ink, much);
}

vec4 printed()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    vec4 own = shape == SCREEN_CELL ? inks_for(colour_to_linear(color.rgb)) : vec4(0.0);
    vec3 light = colour_to_linear(paper.rgb) * left(CYAN, inked(0, 15.0, own.x)) *
                 left(MAGENTA, inked(1, 75.0, own.y)) * left(YELLOW, inked(2, 0.0, own.z)) *
                 left(BLACK, inked(3, 45.0, own.w));
    return vec4(colour_from_linear(light), color.a);
}

void main()
{
    if (PASSINDEX == 0)
        gl_FragColor = tone();
    else if (PASSINDEX == 3)
        gl_FragColor = printed();
    else {
        vec4 light = IMG_THIS_PIXEL(tones);
        vec4 ink = inks_for(light.rgb);
        // Premultiplied, so that what is transparent has no say between texels.
        gl_FragColor = vec4((PASSINDEX == 1 ? ink.rgb : ink.aaa) * light.a, light.a);
    }
}
