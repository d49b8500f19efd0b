#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Components: area and box of each, a run of texels at a time. Sums and bounds are whole numbers.
layout(local_size_x = 64) in;
layout(std430, binding = 7) readonly buffer Sheet { uvec3 sheet; uint stride; };
layout(std430, binding = 9) buffer Labels { uint labels[]; };
layout(std430, binding = 10) buffer Numbers { uint numbers[]; };
// 8 each: width less the lowest x, height less the lowest y, highest x and y and one; area, sheet.
layout(std430, binding = 11) buffer Found { uint found[]; };

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= uint(labels.length()) || labels[i] == 0xffffffffu)
        return;
    uint x = i % sheet.x, y = i / sheet.x % sheet.y, end = i + 1u, rest = sheet.x - x;
    if (x > 0u && labels[i - 1u] != 0xffffffffu)
        return;
    while (end < i + rest && labels[end] != 0xffffffffu)
        end++;
    uint to = 8u * numbers[labels[i]];
    atomicMax(found[to], sheet.x - x);
    atomicMax(found[to + 1u], sheet.y - y);
    atomicMax(found[to + 2u], x + end - i);
    atomicMax(found[to + 3u], y + 1u);
    atomicAdd(found[to + 4u], end - i);
    atomicMax(found[to + 5u], i / (sheet.x * sheet.y));
}
