// Random numbers that are the same on every machine: a hash of a cell's number and a seed.
//
// Hash whole numbers (cell numbers, pixel numbers), never raw coordinates. A seed counts in whole
// steps, so that `seed: beat` throws the dice once a beat. For a second, independent set of numbers
// use another seed, say seed + 77.0.

#if __VERSION__ < 130

// Old hosts have no integers to mix. Products of fractions are the best that their floats can do.
vec3 hash3(vec2 cell, float seed)
{
    vec3 p = vec3(cell, floor(seed)) * 0.137 + vec3(cell.yx, cell.x + cell.y) * 0.0731;
    p = fract(p * vec3(0.7548777, 0.5698403, 0.8191725) + 0.3819660);
    for (int i = 0; i < 3; i++)
        p = fract((p + 1.618034) * (p.yzx * 31.7 + 17.3) + p.zxy * 7.1);
    return p;
}

#else

// The three-dimensional PCG of Jarzynski and Olano, "Hash Functions for GPU Rendering" (2020).
// Only the upper 24 bits become the fraction: they are exact in a float, and stay below 1.
vec3 hash3(ivec2 cell, int seed)
{
    uvec3 v = uvec3(ivec3(cell, seed));
    v = v * 1664525u + 1013904223u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    v ^= v >> 16u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    return vec3(v >> 8u) / 16777216.0;
}

vec3 hash3(vec2 cell, float seed)
{
    return hash3(ivec2(floor(cell + 0.5)), int(floor(seed)));
}

#endif

// Two numbers, or one, from 0 up to but not including 1.
vec2 hash2(vec2 cell, float seed)
{
    return hash3(cell, seed).xy;
}

float hash1(vec2 cell, float seed)
{
    return hash3(cell, seed).x;
}
