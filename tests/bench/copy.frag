#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// One picture as it is: what drawing costs by itself.
layout(binding = 0) uniform sampler2D picture;
layout(location = 0) out vec4 result;

void main()
{
    result = texelFetch(picture, ivec2(gl_FragCoord.xy), 0);
}
