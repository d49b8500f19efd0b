/*{
    "DESCRIPTION": "Shards of a broken pane: each is all that lies nearest to one of many scattered points.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "round($WIDTH / $HEIGHT / mix(sqrt($WIDTH / $HEIGHT / $count), max($size, sqrt($WIDTH / $HEIGHT) / 1000), $size > 0))",
    "ROWS": "round(1 / mix(sqrt($WIDTH / $HEIGHT / $count), max($size, sqrt($WIDTH / $HEIGHT) / 1000), $size > 0))",
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 1000000,
         "DEFAULT": 300,
         "DESCRIPTION": "shards altogether"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "a shard's mean height, in heights of the picture; 0: as count says"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "DESCRIPTION": "how uneven the shards are; at 0 they are squares"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other shards"}
    ]
}*/
#include "lib/polygon.glsl"
#include "lib/voronoi.glsl"

vec2 square_size()
{
    return vec2(ASPECT, 1.0) / vec2(COLUMNS, ROWS);
}

ivec2 square_of(int id)
{
    return ivec2(id % COLUMNS, ROWS - 1 - id / COLUMNS); // as one reads
}

// Where the square's point stands in it, in squares.
vec2 site_in(ivec2 square)
{
    return cell_site_in(square, variety, int(seed));
}

// The straight lines that may bound a shard, from its point: xy the way outwards, z how far along it,
// both in units of its length. The sides of the canvas, and half the way to every other point of the
// five by five squares around it: no part of a shard is further than 1.17 squares from its point.
vec3 bound(int i, ivec2 square, vec2 site)
{
    if (i < 4) {
        vec2 outwards = vec2(i == 0 ? -1.0 : i == 1 ? 1.0 : 0.0, i == 2 ? -1.0 : i == 3 ? 1.0 : 0.0);
        vec2 low = vec2(-square);
        vec2 high = vec2(ivec2(COLUMNS, ROWS) - square);
        return vec3(outwards, max(dot(outwards, low - site), dot(outwards, high - site)));
    }
    ivec2 by = ivec2((i - 4) % 5, (i - 4) / 5) - 2;
    ivec2 other = square + by;
    vec2 across = vec2(by) + site_in(other) - site;
    bool there = by != ivec2(0) && other == clamp(other, ivec2(0), ivec2(COLUMNS, ROWS) - 1);
    return there ? vec3(across, 0.5 * dot(across, across)) : vec3(0.0, 0.0, -1.0);
}

// Starts on the nearest line and goes along it until another one crosses, along that, and so on until
// it comes back. Counted from the shard's own square: numbers stay small and exact.
int outline(int id, out vec2 v[16])
{
    ivec2 square = square_of(id);
    vec2 site = site_in(square);
    vec3 line = vec3(0.0);
    float nearest = 1000.0;
    int start = 0;
    for (int i = 0; i < 29; i++) {
        vec3 other = bound(i, square, site);
        float away = other.z * inversesqrt(max(dot(other.xy, other.xy), 1e-12));
        if (other.z >= 0.0 && away < nearest) {
            nearest = away;
            line = other;
            start = i;
        }
    }
    vec2 at = line.xy * line.z / dot(line.xy, line.xy);
    int n = 0;
    int here = start;
    do {
        vec2 along = vec2(-line.y, line.x);
        vec3 next = line;
        float way = 1000.0;
        for (int i = 0; i < 29; i++) {
            vec3 other = bound(i, square, site);
            float ahead = dot(along, other.xy);
            float there = (other.z - dot(at, other.xy)) / ahead;
            if (ahead > 1e-6 && there < way) {
                way = there;
                next = other;
                here = i;
            }
        }
        at += way * along;
        if (n == 0 || way > 1e-5) // four shards may meet in one corner: it stands once
            v[n++] = (vec2(square) + site + at) * square_size();
        line = next;
    } while (here != start && n < 16);
    return n;
}

Fragment cut(int id)
{
    vec2 v[16];
    int n = outline(id, v);
    Fragment f = fragment_new(id);
    f.area = polygon_measure(v, n, f.home, f.size);
    return f;
}

int cell_at(vec2 p)
{
    ivec2 last = ivec2(COLUMNS, ROWS) - 1;
    vec2 at = p * (vec2(COLUMNS, ROWS) / vec2(ASPECT, 1.0));
    ivec2 own = clamp(ivec2(floor(at)), ivec2(0), last);
    at -= vec2(own);
    ivec2 found = own;
    float best = 1000.0;
    for (int i = 0; i < 9; i++) {
        ivec2 by = ivec2(i % 3, i / 3) - 1;
        ivec2 square = own + by;
        vec2 to = vec2(by) + site_in(square) - at;
        bool there = square == clamp(square, ivec2(0), last);
        if (there && dot(to, to) < best) {
            best = dot(to, to);
            found = square;
        }
    }
    return (last.y - found.y) * COLUMNS + found.x;
}
