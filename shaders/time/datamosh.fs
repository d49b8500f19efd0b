/*{
    "DESCRIPTION": "A film whose key frames are lost: blocks of the old picture go on with the movements of the new one.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.9,
         "IDENTITY": 0, "DESCRIPTION": "the share of blocks that are lost"},
        {"NAME": "seconds", "LABEL": "Seconds", "TYPE": "float", "UNIT": "seconds", "MIN": 0.05,
         "MAX": 600, "DEFAULT": 4,
         "DESCRIPTION": "how long a block goes on until it gets its picture back, each at a moment of its own"},
        {"NAME": "drift", "LABEL": "Drift", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.97,
         "DESCRIPTION": "how much of its movement a block keeps for a thirtieth of a second when nothing moves any more; 1 never stops"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0.02, "MAX": 0.5,
         "DEFAULT": 0.05,
         "DESCRIPTION": "the size of blocks, in heights of the picture"},
        {"NAME": "speed", "LABEL": "Speed", "TYPE": "float", "MIN": -4, "MAX": 4, "DEFAULT": 1,
         "DESCRIPTION": "how fast blocks move: 1 as the picture does, -1 backwards"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other blocks"}
    ],
    "CLOCKS": [
        {"NAME": "due", "VALUE": "floor($TIME * 30 + 0.001) - floor(($TIME - $TIMEDELTA) * 30 + 0.001)"},
        {"NAME": "passed", "VALUE": "fract(floor($TIME * 30 + 0.001) / 30 / $seconds)"}
    ],
    "PASSES": [
        {"TARGET": "now", "FLOAT": true,
         "WIDTH": "ceil(160 * $WIDTH / $HEIGHT)", "HEIGHT": "160"},
        {"TARGET": "motion", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil($WIDTH / $HEIGHT / $size)", "HEIGHT": "ceil(1 / $size)"},
        {"TARGET": "before", "PERSISTENT": true, "FLOAT": true,
         "WIDTH": "ceil(160 * $WIDTH / $HEIGHT)", "HEIGHT": "160"},
        {"TARGET": "moshed", "PERSISTENT": true, "FLOAT": true}
    ]
}*/
#include "lib/colour.glsl"
#include "lib/hash.glsl"
#include "lib/memory.glsl"
#include "lib/place.glsl"

// Blocks move in steps, up to 30 a second, so that a film and a window of more frames show the same.
const float STEP = 1.0 / 30.0;

// The picture small, always of one height, so that movements are the same at every size: the mean of
// what a pixel covers.
vec4 shrunk()
{
    vec2 covers = IMG_SIZE(inputImage) / RENDERSIZE;
    float count = clamp(ceil(covers.y - 0.01), 1.0, 8.0);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 64; i++) {
        if (float(i) >= count * count)
            break;
        vec2 part = (vec2(mod(float(i), count), floor((float(i) + 0.5) / count)) + 0.5) / count - 0.5;
        sum += memory_in(IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + part / RENDERSIZE));
    }
    return vec4(sum.rgb / (count * count), 1.0);
}

// The number of the block that a point lies in, from the picture's lower left.
vec2 block_of(vec2 point, vec2 picture)
{
    return floor(point * vec2(picture.x / picture.y, 1.0) / size);
}

// How much the present around a block's middle differs from the past so many heights aside.
float mismatch(vec2 middle, vec2 aside, float aspect)
{
    float sum = 0.0;
    for (int i = 0; i < 25; i++) {
        vec2 part = (vec2(mod(float(i), 5.0), floor((float(i) + 0.5) / 5.0)) - 2.0) / 4.0;
        vec2 at = middle + 1.2 * size * part;
        vec3 here = IMG_NORM_PIXEL(now, at / vec2(aspect, 1.0)).rgb;
        vec3 there = IMG_NORM_PIXEL(before, (at - aside) / vec2(aspect, 1.0)).rgb;
        vec3 apart = abs(here - there);
        sum += apart.r + apart.g + apart.b;
    }
    return sum / 75.0;
}

// How far the block has come since the frame before, in heights: the best of nine places around the
// best of before, ever nearer (three-step search, Koga 1981). To stay is a little cheaper.
vec2 movement(vec2 middle, float aspect)
{
    vec2 best = vec2(0.0);
    float least = mismatch(middle, best, aspect) - 0.004;
    float stride = 0.04;
    for (int turn = 0; turn < 6; turn++) {
        vec2 around = best;
        for (int i = 0; i < 9; i++) {
            vec2 part = vec2(mod(float(i), 3.0), floor((float(i) + 0.5) / 3.0)) - 1.0;
            vec2 tried = around + stride * part;
            float apart = i == 4 ? 1e9 : mismatch(middle, tried, aspect);
            if (apart < least) {
                least = apart;
                best = tried;
            }
        }
        stride *= 0.5;
    }
    return best;
}

// Red and green: how far the block has come in this step, in heights.
vec4 moves()
{
    vec2 number = floor(isf_FragNormCoord * RENDERSIZE);
    vec2 picture = IMG_SIZE(now);
    vec4 kept = IMG_THIS_PIXEL(motion);
    bool is_first = IMG_NORM_PIXEL(before, vec2(0.5)).a < 0.5;
    if (due < 0.5 && !is_first)
        return kept;
    vec2 step_of_block = vec2(0.0);
    if (!is_first)
        step_of_block = movement((number + 0.5) * size, picture.x / picture.y);
    vec2 old = kept.rg * memory_keep(drift, due * STEP);
    bool is_new = kept.a < 0.5 || length(step_of_block) >= length(old);
    return vec4(is_new ? step_of_block : old, 0.0, 1.0);
}

// Until its moment comes a block does not get the present picture.
bool is_lost(vec2 number)
{
    vec2 chance = hash2(number, seed);
    bool has_come = due > 0.5 && fract(passed + chance.x) * seconds < (due - 0.01) * STEP;
    return chance.y < amount && !has_come;
}

// What stood there in the step before, from where the block has come.
vec4 mosh()
{
    vec2 number = block_of(isf_FragNormCoord, RENDERSIZE);
    vec4 moved = IMG_NORM_PIXEL(motion, (number + 0.5) / IMG_SIZE(motion));
    vec2 away = due > 0.5 ? speed * moved.rg : vec2(0.0);
    vec2 from = isf_FragNormCoord - away * vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    vec4 kept = IMG_NORM_PIXEL(moshed, from);
    return is_lost(number) && kept.a > 0.0 ? kept : IMG_THIS_PIXEL(inputImage);
}

void main()
{
    if (PASSINDEX == 0)
        gl_FragColor = shrunk();
    else if (PASSINDEX == 1)
        gl_FragColor = moves();
    else if (PASSINDEX == 2)
        gl_FragColor = due > 0.5 || IMG_THIS_PIXEL(before).a < 0.5 ? IMG_THIS_PIXEL(now)
                                                                   : IMG_THIS_PIXEL(before);
    else
        gl_FragColor = mosh();
}
