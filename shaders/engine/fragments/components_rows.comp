#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Components: their rows in that order, behind one that says how many they are.
layout(local_size_x = 64) in;
layout(std430, binding = 7) readonly buffer Sheet { uvec3 sheet; uint stride; };
layout(std430, binding = 4) buffer Head { uint count; };
layout(std430, binding = 10) buffer Rows { uvec4 rows[]; };
layout(std430, binding = 11) buffer Found { uint found[]; };
layout(std430, binding = 12) buffer Ranks { uint ranks[]; };

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i == 0u)
        rows[0] = uvec4(count, 0u, 0u, 0u);
    if (i >= count)
        return;
    uint from = 8u * i, to = 2u * ranks[i] + 2u;
    rows[to] = uvec4(sheet.x - found[from], sheet.y - found[from + 1u], found[from + 2u],
                     found[from + 3u]);
    rows[to + 1u] = uvec4(found[from + 4u], found[from + 5u], 0u, 0u);
}
