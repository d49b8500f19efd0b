#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a mip level of a picture that stands, from the level below it: the first half of a halving
// by a wide kernel, as light with alpha multiplied in. lib/light.glsl, mips/texel.glsl, mips/kernel.glsl
// and how the picture is stored are appended.
layout(binding = 0) uniform sampler2D below; // its base level is the one to read
out vec4 light;

struct Halving {
    float scale, middle; // of one pixel of the level: how many it covers of those below, and where
    int first, last;     // which of them count; edges go on beyond the picture
    bool is_box;
};

Halving halving(int here, int size);
float halving_weight(Halving h, int pixel);
vec4 light_of(vec4 texel);

void main()
{
    ivec2 size = textureSize(below, 0), here = ivec2(gl_FragCoord.xy);
    Halving h = halving(here.x, size.x);
    vec4 sum = vec4(0.0), least = vec4(1e9), most = vec4(0.0);
    float weights = 0.0;
    for (int x = h.first; x <= h.last; x++) {
        float weight = halving_weight(h, x);
        if (weight == 0.0)
            continue;
        vec4 one = light_of(texelFetch(below, ivec2(clamp(x, 0, size.x - 1), here.y), 0));
        sum += weight * one;
        weights += weight;
        least = min(least, one);
        most = max(most, one);
    }
    light = clamp(sum / weights, least, most); // no halos
}
