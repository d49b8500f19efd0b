#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Components: each texel's label becomes its root; roots are marked, to be counted.
layout(local_size_x = 64) in;
layout(std430, binding = 9) buffer Labels { uint labels[]; };
layout(std430, binding = 10) buffer Numbers { uint numbers[]; };

void main()
{
    uint i = gl_GlobalInvocationID.x;
    if (i >= uint(labels.length()))
        return;
    uint label = labels[i];
    if (label != 0xffffffffu) {
        while (labels[label] != label)
            label = labels[label];
        labels[i] = label;
    }
    numbers[i] = label == i ? 1u : 0u;
}
