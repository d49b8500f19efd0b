// Smooth randomness in the plane. One unit of p is one bump; p is in cells, not in pixels.
#include "lib/hash.glsl"

// 0..1: random heights at the corners of a square grid, blended with a quintic.
float noise_value(vec2 p, float seed)
{
    vec2 cell = floor(p);
    vec2 f = p - cell;
    f = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    float low = mix(hash1(cell, seed), hash1(cell + vec2(1.0, 0.0), seed), f.x);
    float high = mix(hash1(cell + vec2(0.0, 1.0), seed), hash1(cell + vec2(1.0, 1.0), seed), f.x);
    return mix(low, high, f.y);
}

// What one corner of a simplex adds: a slope in a random direction that fades out around it. turn
// is the cosine and sine by which the directions are turned, half of them backwards.
float noise_corner(vec2 corner, vec2 away, vec2 turn, float seed)
{
    vec3 random = 2.0 * hash3(corner, seed) - 1.0;
    vec2 slope = random.xy * inversesqrt(dot(random.xy, random.xy) + 0.0001);
    float back = random.z < 0.0 ? -turn.y : turn.y;
    slope = vec2(turn.x * slope.x - back * slope.y, back * slope.x + turn.x * slope.y);
    float fade = max(0.5 - dot(away, away), 0.0);
    fade *= fade;
    return fade * fade * dot(slope, away);
}

// -1..1: simplex noise (Perlin 2001) in two dimensions. As phase grows the pattern boils in place
// and comes back to itself after each whole number.
float noise_simplex(vec2 p, float phase, float seed)
{
    const float skew = 0.3660254;   // (sqrt(3) - 1) / 2
    const float unskew = 0.2113249; // (3 - sqrt(3)) / 6
    vec2 corner = floor(p + (p.x + p.y) * skew);
    vec2 a = p - corner + (corner.x + corner.y) * unskew;
    vec2 middle = a.x > a.y ? vec2(1.0, 0.0) : vec2(0.0, 1.0);
    vec2 b = a - middle + unskew;
    vec2 c = a - 1.0 + 2.0 * unskew;
    vec2 turn = vec2(cos(6.2831853 * phase), sin(6.2831853 * phase));
    return 70.0 * (noise_corner(corner, a, turn, seed) +
                   noise_corner(corner + middle, b, turn, seed) +
                   noise_corner(corner + 1.0, c, turn, seed));
}

// -1..1: up to eight octaves of it, each half as large and half as strong. detail counts them, and
// may be a fraction: the last octave then comes in gradually. The count is no constant where a
// compiler may do with that: unrolled, the octaves of a few calls took a minute to compile.
float noise_fbm(vec2 p, float detail, float phase, float seed)
{
    float sum = 0.0;
    float weight = 0.0;
    float strength = 1.0;
#if __VERSION__ < 130
    const int octaves = 8;
#else
    int octaves = int(ceil(clamp(detail, 0.0, 8.0)));
#endif
    for (int i = 0; i < octaves; i++) {
        float part = strength * clamp(detail - float(i), 0.0, 1.0);
        if (part > 0.0)
            sum += part * noise_simplex(p, phase, seed + 101.0 * float(i));
        weight += part;
        strength *= 0.5;
        p = p * 2.0 + vec2(5.3, 2.7);
    }
    return sum / max(weight, 0.000001);
}

// -1..1: up to twelve octaves, each half as large and `rough` times as strong as the one before.
// A pixel is `pixel` bumps of the first octave wide: of each octave remains what its mean over a
// pixel has, and the others keep their strengths. So a small picture is the mean of a large one.
float noise_fading(vec2 p, float pixel, float detail, float rough, float phase, float seed)
{
    float sum = 0.0;
    float weight = 0.0;
    float strength = 1.0;
#if __VERSION__ < 130
    const int octaves = 12;
#else
    int octaves = int(ceil(clamp(detail, 0.0, 12.0)));
#endif
    for (int i = 0; i < octaves; i++) {
        float part = strength * clamp(detail - float(i), 0.0, 1.0);
        float seen = exp(-2.0 * pixel * pixel);
        if (part > 0.0 && seen > 0.01)
            sum += part * seen * noise_simplex(p, phase, seed + 101.0 * float(i));
        weight += part;
        strength *= rough;
        pixel *= 2.0;
        p = p * 2.0 + vec2(5.3, 2.7);
    }
    return sum / max(weight, 0.000001);
}
