#include "engine/fragments/features.glsl"
// For each place the tile that is most like the target there. Tiles are sorted by lightness: the
// search goes out from the place's own both ways, until no further one can be nearer. Where mosaic.c
// chooses, the nearest of a few stands there until it has.

layout(binding = 30) uniform samplerBuffer rmx_tiles;

const int RMX_MOST_TRIED = 4096, RMX_FEW = 64; // each way

void rmx_want(int i, Fragment f)
{
    vec3 light[9], sum = vec3(0.0);
    for (int k = 0; k < 9; k++) {
        light[k] = vec3(0.0);
        for (int t = 0; t < 9; t++) {
            vec2 at = (vec2(float(3 * (k % 3) + t % 3), float(3 * (k / 3) + t / 3)) + 0.5) / 9.0 - 0.5;
            vec4 colour = rmx_target_tap((f.home + at * f.size) / vec2(ASPECT, 1.0));
            light[k] += colour.a * light_of_color(colour.rgb) / 9.0;
        }
        sum += light[k] / 9.0;
    }
    rmx_features_write(i, color_of_light(sum), light);
}

void rmx_wanted(int i, out vec4 wanted[RMX_FEATURE_TEXELS])
{
    for (int k = 0; k < RMX_FEATURE_TEXELS / 2; k++) {
        uvec4 four = rmx_features[4 * i + k];
        wanted[2 * k] = vec4(unpackHalf2x16(four.x), unpackHalf2x16(four.y));
        wanted[2 * k + 1] = vec4(unpackHalf2x16(four.z), unpackHalf2x16(four.w));
    }
}

// The first tile that is as light.
int rmx_first(float lightness, int count)
{
    int low = 0, high = count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (texelFetch(rmx_tiles, RMX_FEATURE_TEXELS * middle).x < lightness)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Whether those behind tile k may be nearer than the best; of equally near ones the first is kept.
bool rmx_try(int k, vec4 wanted[RMX_FEATURE_TEXELS], bool is_sorted, inout float best, inout int found)
{
    vec4 apart = texelFetch(rmx_tiles, RMX_FEATURE_TEXELS * k) - wanted[0];
    if (is_sorted && apart.x * apart.x > best)
        return false;
    float sum = dot(apart, apart);
    int c = 1;
    for (; c < RMX_FEATURE_TEXELS && sum <= best; c++) {
        apart = texelFetch(rmx_tiles, RMX_FEATURE_TEXELS * k + c) - wanted[c];
        sum += dot(apart, apart);
    }
    if (sum < best || (sum == best && c == RMX_FEATURE_TEXELS && k < found)) {
        best = sum;
        found = k;
    }
    return true;
}

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    rmx_want(i, rmx_fragment(rmx_rest[i]));
    vec4 wanted[RMX_FEATURE_TEXELS];
    rmx_wanted(i, wanted);
    bool is_sorted = !bool(RMX_WHOLE_PICTURES);
    int count = is_sorted ? int(rmx_live) : SOURCES;
    int most = bool(RMX_CHOSEN) ? RMX_FEW : is_sorted ? RMX_MOST_TRIED : count;
    int high = is_sorted ? rmx_first(wanted[0].x, count) : 0, low = high - 1;
    float best = 1e9;
    int found = min(high, count - 1);
    bool is_lower = true, is_higher = true;
    for (int tried = 0; tried < most && (is_lower || is_higher); tried++) {
        is_higher = is_higher && high < count && rmx_try(high, wanted, is_sorted, best, found);
        is_lower = is_lower && low >= 0 && rmx_try(low, wanted, is_sorted, best, found);
        high++;
        low--;
    }
    rmx_lists[RMX_MATCHES * RMX_STRIDE + i] = is_sorted ? rmx_list(RMX_TILES, found) : uint(found);
}
