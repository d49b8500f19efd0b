#include "engine/fragments/row.glsl"
// The fragment table: a row for each fragment, and what every stage knows of it.
// Places are in heights of the canvas: x from 0 to ASPECT, y from 0 to 1.

struct Fragment {
    vec2 home;   // its centre in its picture
    vec2 size;   // of its upright bounding box there
    vec2 place;  // its centre on the canvas
    float scale; // of the whole fragment
    float angle; // radians counter-clockwise
    vec2 tilt;   // turns out of the plane, about its own x and y
    float depth; // towards the eye
    float zoom;  // enlarges the picture inside it, about its home
    vec2 flip;   // 1 or -1
    int source;
    float moment; // thirtieths of a second back
    int id;
    vec3 mean;
    float detail;
    float area; // heights squared
    int rank;   // in the order of the arrange that is called
    int match;  // for the arrange that is called
    int number;  // as the cut counts, whatever else there is of what it could cut
    // The engine's own:
    int corners; // of its outline; 0: an upright box
};

layout(std430, binding = 0) buffer Raw { Row rmx_raw[]; };         // as the cut gives them
layout(std430, binding = 1) buffer Rest { Row rmx_rest[]; };       // those that there are, at rest
layout(std430, binding = 2) buffer Placed { Row rmx_placed[]; };   // where they are now
layout(std430, binding = 3) buffer Corners { vec2 rmx_corners[]; }; // 16 each, from their home
layout(std430, binding = 4) buffer Head
{
    uint rmx_live;      // how many fragments there are
    uint rmx_left_out; // 1: more components than numbers
    uint rmx_unused[62];
    uint rmx_draw[5]; // glDrawElementsIndirect's numbers, at byte 256
};
layout(std430, binding = 5) buffer Lists { uint rmx_lists[]; };
layout(std430, binding = 6) buffer Weights { float rmx_weights[]; }; // of pictures, added up to 1

layout(binding = 31) uniform sampler2DArray rmx_pictures;

#ifdef RMX_SEE_THROUGH
vec4 rmx_premultiplied_level(vec3 p, int level)
{
    ivec2 size = textureSize(rmx_pictures, level).xy;
    vec2 at = clamp(p.xy, 0.0, 1.0) * vec2(size) - 0.5;
    vec2 f = fract(at);
    ivec2 low = ivec2(floor(at));
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 4; i++) {
        ivec2 by = ivec2(i & 1, i >> 1);
        ivec3 texel = ivec3(clamp(low + by, ivec2(0), size - 1), int(p.z));
        vec4 c = texelFetch(rmx_pictures, texel, level);
        vec2 w = mix(1.0 - f, f, vec2(by));
        sum += w.x * w.y * vec4(c.rgb * c.a, c.a);
    }
    return sum;
}
#endif

// A picture's straight colour at a point; between texels it is weighed by alpha.
vec4 rmx_picture_lod(vec3 p, float level)
{
    vec4 c = textureLod(rmx_pictures, p, level);
#ifdef RMX_SEE_THROUGH
    if (c.a <= 0.0 || c.a >= 0.9999)
        return c;
    int last = textureQueryLevels(rmx_pictures) - 1;
    int low = clamp(int(level), 0, last);
    vec4 sum = rmx_premultiplied_level(p, low);
    float share = clamp(level - float(low), 0.0, 1.0);
    if (share > 0.0 && low < last)
        sum = mix(sum, rmx_premultiplied_level(p, low + 1), share);
    c = sum.a > 0.0 ? vec4(sum.rgb / sum.a, sum.a) : c;
#endif
    return c;
}

#define COLUMNS rmx_grid.x
#define ROWS rmx_grid.y
#define SOURCES rmx_grid.w
#define ASPECT (rmx_view.x / rmx_view.y)

#define RMX_STRIDE ((rmx_grid.z + 63) & ~63) // from one list to the next

uint rmx_list(int section, int i)
{
    return rmx_lists[section * RMX_STRIDE + i];
}

