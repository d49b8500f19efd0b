#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Components: one round of jump flooding (Rong and Tan, "Jump flooding in GPU", 2006), for the nearest
// edge and the nearest one of another component.
layout(local_size_x = 64) in;
layout(std430, binding = 7) readonly buffer Sheet { uvec3 sheet; uint stride; };
layout(std430, binding = 13) buffer To { uvec4 to[]; };
// Read as a texture: llvmpipe fetches four numbers at once there, and one after another from a buffer.
layout(binding = 26) uniform usamplerBuffer from;

uvec4 best;
vec2 apart; // squared

void offer(uvec2 seed, ivec2 at)
{
    if (seed.y == 0xffffffffu)
        return;
    vec2 by = vec2(ivec2(seed.x & 0xffffu, seed.x >> 16u) - at);
    float d = dot(by, by);
    bool is_same = seed.y == best.y;
    if (d < apart.x) {
        if (!is_same) {
            best.zw = best.xy;
            apart.y = apart.x;
        }
        best.xy = seed;
        apart.x = d;
    } else if (!is_same && d < apart.y) {
        best.zw = seed;
        apart.y = d;
    }
}

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= sheet.x * sheet.y * sheet.z)
        return;
    ivec2 at = ivec2(i % sheet.x, i / sheet.x % sheet.y);
    int first = int(i) - at.y * int(sheet.x) - at.x;
    best = uvec4(0xffffffffu);
    apart = vec2(1e18);
    for (int y = -1; y < 2; y++) {
        for (int x = -1; x < 2; x++) {
            ivec2 there = at + int(stride) * ivec2(x, y);
            if (any(lessThan(there, ivec2(0))) || any(greaterThanEqual(there, ivec2(sheet.xy))))
                continue;
            uvec4 seeds = texelFetch(from, first + there.y * int(sheet.x) + there.x);
            offer(seeds.xy, at);
            offer(seeds.zw, at);
        }
    }
    to[i] = best;
}
