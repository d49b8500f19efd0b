// For each place the fragment whose mean is nearest to the target's there: all of them are asked.
// With a limit mosaic.c chooses; until it has, the nearest of a few stands there.

// The rows at rest, six texels each: see arrange.glsl.
layout(binding = 30) uniform samplerBuffer rmx_rows;

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
        vec3 d = texelFetch(rmx_rows, 6 * (first + k * step) + 3).rgb - wanted;
        float distance = dot(d, d);
        if (distance < best) {
            best = distance;
            found = first + k * step;
        }
    }
    rmx_lists[RMX_MATCHES * RMX_STRIDE + i] = uint(found);
}
