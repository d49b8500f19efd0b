// Cuts the plane into cells. Each cell_ function takes a point and gives vec4(number, centre) of
// the cell that holds it; each edge_ function gives the point's distance to that cell's outline.
// In all of them a cell is about one unit wide: divide the point by the size that is wanted.
#include "lib/hash.glsl"

const float CELL_ROOT3 = 1.7320508;

// Straight lines would run right through the middles of pixels at many sizes, where rounding says
// on which side they lie. They stand beside their place by this much of a cell.
const float CELL_ASIDE = 0.0001;

vec4 cell_grid(vec2 p)
{
    vec2 number = floor(p + CELL_ASIDE);
    return vec4(number, number + 0.5);
}

float edge_grid(vec2 p)
{
    vec2 d = 0.5 - abs(fract(p) - 0.5);
    return min(d.x, d.y);
}

// Hexagons with a corner up, one unit from centre to centre: the nearer of two rectangular grids.
vec4 cell_hexagon(vec2 p)
{
    vec2 unit = vec2(1.0, CELL_ROOT3);
    vec2 a = floor(p / unit + 0.5);
    vec2 b = floor(p / unit) + 0.5;
    vec2 to_a = p - a * unit;
    vec2 to_b = p - b * unit;
    vec2 nearest = dot(to_a, to_a) < dot(to_b, to_b) ? a : b;
    return vec4(nearest * 2.0, nearest * unit);
}

float edge_hexagon(vec2 p)
{
    vec2 d = abs(p - cell_hexagon(p).zw);
    return 0.5 - max(d.x, dot(d, vec2(0.5, 0.5 * CELL_ROOT3)));
}

// Equilateral triangles of side one, alternately pointing up and down: a sheared square grid whose
// squares are cut along one diagonal.
vec2 cell_shear(vec2 p)
{
    float row = p.y * 2.0 / CELL_ROOT3 + CELL_ASIDE;
    return vec2(p.x - 0.5 * row, row);
}

vec4 cell_triangle(vec2 p)
{
    vec2 q = cell_shear(p);
    vec2 square = floor(q);
    float down = step(1.0, (q.x - square.x) + (q.y - square.y));
    vec2 middle = square + (1.0 + down) / 3.0;
    return vec4(2.0 * square.x + down, square.y, middle.x + 0.5 * middle.y,
                middle.y * 0.5 * CELL_ROOT3);
}

float edge_triangle(vec2 p)
{
    vec2 f = fract(cell_shear(p));
    float over = f.x + f.y - 1.0;
    float d = over < 0.0 ? min(min(f.x, f.y), -over) : min(1.0 - max(f.x, f.y), over);
    return d * 0.5 * CELL_ROOT3;
}

// The seed point of one voronoi cell: the middle of its square, moved within 0.65 of it. Were it
// moved further, the nearest one could lie outside the three by three squares around a point.
vec2 cell_site(vec2 number, float jitter, float seed)
{
    return number + 0.5 + 0.65 * clamp(jitter, 0.0, 1.0) * (hash2(number, seed) - 0.5);
}

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

// found is what cell_voronoi gave for p. Right near the outline, where it matters; far inside a
// large cell it may miss a neighbour that is two squares away.
float edge_voronoi(vec2 p, vec4 found, float jitter, float seed)
{
    vec2 home = floor(p);
    float best = 1000.0;
    for (int y = -1; y <= 1; y++) {
        for (int x = -1; x <= 1; x++) {
            vec2 site = cell_site(home + vec2(float(x), float(y)), jitter, seed);
            vec2 across = site - found.zw;
            float apart = dot(across, across);
            if (apart > 0.000001)
                best = min(best, dot(0.5 * (site + found.zw) - p, across) * inversesqrt(apart));
        }
    }
    return best;
}
