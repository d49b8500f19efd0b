// Stage 2, over a cut's numbers, after the prefix sum: those that there are, close together, with
// their outlines.

void rmx_stage()
{
    int id = int(gl_GlobalInvocationID.x);
    if (id >= rmx_grid.z)
        return;
    if (id == 0)
        rmx_draw[0] = 6u * rmx_live; // of boxes; a mesh says its own number
    Fragment f = rmx_fragment(rmx_raw[id]);
    if (!(f.area > 0.0))
        return;
    f.id = int(rmx_list(RMX_LIST_DENSE, id));
#ifdef RMX_OUTLINE
    vec2 v[16];
    f.corners = clamp(rmx_outline(id, v), 3, 16);
    for (int k = 0; k < f.corners; k++)
        rmx_corners[16 * f.id + k] = v[k] - f.home;
#endif
    rmx_rest[f.id] = rmx_row(f);
}
