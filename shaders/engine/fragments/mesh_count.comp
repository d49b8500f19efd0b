#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// How many indices each fragment has, from back to front: a fan from its home, a rim around it.
layout(local_size_x = 64) in;
struct Row { vec4 floats[5]; ivec4 numbers; };
layout(std430, binding = 1) buffer Rest { Row rest[]; };
layout(std430, binding = 4) buffer Head { uint head[]; };
layout(std430, binding = 5) buffer Lists { uint lists[]; };
layout(std430, binding = 8) buffer Numbers { uint numbers[]; };
layout(location = 0) uniform uint count;
layout(location = 1) uniform int order; // where in the lists; -1: as they are
layout(location = 2) uniform uint each; // indices of a corner

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= count)
        return;
    bool is_there = i < head[0];
    uint which = is_there && order >= 0 ? lists[order + i] : i;
    numbers[i] = is_there ? each * uint(rest[which].numbers.w) : 0u;
}
