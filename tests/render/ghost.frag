#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A checker of the block's colour and opaque grey, which the block's level turns over.
layout(std140, binding = 0) uniform Pass
{
    vec4 tint;
    float level;
};
out vec4 color;

void main()
{
    ivec2 cell = ivec2(gl_FragCoord.xy) + ivec2(int(level), 0);
    color = ((cell.x ^ cell.y) & 1) == 0 ? tint : vec4(0.5, 0.5, 0.5, 1.0);
}
