#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A stable radix sort, first half of a round: how often each digit stands in each run of 256 keys
// (Merrill and Grimshaw, "High Performance and Scalable Radix Sorting", 2011, one thread a run).
layout(local_size_x = 64) in;
layout(std430, binding = 4) buffer Head { uint head[]; };
layout(std430, binding = 8) buffer Numbers { uint numbers[]; }; // digit by digit, run by run
layout(std430, binding = 10) buffer Keys { uint keys[]; };
layout(std430, binding = 7) buffer Constant { uint shift; };

void main()
{
    uint runs = uint(numbers.length()) / 256u;
    uint run = gl_GlobalInvocationID.x;
    if (run >= runs)
        return;
    for (uint digit = 0u; digit < 256u; digit++)
        numbers[digit * runs + run] = 0u;
    uint to = min(run * 256u + 256u, head[0]);
    for (uint i = run * 256u; i < to; i++)
        numbers[((keys[i] >> shift) & 255u) * runs + run]++;
}