Row rmx_row(Fragment f)
{
    return Row(vec4(f.home, f.size), vec4(f.place, f.scale, f.angle),
               vec4(f.tilt, f.depth, f.zoom), vec4(f.mean, f.detail),
               vec4(f.area, f.moment, f.flip), ivec4(f.id, f.source, f.number, f.corners));
}

Fragment rmx_fragment(Row r)
{
    return Fragment(r.home.xy, r.home.zw, r.place.xy, r.place.z, r.place.w, r.turn.xy, r.turn.z,
                    r.turn.w, r.about.zw, r.numbers.y, r.about.y, r.numbers.x, r.colour.rgb,
                    r.colour.a, r.about.x, -1, 0, r.numbers.z, r.numbers.w);
}

Fragment fragment_new(int id)
{
    return Fragment(vec2(0.0), vec2(0.0), vec2(0.0), 1.0, 0.0, vec2(0.0), 0.0, 1.0, vec2(1.0), -1,
                    0.0, id, vec3(0.0), 0.0, 0.0, -1, 0, id, 0);
}

int fragment_count()
{
    return int(rmx_live);
}

Fragment fragment_at(int id)
{
    return rmx_fragment(rmx_rest[clamp(id, 0, max(int(rmx_live) - 1, 0))]);
}

// Which picture the weights give to a cut's number.
int source_of(int id)
{
    uint h = uint(id) * 747796405u + uint(rmx_seed) * 2891336453u + 277803737u;
    h = ((h >> ((h >> 28u) + 4u)) ^ h) * 277803737u;
    float draw = float(((h >> 22u) ^ h) >> 8u) / 16777216.0;
    int low = 0, high = SOURCES - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (draw < rmx_weights[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

// The mean colour around a point of a picture.
vec4 picture_at(vec2 p, int source, float radius)
{
    float level = log2(max(2.0 * radius * float(textureSize(rmx_pictures, 0).y), 1.0));
    vec2 at = p / vec2(ASPECT, 1.0) - RMX_JITTER;
    return rmx_picture_lod(vec3(at, float(source)), level);
}

float rmx_luma(vec4 colour)
{
    return dot(colour.rgb * colour.a, vec3(0.2126, 0.7152, 0.0722));
}

// How much brightness varies in a rectangle of a picture: its standard deviation at 8 x 8 points.
// What is finer than a 128th of the height does not count: a small picture does not have it.
float detail_at(vec2 from, vec2 size, int source)
{
    float radius = max(max(size.x, size.y) / 16.0, 1.0 / 256.0);
    float sum = 0.0, squares = 0.0;
    for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 8; x++) {
            vec2 p = from + size * (vec2(float(x), float(y)) + 0.5) / 8.0;
            float luma = rmx_luma(picture_at(p, source, radius));
            sum += luma;
            squares += luma * luma;
        }
    }
    float mean = sum / 64.0;
    return sqrt(max(squares / 64.0 - mean * mean, 0.0));
}

// How far on its way a fragment is where all of them together are t: it leaves when its number
// comes, or its rank where it is sorted.
float rmx_way(Fragment a, Fragment b, float t)
{
    float stagger = min(rmx_stagger, 0.99);
    int turn = max(a.rank, b.rank) < 0 ? a.id : max(a.rank, b.rank);
    float late = float(turn) / float(max(fragment_count() - 1, 1));
    float along = clamp((t - stagger * late) / (1.0 - stagger), 0.0, 1.0);
    return mix(along, along * along * (3.0 - 2.0 * along), stagger);
}

// From one to another, t of the way; what cannot be mixed changes half way.
Fragment rmx_between(Fragment a, Fragment b, float t)
{
    t = rmx_way(a, b, t);
    Fragment f = a;
    if (t >= 0.5)
        f = b;
    f.place = mix(a.place, b.place, t);
    f.scale = mix(a.scale, b.scale, t);
    f.angle = mix(a.angle, b.angle, t);
    f.tilt = mix(a.tilt, b.tilt, t);
    f.depth = mix(a.depth, b.depth, t);
    f.zoom = mix(a.zoom, b.zoom, t);
    f.moment = mix(a.moment, b.moment, t);
    f.size = mix(a.size, b.size, t);
    if (a.source == b.source)
        f.home = mix(a.home, b.home, t);
    return f;
}
