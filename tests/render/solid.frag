#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the block's colour.
layout(std140, binding = 0) uniform Pass
{
    vec4 tint;
    float level;
};
out vec4 color;

void main()
{
    color = tint;
}
