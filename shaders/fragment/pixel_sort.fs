/*{
    "DESCRIPTION": "Sorts the pixels of each row where they are neither too dark nor too light: the picture runs like paint.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Fragment"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "by", "LABEL": "By", "TYPE": "long", "VALUES": [0, 1, 2, 3, 4, 5],
         "LABELS": ["light", "hue", "saturation", "red", "green", "blue"], "DEFAULT": 0,
         "DESCRIPTION": "what is compared"},
        {"NAME": "low", "LABEL": "Low", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.2,
         "DESCRIPTION": "what lies below stays where it is"},
        {"NAME": "high", "LABEL": "High", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.8,
         "DESCRIPTION": "what lies above stays where it is"},
        {"NAME": "direction", "LABEL": "Direction", "TYPE": "long", "VALUES": [0, 1, 2, 3],
         "LABELS": ["right", "up", "left", "down"], "DEFAULT": 3,
         "DESCRIPTION": "where the high ones go; for slanted runs put it between two rotates"},
        {"NAME": "reach", "LABEL": "Reach", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.2, "IDENTITY": 0,
         "DESCRIPTION": "the longest run, in heights of the picture; up to 2048 pixels"},
        {"NAME": "band", "LABEL": "Band", "TYPE": "float", "UNIT": "height", "MIN": 0.0005, "MAX": 1,
         "DEFAULT": 0.004,
         "DESCRIPTION": "the breadth of the bands in which long runs break at one place, in heights"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other places where runs break"}
    ],
    "PASSES": [{"TARGET": "keys", "FLOAT": true}, {"TARGET": "places", "FLOAT": true}, {}]
}*/
#include "lib/colour.glsl"
#include "lib/hash.glsl"

// A run's pixels are counted, each one those that come before it: exact, in two passes, however long
// the run is. Numbers of pixels stay exact in half floats up to 2048.
const int LONGEST = 2048;

// The middle of this pixel, exactly: all that read a key must read the same number.
vec2 own_pixel()
{
    return floor(isf_FragNormCoord * RENDERSIZE) + 0.5;
}

bool is_same(float one, float other)
{
    return abs(one - other) < 0.5;
}

// Along the run, in pixels.
vec2 step_along()
{
    if (direction == 0)
        return vec2(1.0, 0.0);
    if (direction == 1)
        return vec2(0.0, 1.0);
    return direction == 2 ? vec2(-1.0, 0.0) : vec2(0.0, -1.0);
}

float hue_of(vec3 color)
{
    float most = max(color.r, max(color.g, color.b));
    float span = most - min(color.r, min(color.g, color.b));
    if (span <= 0.0)
        return 0.0;
    if (most == color.r)
        return fract((color.g - color.b) / (6.0 * span) + 1.0);
    if (most == color.g)
        return (color.b - color.r) / (6.0 * span) + 1.0 / 3.0;
    return (color.r - color.g) / (6.0 * span) + 2.0 / 3.0;
}

float key_of(vec3 color)
{
    if (by == 0)
        return colour_luma(color);
    if (by == 1)
        return hue_of(color);
    float most = max(color.r, max(color.g, color.b));
    if (by == 2)
        return most > 0.0 ? 1.0 - min(color.r, min(color.g, color.b)) / most : 0.0;
    return by == 3 ? color.r : by == 4 ? color.g : color.b;
}

// The number of the stretch of row that a pixel's run may not leave.
float stretch(vec2 pixel, float most)
{
    vec2 along = step_along();
    float across = abs(along.x) > 0.5 ? pixel.y : pixel.x;
    float row = floor(across / (band * RENDERSIZE.y));
    float offset = floor(most * hash1(vec2(row, 7.0), seed));
    return floor((floor(abs(along.x) > 0.5 ? pixel.x : pixel.y) + offset) / most);
}

// In red the key; in green 1 within a run; in blue 1 where a run may go on from the pixel before.
vec4 key_here(float most)
{
    vec2 pixel = own_pixel();
    float key = key_of(IMG_THIS_PIXEL(inputImage).rgb);
    bool is_in = key >= low && key <= high;
    bool goes_on = stretch(pixel, most) == stretch(pixel - step_along(), most);
    return vec4(clamp(key, -1.0, 2.0), is_in ? 1.0 : 0.0, goes_on ? 1.0 : 0.0, 1.0);
}

bool is_outside(vec2 pixel)
{
    return pixel.x < 0.0 || pixel.y < 0.0 || pixel.x > RENDERSIZE.x || pixel.y > RENDERSIZE.y;
}

// In red the pixel's rank in its run, in green its place in it.
vec4 place_here()
{
    vec2 pixel = own_pixel();
    vec2 along = step_along();
    vec4 own = IMG_PIXEL(keys, pixel);
    float rank = 0.0;
    float place = 0.0;
    bool goes_on = own.b > 0.5;
    if (own.g < 0.5)
        return vec4(0.0, 0.0, 0.0, 1.0);
    for (int i = 1; i < LONGEST; i++) { // those before it: they win where keys are equal
        vec2 at = pixel - along * float(i);
        if (!goes_on || is_outside(at))
            break;
        vec4 other = IMG_PIXEL(keys, at);
        if (other.g < 0.5)
            break;
        rank += other.r <= own.r ? 1.0 : 0.0;
        place += 1.0;
        goes_on = other.b > 0.5;
    }
    for (int i = 1; i < LONGEST; i++) {
        vec2 at = pixel + along * float(i);
        if (is_outside(at))
            break;
        vec4 other = IMG_PIXEL(keys, at);
        if (other.g < 0.5 || other.b < 0.5)
            break;
        rank += other.r < own.r ? 1.0 : 0.0;
    }
    return vec4(rank, place, 1.0, 1.0);
}

// The pixel whose rank is this one's place: looked for on both sides at once.
vec4 sorted()
{
    vec2 pixel = own_pixel();
    vec2 along = step_along();
    vec4 own = IMG_PIXEL(places, pixel);
    vec2 from = pixel;
    bool is_found = own.b < 0.5 || is_same(own.r, own.g);
    for (int i = 1; i < LONGEST; i++) {
        if (is_found)
            break;
        vec2 before = pixel - along * float(i), after = pixel + along * float(i);
        if (float(i) < own.g + 0.5 && is_same(IMG_PIXEL(places, before).r, own.g)) {
            from = before;
            is_found = true;
        } else if (!is_outside(after)) {
            vec4 other = IMG_PIXEL(places, after);
            if (is_same(other.r, own.g) && is_same(other.g, own.g + float(i))) {
                from = after;
                is_found = true;
            }
        }
    }
    return IMG_NORM_PIXEL(inputImage, from / RENDERSIZE);
}

void main()
{
    float most = clamp(floor(reach * RENDERSIZE.y + 0.5), 1.0, float(LONGEST));
    if (PASSINDEX == 0)
        gl_FragColor = key_here(most);
    else if (PASSINDEX == 1)
        gl_FragColor = place_here();
    else
        gl_FragColor = sorted();
}
