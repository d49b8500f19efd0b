#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// blur by hand, second pass: the bell curve along the rows of the light, at no more places than it needs.
layout(binding = 0) uniform sampler2D light;
layout(location = 0) uniform vec4 axis; // texels of `light` a texel of ours, margin, fall, reach
layout(location = 0) out vec4 result;

void main()
{
    float along = (gl_FragCoord.x - axis.y) * axis.x + 1.0;
    vec2 size = vec2(textureSize(light, 0));
    float first = floor(along - axis.w) + 0.5;
    int pairs = int(axis.w + 2.0);
    vec4 sum = vec4(0.0);
    float weight = 0.0;
    for (int i = 0; i < pairs; i++) {
        float left = first + 2.0 * float(i);
        vec2 away = vec2(left, left + 1.0) - along;
        vec2 w = exp(axis.z * away * away);
        float both = w.x + w.y;
        sum += both * textureLod(light, vec2(left + w.y / max(both, 1e-30), gl_FragCoord.y) / size, 0.0);
        weight += both;
    }
    result = sum / weight;
}
