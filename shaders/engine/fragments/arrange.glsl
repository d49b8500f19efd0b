#include "engine/fragments/rows.glsl"
// Over the fragments: where they are now.

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    rmx_placed[i] = rmx_row(rmx_arranged(rmx_fragment(rmx_row_at(i))));
}
