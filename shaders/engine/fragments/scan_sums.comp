#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A prefix sum, first of three: the sum of each run of 512 numbers.
layout(local_size_x = 64) in;
layout(std430, binding = 8) buffer Numbers { uint numbers[]; };
layout(std430, binding = 9) buffer Sums { uint sums[]; };

void main()
{
    uint count = uint(numbers.length());
    uint from = gl_GlobalInvocationID.x * 512u;
    if (from >= count)
        return;
    uint sum = 0u, to = min(from + 512u, count);
    for (uint i = from; i < to; i++)
        sum += numbers[i];
    sums[gl_GlobalInvocationID.x] = sum;
}
