#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// One mip level from the level below it: the exact mean of the area that a pixel covers, for odd sizes
// too (polyphase box filter: Guthe and Heckbert, "Non-Power-of-Two Mipmap Creation", NVIDIA 2005).
// Drivers halve odd sizes by dropping rows, which flickers where a picture is repeated.
layout(binding = 0) uniform sampler2D below; // its base level is the one to read
out vec4 color;

// The weights of three neighbours, from 2 * i on, of `size` in all.
vec3 weights(int i, int size)
{
    if (size == 1)
        return vec3(1.0, 0.0, 0.0);
    if ((size & 1) == 0)
        return vec3(0.5, 0.5, 0.0);
    float count = float(size / 2);
    return vec3(count - float(i), count, float(i) + 1.0) / float(size);
}

void main()
{
    ivec2 size = textureSize(below, 0);
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec3 across = weights(here.x, size.x);
    vec3 up = weights(here.y, size.y);
    color = vec4(0.0);
    for (int y = 0; y < 3; y++)
        for (int x = 0; x < 3; x++)
            color += across[x] * up[y] *
                     texelFetch(below, min(2 * here + ivec2(x, y), size - 1), 0);
}
