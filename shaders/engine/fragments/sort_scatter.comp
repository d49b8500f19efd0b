#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A stable radix sort, second half of a round: each key and its item to their place.
layout(local_size_x = 64) in;
layout(std430, binding = 4) buffer Head { uint head[]; };
layout(std430, binding = 8) buffer Numbers { uint numbers[]; };
layout(std430, binding = 10) buffer Keys { uint keys[]; };
layout(std430, binding = 11) buffer Items { uint items[]; };
layout(std430, binding = 12) buffer KeysTo { uint keys_to[]; };
layout(std430, binding = 13) buffer ItemsTo { uint items_to[]; };
// In the first round, 0, each key's item is its own number.
layout(std430, binding = 7) buffer Constant { uint shift; };

void main()
{
    uint runs = uint(numbers.length()) / 256u;
    uint run = gl_GlobalInvocationID.x;
    if (run >= runs)
        return;
    uint to = min(run * 256u + 256u, head[0]);
    for (uint i = run * 256u; i < to; i++) {
        uint key = keys[i];
        uint place = numbers[((key >> shift) & 255u) * runs + run]++;
        keys_to[place] = key;
        items_to[place] = shift == 0u ? i : items[i];
    }
}
