#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// What a sort has found, into a list: the items in their order, or each item's rank.
layout(local_size_x = 64) in;
layout(std430, binding = 4) buffer Head { uint head[]; };
layout(std430, binding = 5) buffer Lists { uint lists[]; };
layout(std430, binding = 11) buffer Items { uint items[]; };
layout(location = 0) uniform uint base;
layout(location = 1) uniform int ranks;

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= head[0])
        return;
    if (ranks != 0)
        lists[base + items[i]] = i;
    else
        lists[base + i] = items[i];
}
