// Over the fragments: where they are now. They are read as textures, six texels each: llvmpipe fetches
// four numbers of a texture at once, and of a buffer one after another.
layout(binding = 30) uniform samplerBuffer rmx_rows;
layout(binding = 29) uniform isamplerBuffer rmx_row_numbers;

void rmx_stage()
{
    int i = int(gl_GlobalInvocationID.x);
    if (i >= int(rmx_live))
        return;
    int k = 6 * i;
    Row rest = Row(texelFetch(rmx_rows, k), texelFetch(rmx_rows, k + 1),
                   texelFetch(rmx_rows, k + 2), texelFetch(rmx_rows, k + 3),
                   texelFetch(rmx_rows, k + 4), texelFetch(rmx_row_numbers, k + 5));
    rmx_placed[i] = rmx_row(rmx_arranged(rmx_fragment(rest)));
}
