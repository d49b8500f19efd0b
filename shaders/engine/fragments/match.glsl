#include "engine/fragments/rows.glsl"
// For each place the fragment whose mean is nearest to the target's there: all of them are compared.
// With a limit mosaic.c chooses; until it has, the nearest of a few stands there.

vec3 rmx_target_mean(Fragment f)
{
    vec3 sum = vec3(0.0);
    for (int i = 0; i < 64; i++) {
        vec2 p = (vec2(float(i % 8), float(i / 8)) + 0.5) / 8.0 - 0.5;
        vec4 c = rmx_target_tap((f.home + p * f.size) / vec2(ASPECT, 1.0));
        sum += c.rgb * c.a;
    }
    return sum / 64.0;
}

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    Fragment f = rmx_fragment(rmx_rest[i]);
    vec3 wanted = rmx_target_mean(f);
    const int FEW = 64;
    int live = int(rmx_live), count = live, first = 0, step = 1;
    if (RMX_LIMIT > 0) {
        for (int c = 0; c < 3; c++)
            rmx_lists[(RMX_WANTED + c) * RMX_STRIDE + i] = floatBitsToUint(wanted[c]);
        count = min(live, FEW);
        step = live / count;
        first = int(uint(i) * 7919u % uint(step)); // others for each place
    }
    float best = 1e9;
    int found = 0;
    for (int k = 0; k < count; k++) {
        vec3 d = rmx_row_at(first + k * step).colour.rgb - wanted;
        float distance = dot(d, d);
        if (distance < best) {
            best = distance;
            found = first + k * step;
        }
    }
    rmx_lists[RMX_MATCHES * RMX_STRIDE + i] = uint(found);
}
