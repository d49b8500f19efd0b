#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A mip level of a picture that stands, from the rows that mip_across.frag made. What is appended there is
// here, too.
layout(binding = 0) uniform sampler2D below; // its base level is the one that the rows are made of
layout(binding = 1) uniform sampler2D rows;
out vec4 color;

struct Halving {
    float scale, middle; // of one pixel of the level: how many it covers of those below, and where
    int first, last;     // which of them count; edges go on beyond the picture
    bool is_box;
};

Halving halving(int here, int size);
float halving_weight(Halving h, int pixel);
vec4 texel_of(vec4 light);

void main()
{
    int size = textureSize(below, 0).y;
    ivec2 here = ivec2(gl_FragCoord.xy);
    Halving h = halving(here.y, size);
    vec4 sum = vec4(0.0), least = vec4(1e9), most = vec4(0.0);
    float weights = 0.0;
    for (int y = h.first; y <= h.last; y++) {
        float weight = halving_weight(h, y);
        if (weight == 0.0)
            continue;
        vec4 one = texelFetch(rows, ivec2(here.x, clamp(y, 0, size - 1)), 0);
        sum += weight * one;
        weights += weight;
        least = min(least, one);
        most = max(most, one);
    }
    color = texel_of(clamp(sum / weights, least, most)); // no halos
}
