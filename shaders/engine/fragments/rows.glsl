// Rows as textures: those at rest, or where they are now, as is bound. llvmpipe fetches
// four numbers of a texture at once, and of a buffer one after another.
layout(binding = 30) uniform samplerBuffer rmx_rows;
layout(binding = 29) uniform isamplerBuffer rmx_row_numbers;

Row rmx_row_at(int i)
{
    int k = RMX_ROW_TEXELS * i;
    return Row(texelFetch(rmx_rows, k), texelFetch(rmx_rows, k + 1), texelFetch(rmx_rows, k + 2),
               texelFetch(rmx_rows, k + 3), texelFetch(rmx_rows, k + 4),
               texelFetch(rmx_row_numbers, k + 5));
}
