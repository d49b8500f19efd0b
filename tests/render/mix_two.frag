#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The mean of two pictures at the own point.
layout(std140, binding = 0) uniform Pass
{
    vec4 tint;
    float level;
};
layout(binding = 0) uniform sampler2D first;
layout(binding = 1) uniform sampler2D second;
out vec4 color;

void main()
{
    ivec2 point = ivec2(gl_FragCoord.xy);
    color = (texelFetch(first, point, 0) + texelFetch(second, point, 0)) / 2.0 + tint;
}
