#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A prefix sum, last of three: each number becomes the sum of those before it.
layout(local_size_x = 64) in;
layout(std430, binding = 8) buffer Numbers { uint numbers[]; };
layout(std430, binding = 9) buffer Sums { uint sums[]; };

void main()
{
    uint count = uint(numbers.length());
    uint from = gl_GlobalInvocationID.x * 512u;
    if (from >= count)
        return;
    uint sum = sums[gl_GlobalInvocationID.x], to = min(from + 512u, count);
    for (uint i = from; i < to; i++) {
        uint here = numbers[i];
        numbers[i] = sum;
        sum += here;
    }
}
