#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the middle of one picture, at the block's level.
layout(std140, binding = 0) uniform Pass
{
    vec4 tint;
    float level;
};
layout(binding = 0) uniform sampler2D picture;
out vec4 color;

void main()
{
    color = textureLod(picture, vec2(0.5), level);
}
