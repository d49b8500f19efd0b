#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// One mip level from the level below it: the exact mean of the area that a pixel covers, for odd sizes
// too (polyphase box filter: Guthe and Heckbert, "Non-Power-of-Two Mipmap Creation", NVIDIA 2005).
// Drivers halve odd sizes by dropping rows, which flickers where a picture is repeated. The mean is one
// of light, weighed by alpha. lib/light.glsl is appended and a file of mips/: how the picture is stored,
// and in which light.
layout(binding = 0) uniform sampler2D below; // its base level is the one to read
out vec4 color;

vec4 light_of(vec4 texel);
vec4 texel_of(vec4 light);

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

// How many of them there are.
int neighbours(int size)
{
    return size == 1 ? 1 : 2 + (size & 1);
}

void main()
{
    ivec2 size = textureSize(below, 0);
    ivec2 here = ivec2(gl_FragCoord.xy);
    ivec2 count = ivec2(neighbours(size.x), neighbours(size.y));
    vec3 across = weights(here.x, size.x);
    vec3 up = weights(here.y, size.y);
    vec4 first = texelFetch(below, min(2 * here, size - 1), 0);
    vec4 sum = vec4(0.0);
    bool is_flat = true;
    for (int y = 0; y < count.y; y++)
        for (int x = 0; x < count.x; x++) {
            vec4 texel = texelFetch(below, min(2 * here + ivec2(x, y), size - 1), 0);
            is_flat = is_flat && texel == first;
            sum += across[x] * up[y] * light_of(texel);
        }
    color = is_flat ? first : texel_of(sum); // what is of one colour stays of it, to the bit
}
