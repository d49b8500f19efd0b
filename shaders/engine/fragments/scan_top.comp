#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A prefix sum, second of three: of the runs' sums; their total to where it is wanted.
layout(local_size_x = 1) in;
layout(std430, binding = 4) buffer Head { uint head[]; };
layout(std430, binding = 9) buffer Sums { uint sums[]; };
layout(location = 0) uniform uint count;
layout(location = 1) uniform int total; // where in the head; -1: nowhere

void main()
{
    uint sum = 0u, runs = (count + 511u) / 512u;
    for (uint i = 0u; i < runs; i++) {
        uint here = sums[i];
        sums[i] = sum;
        sum += here;
    }
    if (total >= 0)
        head[total] = sum;
}
