#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// How far a picture is from another one in each cell: the mean, over the cell's pixels, of the channel
// that differs most, as a part of the mean step by which taps are moved; at most 1. Both as they are
// seen: clamped, over black.
layout(binding = 0) uniform sampler2D picture;
layout(binding = 1) uniform sampler2D other;
layout(location = 0) uniform ivec2 origin; // of the cells on the target
layout(location = 1) uniform int side;     // of a cell, in pixels
out float color;

const float STEP = 0.09375; // rmx_step, on average

vec3 seen(vec4 c)
{
    c = clamp(mix(c, vec4(0.0), isnan(c)), 0.0, 1.0);
    return c.rgb * c.a;
}

void main()
{
    ivec2 from = (ivec2(gl_FragCoord.xy) - origin) * side;
    ivec2 to = min(from + side, textureSize(picture, 0));
    float sum = 0.0;
    for (int y = from.y; y < to.y; y++)
        for (int x = from.x; x < to.x; x++) {
            vec3 d = abs(seen(texelFetch(picture, ivec2(x, y), 0)) -
                         seen(texelFetch(other, ivec2(x, y), 0)));
            sum += max(max(d.r, d.g), d.b);
        }
    ivec2 size = to - from;
    color = min(1.0, sum / (STEP * float(size.x * size.y)));
}
