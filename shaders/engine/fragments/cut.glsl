// Stage 1, over a cut's numbers: the fragments as it gives them, those with an area marked.

void rmx_stage()
{
    int id = int(gl_GlobalInvocationID.x);
    if (id >= rmx_grid.z)
        return;
    Fragment f = rmx_cut(id);
#ifdef RMX_COMPONENTS
    if (id == 0)
        rmx_left_out = rmx_cut(rmx_grid.z).area > 0.0 ? 1u : 0u;
#endif
    f.number = id;
    if (f.source < 0)
        f.source = source_of(id);
    f.source = min(f.source, SOURCES - 1);
    f.place = f.home;
    rmx_raw[id] = rmx_row(f);
    rmx_lists[RMX_LIST_DENSE * RMX_STRIDE + id] = f.area > 0.0 ? 1u : 0u;
}
