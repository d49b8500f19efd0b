// Convex polygons of three to sixteen corners, counter-clockwise. Loops run over all places that a
// corner may have: drivers compile an array that is read at a computed place many times slower.

const int POLYGON_CORNERS = 16;
const int POLYGON_CUT_CORNERS = 10; // of what a box can cut: six corners, and one more at each side

int polygon_box(vec2 low, vec2 high, out vec2 v[POLYGON_CORNERS])
{
    v[0] = low;
    v[1] = vec2(high.x, low.y);
    v[2] = high;
    v[3] = vec2(low.x, high.y);
    return 4;
}

// How far a point lies inside a straight line; 0 on it, as exactly as coordinates are.
float polygon_inside(vec2 p, vec2 outwards, float limit)
{
    float inside = limit - dot(p, outwards);
    return abs(inside) < 1e-6 ? 0.0 : inside;
}

// Cuts away what lies outside of a box, and returns how many corners are left: 0 where all is gone.
// Side by side, as Sutherland and Hodgman do ("Reentrant polygon clipping", 1974). Up to six corners.
// One that lies on a side stays: were it cut there, it would stand twice.
int polygon_clip(inout vec2 v[POLYGON_CORNERS], int count, vec2 low, vec2 high)
{
    for (int side = 0; side < 4; side++) {
        vec2 outwards = vec2(side == 0 ? -1.0 : side == 1 ? 1.0 : 0.0,
                             side == 2 ? -1.0 : side == 3 ? 1.0 : 0.0);
        float limit = max(dot(outwards, low), dot(outwards, high));
        vec2 kept[POLYGON_CORNERS];
        vec2 from = v[0];
        for (int i = 1; i < POLYGON_CUT_CORNERS; i++)
            from = i < count ? v[i] : from;
        float from_inside = polygon_inside(from, outwards, limit);
        int n = 0;
        for (int i = 0; i < POLYGON_CUT_CORNERS; i++) {
            float inside = polygon_inside(v[i], outwards, limit);
            bool crosses = i < count && inside * from_inside < 0.0;
            bool stays = i < count && inside >= 0.0;
            vec2 crossing = mix(from, v[i], from_inside / (crosses ? from_inside - inside : 1.0));
            for (int k = 0; k < POLYGON_CUT_CORNERS; k++)
                kept[k] = crosses && k == n ? crossing : kept[k];
            n += int(crosses);
            for (int k = 0; k < POLYGON_CUT_CORNERS; k++)
                kept[k] = stays && k == n ? v[i] : kept[k];
            n += int(stays);
            from = v[i];
            from_inside = inside;
        }
        count = n < 3 ? 0 : n;
        for (int i = 0; i < POLYGON_CUT_CORNERS; i++)
            v[i] = kept[i];
    }
    return count;
}

// The polygon's area, and its upright box, whose middle lies in it or on its outline. All zero where
// hardly anything is left of it.
float polygon_measure(vec2 v[POLYGON_CORNERS], int count, out vec2 middle, out vec2 size)
{
    vec2 low = v[0];
    vec2 high = v[0];
    float twice = 0.0;
    for (int i = 1; i < POLYGON_CORNERS; i++) {
        vec2 a = v[i - 1] - v[0];
        vec2 b = v[i] - v[0];
        if (i < count) {
            twice += a.x * b.y - a.y * b.x;
            low = min(low, v[i]);
            high = max(high, v[i]);
        }
    }
    bool there = count >= 3 && twice > 1e-10;
    middle = there ? 0.5 * (low + high) : vec2(0.0);
    size = there ? high - low : vec2(0.0);
    return there ? 0.5 * twice : 0.0;
}
