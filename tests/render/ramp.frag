#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Grey from the block's colour's red on the left to its green on the right.
layout(std140, binding = 0) uniform Pass
{
    vec4 tint;
    float level;
};
out vec4 color;

void main()
{
    color = vec4(vec3(mix(tint.r, tint.g, gl_FragCoord.x / 64.0)), tint.a);
}
