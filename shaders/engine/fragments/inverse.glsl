// Over the fragments: who has come to each place.

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    int place = clamp(rmx_target(rmx_asked(rmx_fragment(rmx_rest[i]))), 0, int(rmx_live) - 1);
    rmx_lists[RMX_INVERSE * RMX_STRIDE + place] = uint(i);
}
