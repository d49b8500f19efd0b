#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Components: what they are sorted by, the largest first.
layout(local_size_x = 64) in;
layout(std430, binding = 4) buffer Head { uint count; };
layout(std430, binding = 10) buffer Keys { uint keys[]; };
layout(std430, binding = 11) buffer Found { uint found[]; };

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i < count)
        keys[i] = ~found[8u * i + 4u];
}
