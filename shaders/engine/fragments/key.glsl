// What a sort goes by: one number for each fragment, smaller first. RMX_KEY says which.

layout(std430, binding = 10) buffer Keys { uint rmx_keys[]; };

// The order of floats as an order of whole numbers.
uint rmx_ordered(float x)
{
    uint bits = floatBitsToUint(x + 0.0);
    return (bits & 0x80000000u) != 0u ? ~bits : bits | 0x80000000u;
}

float rmx_hue(vec3 c)
{
    float high = max(c.r, max(c.g, c.b)), low = min(c.r, min(c.g, c.b)), range = high - low;
    if (range <= 0.0)
        return 0.0;
    float turn = high == c.r   ? (c.g - c.b) / range
                 : high == c.g ? 2.0 + (c.b - c.r) / range
                               : 4.0 + (c.r - c.g) / range;
    return fract(turn / 6.0 + 1.0);
}

uint rmx_random_key(int id, float seed)
{
    uint h = uint(id) * 747796405u + uint(seed) * 2891336453u + 1u;
    h = ((h >> ((h >> 28u) + 4u)) ^ h) * 277803737u;
    h = (h >> 22u) ^ h;
    h = h * 747796405u + 2891336453u;
    return (h >> 16u) ^ h;
}

// The way inwards along rectangles, clockwise from the upper left corner.
uint rmx_spiral_key(vec2 p)
{
    vec2 cell = vec2(ASPECT / float(COLUMNS), 1.0 / float(ROWS));
    ivec2 at = clamp(ivec2(floor(p / cell)), ivec2(0), ivec2(COLUMNS, ROWS) - 1);
    int x = at.x, y = ROWS - 1 - at.y;
    int ring = min(min(x, COLUMNS - 1 - x), min(y, ROWS - 1 - y));
    int w = COLUMNS - 1 - 2 * ring, h = ROWS - 1 - 2 * ring;
    x -= ring;
    y -= ring;
    int along = y == 0   ? x
                : x == w ? w + y
                : y == h ? 2 * w + h - x
                         : 2 * w + 2 * h - y;
    int before = COLUMNS * ROWS - (w + 1) * (h + 1);
    return uint(before + along);
}

uint rmx_key(Fragment f, int kind, float seed)
{
    switch (kind) {
    case 0: return rmx_ordered(rmx_luma(vec4(f.mean, 1.0)));
    case 1: return rmx_ordered(rmx_hue(f.mean));
    case 2: return rmx_ordered(f.detail);
    case 3: return rmx_random_key(f.number, seed);
    case 4: return uint(f.id);                                          // rows: as they are counted
    case 5: return rmx_ordered(floor(f.home.x * float(COLUMNS) / ASPECT)); // columns
    case 6: return rmx_spiral_key(f.home);
    }
    return 0u;
}

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
#ifdef RMX_KEY_DEPTH
    rmx_keys[i] = rmx_ordered(rmx_placed[i].turn.z);
#else
    rmx_keys[i] = rmx_key(rmx_fragment(rmx_rest[i]), RMX_KEY, RMX_KEY_SEED);
#endif
}
