// What the expressions of a scene need and GLSL lacks. Each function gives the number that
// engine/graph/expr_functions.c gives, in single precision. Needs integers: GLSL 1.30, ES 3.00.

// GLSL leaves pow undefined where x is negative, and at pow(0, 0).
float rmx_pow(float x, float y)
{
    if (y == 0.0)
        return 1.0;
    float size = pow(abs(x), y);
    if (x >= 0.0)
        return size;
    if (y != floor(y))
        return uintBitsToFloat(0x7FC00000u);
    return mod(y, 2.0) == 1.0 ? -size : size;
}

float rmx_wave(float turns)
{
    return sin(6.283185307179586 * fract(turns));
}

float rmx_pulse(float turns)
{
    return float(fract(turns) < 0.5);
}

// Which of `count` items floor(t) falls on, turning over at both ends.
int rmx_pick(float t, int count)
{
    int item = int(mod(floor(t), float(count)));
    return item < count ? item : 0; // mod may round up to count itself
}

// PCG (Jarzynski and Olano, "Hash Functions for GPU Rendering", 2020), as in engine/base/hash.c.
uint rmx_hash(uint value)
{
    uint state = value * 747796405u + 2891336453u;
    uint word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
    return (word >> 22u) ^ word;
}

// A number from 0 up to but not including 1 for a cell and a seed.
float rmx_cell(int cell, uint seed)
{
    uint hash = rmx_hash(seed ^ rmx_hash(uint(cell) + 0x9E3779B9u));
    return float(hash >> 8u) / 16777216.0;
}

float rmx_random(float n, uint seed)
{
    return rmx_cell(int(floor(n)), seed);
}

// Value noise, -1..1: a random height at each whole number, eased between them.
float rmx_noise(float x, uint seed)
{
    int cell = int(floor(x));
    uint own = seed ^ 0x6E6F6973u; // other numbers than random() gives
    float low = 2.0 * rmx_cell(cell, own) - 1.0;
    float high = 2.0 * rmx_cell(cell + 1, own) - 1.0;
    return mix(low, high, smoothstep(0.0, 1.0, fract(x)));
}
