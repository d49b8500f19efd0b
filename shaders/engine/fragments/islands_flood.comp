#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Islands: one round of jump flooding (Rong and Tan, "Jump flooding in GPU", 2006), for the nearest
// edge and the nearest one of another island.
layout(local_size_x = 64) in;
layout(std430, binding = 7) readonly buffer Sheet { uvec3 sheet; uint stride; };
layout(std430, binding = 9) buffer Labels { uint labels[]; };
layout(std430, binding = 12) buffer From { uvec2 from[]; };
layout(std430, binding = 13) buffer To { uvec2 to[]; };

uvec2 best;
vec2 apart; // squared

void offer(uint seed, ivec2 at)
{
    if (seed == 0xffffffffu)
        return;
    vec2 by = vec2(ivec2(seed % sheet.x, seed / sheet.x % sheet.y) - at);
    float d = dot(by, by);
    bool is_same = best.x != 0xffffffffu && labels[seed] == labels[best.x];
    if (d < apart.x) {
        if (!is_same) {
            best.y = best.x;
            apart.y = apart.x;
        }
        best.x = seed;
        apart.x = d;
    } else if (!is_same && d < apart.y) {
        best.y = seed;
        apart.y = d;
    }
}

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= uint(labels.length()))
        return;
    ivec2 at = ivec2(i % sheet.x, i / sheet.x % sheet.y);
    int first = int(i) - at.y * int(sheet.x) - at.x;
    best = uvec2(0xffffffffu);
    apart = vec2(1e18);
    for (int k = 0; k < 9; k++) {
        ivec2 there = at + int(stride) * (ivec2(k % 3, k / 3) - 1);
        if (any(lessThan(there, ivec2(0))) || any(greaterThanEqual(there, ivec2(sheet.xy))))
            continue;
        uvec2 seeds = from[first + there.y * int(sheet.x) + there.x];
        offer(seeds.x, at);
        offer(seeds.y, at);
    }
    to[i] = best;
}
