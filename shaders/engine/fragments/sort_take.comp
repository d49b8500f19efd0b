#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// What a sort has found, into a list: the items in their order, or each item's rank.
layout(local_size_x = 64) in;
layout(std430, binding = 4) buffer Head { uint head[]; };
layout(std430, binding = 12) buffer List { uint list[]; };
layout(std430, binding = 7) buffer Constant { uint ranks; };
layout(std430, binding = 11) buffer Items { uint items[]; };

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= head[0])
        return;
    if (ranks != 0u)
        list[items[i]] = i;
    else
        list[i] = items[i];
}
