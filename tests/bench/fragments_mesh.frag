#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A shard or a quad by hand: its picture, as it is.
layout(binding = 0) uniform sampler2DArray pictures;
layout(location = 0) in vec3 point;
layout(location = 0) out vec4 result;

void main()
{
    result = vec4(textureLod(pictures, point, 0.0).rgb, 1.0);
}
