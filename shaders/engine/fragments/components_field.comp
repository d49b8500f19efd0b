#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Components: the distance to the nearest edge and to that of another component, below 0 inside. Beside an
// edge it is where the mask crosses 0 between two texels, so that the edge is no staircase.
layout(local_size_x = 64) in;
layout(std430, binding = 7) readonly buffer Sheet { uvec3 sheet; uint stride; };
layout(std430, binding = 8) buffer Values { float values[]; };
layout(std430, binding = 9) buffer Labels { uint labels[]; };
layout(std430, binding = 12) buffer Flood { uvec4 flood[]; };
layout(rgba32f, binding = 0) uniform writeonly image2D field;

const float FAR = 1e4;

int texel(ivec2 at, int first)
{
    at = clamp(at, ivec2(0), ivec2(sheet.xy) - 1);
    return first + at.y * int(sheet.x) + at.x;
}

// Inwards, and as long as 1.
vec2 slope(ivec2 at, int first)
{
    vec2 sum = vec2(0.0);
    for (int k = -1; k < 2; k++) {
        float weight = k == 0 ? 2.0 : 1.0;
        sum.x += weight * (clamp(values[texel(at + ivec2(1, k), first)], -1.0, 1.0) -
                           clamp(values[texel(at + ivec2(-1, k), first)], -1.0, 1.0));
        sum.y += weight * (clamp(values[texel(at + ivec2(k, 1), first)], -1.0, 1.0) -
                           clamp(values[texel(at + ivec2(k, -1), first)], -1.0, 1.0));
    }
    float size = length(sum);
    return size > 1e-6 ? sum / size : vec2(0.0);
}

struct Crossing {
    float apart; // texels; FAR: none
    uint label;  // of the component beside it
};

// The nearest edge between a texel and its four neighbours.
Crossing nearest_crossing(ivec2 at, int first)
{
    Crossing found = Crossing(FAR, 0xffffffffu);
    int i = texel(at, first);
    float here = values[i];
    vec2 way = abs(slope(at, first));
    for (int k = 0; k < 4; k++) {
        ivec2 by = (k < 2 ? ivec2(1, 0) : ivec2(0, 1)) * (k % 2 == 0 ? 1 : -1);
        ivec2 next = at + by;
        bool ends = any(lessThan(next, ivec2(0))) || any(greaterThanEqual(next, ivec2(sheet.xy)));
        float there = ends ? -here : values[texel(next, first)];
        if ((here > 0.0) == (there > 0.0) || (ends && !(here > 0.0)))
            continue;
        float along = k < 2 ? way.x : way.y;
        float apart = here / (here - there);
        if (!ends)
            apart *= max(along, 0.5);
        if (apart < found.apart)
            found = Crossing(apart, here > 0.0 ? labels[i] : labels[texel(next, first)]);
    }
    return found;
}

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= uint(labels.length()))
        return;
    ivec2 at = ivec2(i % sheet.x, i / sheet.x % sheet.y);
    int first = int(i) - at.y * int(sheet.x) - at.x;
    vec2 ids = vec2(-1.0), apart = vec2(FAR);
    uvec4 seeds = flood[i];
    for (int k = 0; k < 2; k++) {
        uvec2 seed = k == 0 ? seeds.xy : seeds.zw;
        if (seed.y == 0xffffffffu)
            continue;
        ivec2 there = ivec2(seed.x & 0xffffu, seed.x >> 16u);
        vec2 edge = vec2(there) - slope(there, first) * nearest_crossing(there, first).apart;
        ids[k] = float(seed.y);
        apart[k] = length(edge - vec2(at)) * (seed.y == labels[i] ? -1.0 : 1.0);
    }
    if (labels[i] != 0xffffffffu && ids.x < 0.0) { // too far inside for the flood
        ids.x = float(labels[i]);
        apart.x = -FAR;
    }
    Crossing own = nearest_crossing(at, first);
    if (own.apart < FAR)
        for (int k = 0; k < 2; k++)
            if (ids[k] == float(own.label))
                apart[k] = (labels[i] == own.label ? -1.0 : 1.0) * own.apart;
    apart /= float(sheet.y);
    imageStore(field, ivec2(at.x, at.y + first / int(sheet.x)), vec4(ids.x, apart.x, ids.y, apart.y));
}
