#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Components: labels become their numbers, and the flood begins at the texels along an edge.
layout(local_size_x = 64) in;
layout(std430, binding = 7) readonly buffer Sheet { uvec3 sheet; uint stride; };
layout(std430, binding = 8) buffer Values { float values[]; };
layout(std430, binding = 9) buffer Labels { uint labels[]; };
layout(std430, binding = 10) buffer Numbers { uint numbers[]; };
layout(std430, binding = 12) buffer Ranks { uint ranks[]; };
// A texel of the nearest edge and its component, and the same of the nearest one of another component. A
// texel is its x, and its y above the lower 16 bits.
layout(std430, binding = 13) buffer Flood { uvec4 flood[]; };

bool is_outside(ivec2 at, int first)
{
    return any(lessThan(at, ivec2(0))) || any(greaterThanEqual(at, ivec2(sheet.xy))) ||
           !(values[first + at.y * int(sheet.x) + at.x] > 0.0);
}

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= uint(labels.length()))
        return;
    uint label = labels[i], seed = 0u;
    bool starts = false;
    if (label != 0xffffffffu) {
        labels[i] = label = ranks[numbers[label]];
        ivec2 at = ivec2(i % sheet.x, i / sheet.x % sheet.y);
        int first = int(i) - at.y * int(sheet.x) - at.x;
        starts = is_outside(at + ivec2(1, 0), first) || is_outside(at - ivec2(1, 0), first) ||
                 is_outside(at + ivec2(0, 1), first) || is_outside(at - ivec2(0, 1), first);
        seed = uint(at.x) | uint(at.y) << 16u;
    }
    flood[i] = uvec4(starts ? uvec2(seed, label) : uvec2(0xffffffffu), uvec2(0xffffffffu));
}
