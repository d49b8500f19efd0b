#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// blur by hand, third pass: the bell curve along the columns of the second one's picture.
layout(binding = 0) uniform sampler2D narrow;
layout(location = 0) uniform vec4 axis; // texels of `narrow` a texel of ours, margin, fall, reach
layout(location = 0) out vec4 result;

void main()
{
    float along = (gl_FragCoord.y - axis.y) * axis.x + 1.0;
    vec2 size = vec2(textureSize(narrow, 0));
    float first = floor(along - axis.w) + 0.5;
    int pairs = int(axis.w + 2.0);
    vec4 sum = vec4(0.0);
    float weight = 0.0;
    for (int i = 0; i < pairs; i++) {
        float left = first + 2.0 * float(i);
        vec2 away = vec2(left, left + 1.0) - along;
        vec2 w = exp(axis.z * away * away);
        float both = w.x + w.y;
        sum += both * textureLod(narrow, vec2(gl_FragCoord.x, left + w.y / max(both, 1e-30)) / size, 0.0);
        weight += both;
    }
    result = sum / weight;
}
