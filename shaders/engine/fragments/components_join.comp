#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Components: touching texels, also by a corner if `stride` is 0, come to have one root, the lowest of them (union by
// minimum, Komura, "GPU-based cluster-labeling algorithm without the use of conventional
// iteration", 2015). Roots only ever go down, so the end does not depend on who is first.
layout(local_size_x = 64) in;
layout(std430, binding = 7) readonly buffer Sheet { uvec3 sheet; uint stride; };
layout(std430, binding = 9) coherent buffer Labels { uint labels[]; };

uint root_of(uint i)
{
    for (uint up = labels[i]; up != i; up = labels[i]) {
        uint next = labels[up];
        if (next != up)
            atomicMin(labels[i], next); // a shorter way for the next one
        i = up;
    }
    return i;
}

void join(uint a, uint b)
{
    if (labels[b] == 0xffffffffu)
        return;
    while (true) {
        a = root_of(a);
        b = root_of(b);
        if (a == b)
            return;
        uint low = min(a, b), high = max(a, b);
        uint was = atomicMin(labels[high], low);
        if (was == high)
            return;
        a = low;
        b = was;
    }
}

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= uint(labels.length()) || labels[i] == 0xffffffffu)
        return;
    uint x = i % sheet.x;
    bool has_left = x > 0u, has_right = x + 1u < sheet.x, has_below = i / sheet.x % sheet.y > 0u;
    if (has_left)
        join(i, i - 1u);
    if (!has_below)
        return;
    uint below = i - sheet.x;
    if (labels[below] != 0xffffffffu) {
        join(i, below); // it has joined its own neighbours
        return;
    }
    if (has_left && stride == 0u)
        join(i, below - 1u);
    if (has_right && stride == 0u)
        join(i, below + 1u);
}
