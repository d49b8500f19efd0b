/*{
    "DESCRIPTION": "A rose window: rings around a point, each in fragments as wide as they are high.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Cut"],
    "COLUMNS": "6 * pow(2, max(0, floor(log(1.0472 * (floor(sqrt(pow(max($x, 1 - $x) * $WIDTH / $HEIGHT, 2) + pow(max($y, 1 - $y), 2)) / mix(sqrt($WIDTH / $HEIGHT / $count), max($size, sqrt($WIDTH / $HEIGHT) / 450), $size > 0)) + 1.5)) / log(2) + 0.5)))",
    "ROWS": "floor(sqrt(pow(max($x, 1 - $x) * $WIDTH / $HEIGHT, 2) + pow(max($y, 1 - $y), 2)) / mix(sqrt($WIDTH / $HEIGHT / $count), max($size, sqrt($WIDTH / $HEIGHT) / 450), $size > 0)) + 2",
    "INPUTS": [
        {"NAME": "count", "LABEL": "Count", "TYPE": "float", "UNIT": "count", "MIN": 1, "MAX": 200000,
         "DEFAULT": 300,
         "DESCRIPTION": "fragments altogether, about"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "how wide a ring is, in heights of the picture; 0: as count says"},
        {"NAME": "x", "LABEL": "Middle, from the left", "TYPE": "float", "UNIT": "width", "MIN": 0,
         "MAX": 1, "DEFAULT": 0.5,
         "DESCRIPTION": "where the rings have their middle, in widths of the picture"},
        {"NAME": "y", "LABEL": "Middle, from below", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "where the rings have their middle, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": -180, "MAX": 180,
         "WRAP": true, "DEFAULT": 0,
         "DESCRIPTION": "how far the cuts are turned, in degrees"}
    ]
}*/
#include "lib/place.glsl"
#include "lib/polygon.glsl"

float ring_width()
{
    return size > 0.0 ? max(size, sqrt(ASPECT) / 450.0) : sqrt(ASPECT / count);
}

// How many pieces ring k has: six, twelve, twenty-four ... Each time a doubling, so that the corners
// of one ring meet those of the next, and all pieces are convex.
int ring_pieces(int k)
{
    float wanted = log2(1.0472 * (float(k) + 0.5));
    return 6 << max(int(floor(wanted + 0.5)), 0);
}

vec2 ring_middle()
{
    return vec2(x * ASPECT, y);
}

// The i-th of `pieces` corners on a circle.
vec2 ring_corner(int i, int pieces, float radius)
{
    float turned = PLACE_TURN * float(i) / float(pieces) + radians(angle);
    return ring_middle() + radius * vec2(cos(turned), sin(turned));
}

// The border between rings k and k + 1 is a polygon with a corner at each cut of the outer one.
int outline(int id, out vec2 v[16])
{
    int k = id / COLUMNS;
    int i = id % COLUMNS;
    int pieces = ring_pieces(k);
    int beyond = ring_pieces(k + 1);
    float inner = float(k) * ring_width();
    float outer = inner + ring_width();
    if (i >= pieces)
        return 0;
    int n = 0;
    v[n++] = ring_corner(i, pieces, inner);
    v[n++] = ring_corner(i, pieces, outer);
    if (beyond > pieces)
        v[n++] = ring_corner(2 * i + 1, beyond, outer);
    v[n++] = ring_corner(i + 1 < pieces ? i + 1 : 0, pieces, outer);
    if (k > 0)
        v[n++] = ring_corner(i + 1 < pieces ? i + 1 : 0, pieces, inner);
    return polygon_clip(v, n, vec2(0.0), vec2(ASPECT, 1.0));
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
    vec2 q = (p - ring_middle()) / ring_width();
    float turn = fract(atan(q.y, q.x) / PLACE_TURN - angle / 360.0);
    int k = int(length(q));
    // The straight border lies within the circle: how far the point is beyond it decides.
    float beyond = float(ring_pieces(k + 1));
    float off = PLACE_TURN * (fract(turn * beyond) - 0.5) / beyond;
    if (length(q) * cos(off) > float(k + 1) * cos(0.5 * PLACE_TURN / beyond))
        k++;
    k = min(k, ROWS - 1);
    int pieces = ring_pieces(k);
    return k * COLUMNS + min(int(turn * float(pieces)), pieces - 1);
}
