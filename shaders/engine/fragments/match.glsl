// For each place the fragment whose mean is nearest to the target's there: all of them are asked.

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    Fragment f = rmx_fragment(rmx_rest[i]);
    vec3 wanted = rmx_target_mean(f);
    if (RMX_LIMIT > 0) { // mosaic.c chooses
        for (int c = 0; c < 3; c++)
            rmx_lists[(RMX_WANTED + c) * RMX_STRIDE + i] = floatBitsToUint(wanted[c]);
        return;
    }
    float best = 1e9;
    int found = 0;
    for (int k = 0; k < int(rmx_live); k++) {
        vec3 d = rmx_rest[k].colour.rgb - wanted;
        float distance = dot(d, d);
        if (distance < best) {
            best = distance;
            found = k;
        }
    }
    rmx_lists[RMX_MATCHES * RMX_STRIDE + i] = uint(found);
}
