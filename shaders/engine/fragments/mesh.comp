#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The indices of one mesh of all fragments; vertices are numbered as in draw_vertex.glsl.
layout(local_size_x = 64) in;
struct Row { vec4 floats[5]; ivec4 numbers; };
layout(std430, binding = 1) buffer Rest { Row rest[]; };
layout(std430, binding = 4) buffer Head { uint head[]; };
layout(std430, binding = 12) buffer Order { uint order[]; };
layout(std430, binding = 7) buffer Constant { uint how; }; // indices of a corner; 16 more: by the order
layout(std430, binding = 8) buffer Numbers { uint numbers[]; };
layout(std430, binding = 9) buffer Indices { uint indices[]; };

void main()
{
    uint each = how & 15u;
    uint i = gl_GlobalInvocationID.x;
    if (i >= min(uint(numbers.length()), head[0]))
        return;
    uint which = how > 15u ? order[i] : i;
    uint corners = uint(rest[which].numbers.w), first = which << 6, to = numbers[i];
    if (to + each * corners > uint(indices.length()))
        return; // more than there is room for
    for (uint k = 0u; k < corners; k++) {
        uint next = k + 1u == corners ? 0u : k + 1u;
        indices[to++] = first + 32u;
        indices[to++] = first + k;
        indices[to++] = first + next;
        if (each == 3u)
            continue;
        indices[to++] = first + k;
        indices[to++] = first + 16u + k;
        indices[to++] = first + next;
        indices[to++] = first + next;
        indices[to++] = first + 16u + k;
        indices[to++] = first + 16u + next;
    }
}
