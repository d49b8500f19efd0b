// Voronoi cells: a cell is all that lies nearest to one of many scattered points. As in lib/cells, a
// cell is about one unit wide.
#include "lib/hash.glsl"

// The seed point of one voronoi cell: the middle of its square, moved within 0.65 of it. Were it
// moved further, the nearest one could lie outside the three by three squares around a point.
vec2 cell_shift(vec2 random, float jitter)
{
    return 0.65 * clamp(jitter, 0.0, 1.0) * (random - 0.5);
}

vec2 cell_site(vec2 number, float jitter, float seed)
{
    return number + 0.5 + cell_shift(hash2(number, seed), jitter);
}

#if __VERSION__ >= 130
// The same from the square's corner, in whole numbers: less work.
vec2 cell_site_in(ivec2 number, float jitter, int seed)
{
    return 0.5 + cell_shift(hash3(number, seed).xy, jitter);
}
#endif

// Voronoi cells on a grid; jitter goes from 0 (squares) to 1. The centre is the seed point.
vec4 cell_voronoi(vec2 p, float jitter, float seed)
{
    vec2 home = floor(p);
    vec4 found = vec4(home, home);
    float best = 1000.0;
    for (int y = -1; y <= 1; y++) {
        for (int x = -1; x <= 1; x++) {
            vec2 number = home + vec2(float(x), float(y));
            vec2 site = cell_site(number, jitter, seed);
            float d = dot(p - site, p - site);
            if (d < best) {
                best = d;
                found = vec4(number, site);
            }
        }
    }
    return found;
}

// found is what cell_voronoi gave for p; beside is the cell on the other side of the outline. Right
// near the outline, where it matters; far inside a large cell it may miss a neighbour that is two
// squares away.
float edge_voronoi(vec2 p, vec4 found, float jitter, float seed, out vec4 beside)
{
    vec2 home = floor(p);
    float best = 1000.0;
    beside = found;
    for (int y = -1; y <= 1; y++) {
        for (int x = -1; x <= 1; x++) {
            vec2 number = home + vec2(float(x), float(y));
            vec2 site = cell_site(number, jitter, seed);
            vec2 across = site - found.zw;
            float apart = dot(across, across);
            float away = dot(0.5 * (site + found.zw) - p, across) * inversesqrt(max(apart, 1e-6));
            if (apart > 0.000001 && away < best) {
                best = away;
                beside = vec4(number, site);
            }
        }
    }
    return best;
}

float edge_voronoi(vec2 p, vec4 found, float jitter, float seed)
{
    vec4 beside;
    return edge_voronoi(p, found, jitter, seed, beside);
}
