#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// How many indices each fragment has, from back to front: a fan from its home, a rim around it.
layout(local_size_x = 64) in;
struct Row { vec4 floats[5]; ivec4 numbers; };
layout(std430, binding = 1) buffer Rest { Row rest[]; };
layout(std430, binding = 4) buffer Head { uint head[]; };
layout(std430, binding = 12) buffer Order { uint order[]; };
layout(std430, binding = 7) buffer Constant { uint how; }; // indices of a corner; 16 more: by the order
layout(std430, binding = 8) buffer Numbers { uint numbers[]; };

void main()
{
    uint each = how & 15u;
    uint i = gl_GlobalInvocationID.x;
    if (i >= uint(numbers.length()))
        return;
    bool is_there = i < head[0];
    uint which = is_there && how > 15u ? order[i] : i;
    numbers[i] = is_there ? each * uint(rest[which].numbers.w) : 0u;
}
