#include "engine/fragments/rows.glsl"
#ifdef RMX_DECORATED
#include "engine/fragments/border.glsl"
#endif
// Vertices without a buffer: their number says which fragment and which corner.

layout(location = 0) out vec4 rmx_point; // of its picture, 0..1; of it, from home, in pixels
layout(location = 1) flat out vec4 rmx_seen; // the picture's layer and level; half the box in pixels
#ifdef RMX_WHOLE
layout(location = 2) flat out int rmx_which;
#endif
#ifdef RMX_DECORATED
layout(location = 3) flat out float rmx_lift; // 0: lies as it was cut; 1: throws all its shadow
#endif
#ifdef RMX_LOOSE
layout(location = 7) flat out float rmx_apart;
#endif
#ifdef RMX_FRAMED
layout(location = 8) flat out float rmx_gone;
#endif

// Of the array: this frame's pictures first, then the rings of frames of those that move.
float rmx_layer(Fragment f)
{
#ifdef RMX_MOMENTS
    int back = clamp(int(round(f.moment * rmx_moments.w)), 0, int(rmx_moments.z));
    int frames = int(rmx_moments.y), slot = (int(rmx_moments.x) - back + frames) % frames;
    int ring = RMX_RING(f.source);
    if (back > 0 && ring >= 0)
        return float(SOURCES + ring * frames + slot);
#endif
    return float(f.source);
}

#ifdef RMX_DECORATED
// How far its edge has come from where it was cut, by how far the shadow reaches. What is cut out
// has no neighbours there to lie between, nor has what is alone.
float rmx_lifted(Fragment f, int i)
{
#ifdef RMX_COMPONENTS
    return 1.0;
#else
    if (rmx_live == 1u)
        return 1.0;
    vec4 rest = rmx_rest[i].home;
    float turned = 2.0 * abs(sin(0.5 * f.angle)) + length(f.tilt) + abs(1.0 - abs(f.scale));
    float moved = length(vec3(f.place - rest.xy, f.depth * rmx_depth)) +
                  0.5 * (turned * length(rest.zw) + length(f.size - rest.zw));
    float reach = length(vec2(rmx_shadow_x, rmx_shadow_y)) + rmx_shadow_blur;
    return clamp(moved / max(reach, 0.001), 0.0, 1.0);
#endif
}
#endif

// Fragments that lie side by side as they were cut reach half a pixel over each other: nothing shows
// between them. How far this one does not, 0..1: by how many pixels it lies elsewhere than the one
// beside it would have it.
float rmx_apart_of(Fragment f, int i)
{
#ifdef RMX_LOOSE
    int beside = i > 0 ? i - 1 : min(1, max(int(rmx_live) - 1, 0));
    Fragment other = rmx_fragment(rmx_row_at(beside));
    vec4 rest = rmx_rest[i].home;
    vec3 there = rmx_stand(f, rmx_rest[beside].home.xy - rest.xy);
    float off = length(there - vec3(other.place, other.depth * rmx_depth));
    float turned = abs(f.angle - other.angle) + length(f.tilt - other.tilt);
    vec2 grown = abs(f.scale) * f.size - rest.zw;
    off += turned * length(rest.zw) + max(abs(grown.x), abs(grown.y));
    return clamp(RMX_PIXELS * off, 0.0, 1.0);
#else
    return 0.0;
#endif
}

// By how many pixels it lies elsewhere than it was cut, up to 1.
float rmx_gone_of(Fragment f, int i)
{
    vec4 rest = rmx_rest[i].home;
    vec2 grown = abs(f.scale) * f.size - rest.zw;
    float turned = abs(f.angle) + length(f.tilt);
    float off = length(f.place - rest.xy) + turned * length(rest.zw) + max(abs(grown.x), abs(grown.y));
    return clamp(RMX_PIXELS * off, 0.0, 1.0);
}

void rmx_show(Fragment f, int i, vec2 local, float coverage)
{
    float height = RMX_PIXELS * abs(f.scale);
    float pixels = float(textureSize(rmx_pictures, 0).y) / (height * abs(f.zoom));
    float layer = rmx_layer(f);
    rmx_point = vec4((f.home + local / f.zoom) / vec2(ASPECT, 1.0), height * local);
    if (layer < float(SOURCES)) // frames before were drawn in their place
        rmx_point.xy -= RMX_JITTER;
    float level = max(log2(pixels), 0.0);
    if (height * max(f.size.x, f.size.y) < 16.0)
        level = round(level); // the step between levels is not seen on so small a fragment
    rmx_seen = vec4(layer, level, 0.5 * height * f.size);
#ifdef RMX_WHOLE
    rmx_which = i;
#elif defined(RMX_MESH)
    rmx_point.z = coverage;
#endif
#ifdef RMX_DECORATED
    rmx_lift = rmx_lifted(f, i);
#endif
#ifdef RMX_VARIED
    rmx_vary(f.number);
#endif
#ifdef RMX_LOOSE
    rmx_apart = rmx_apart_of(f, i);
#endif
#ifdef RMX_FRAMED
    rmx_gone = rmx_gone_of(f, i);
#endif
    gl_Position = rmx_project(rmx_stand(f, local));
}

#ifdef RMX_MESH

// The way outwards at a corner, by one unit on both sides of it.
vec2 rmx_outwards(int first, int k, int count)
{
    vec2 here = rmx_corners[first + k];
    vec2 before = here - rmx_corners[first + (k + count - 1) % count];
    vec2 after = rmx_corners[first + (k + 1) % count] - here;
    vec2 a = normalize(vec2(before.y, -before.x) + vec2(1e-20, 0.0));
    vec2 b = normalize(vec2(after.y, -after.x) + vec2(1e-20, 0.0));
    return (a + b) / max(1.0 + dot(a, b), 0.25);
}

// 64 numbers for each fragment: 0..15 its corners, 16..31 the same a pixel outwards, 32 its home.
void rmx_stage()
{
    int i = gl_VertexID >> 6, v = gl_VertexID & 63;
    Fragment f = rmx_fragment(rmx_row_at(i));
    if (v == 32) {
        float narrow = RMX_PIXELS * abs(f.scale) * min(f.size.x, f.size.y);
        rmx_show(f, i, vec2(0.0), mix(1.0, min(narrow, 1.0), rmx_apart_of(f, i)));
        return;
    }
    float height = RMX_PIXELS * abs(f.scale);
    float apart = rmx_apart_of(f, i), narrow = height * min(f.size.x, f.size.y);
    float reach = v < 16 ? RMX_SKIN - min(0.5 * apart, 0.4 * narrow) : 1.0 - 0.5 * apart;
    vec2 out_by = rmx_outwards(16 * i, v & 15, f.corners) * reach / height;
    float coverage = v < 16 ? mix(1.0, min(narrow, 1.0), apart) : 0.0;
    rmx_show(f, i, rmx_corners[16 * i + (v & 15)] + out_by, coverage);
}

#else

void rmx_stage()
{
    int j = gl_VertexID >> 2, v = gl_VertexID & 3;
#ifdef RMX_DEEP
    int i = int(rmx_list(RMX_LIST_ORDER, j));
#else
    int i = j;
#endif
    Fragment f = rmx_fragment(rmx_row_at(i));
    vec2 half_size = 0.5 * f.size + RMX_MARGIN / abs(f.scale);
    rmx_show(f, i, half_size * vec2(v == 1 || v == 2 ? 1.0 : -1.0, v > 1 ? 1.0 : -1.0), 1.0);
}

#endif
