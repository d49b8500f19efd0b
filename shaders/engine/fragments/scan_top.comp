#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A prefix sum, second of three: of the runs' sums; their total to where it is wanted.
layout(local_size_x = 1) in;
layout(std430, binding = 7) buffer Total { uint total; };
layout(std430, binding = 9) buffer Sums { uint sums[]; };

void main()
{
    uint sum = 0u, runs = uint(sums.length());
    for (uint i = 0u; i < runs; i++) {
        uint here = sums[i];
        sums[i] = sum;
        sum += here;
    }
    total = sum;
}
