#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads one picture at the own point and adds the block's colour.
layout(std140, binding = 0) uniform Pass
{
    vec4 tint;
    float level;
};
layout(binding = 0) uniform sampler2D picture;
out vec4 color;

void main()
{
    vec2 size = vec2(textureSize(picture, 0));
    color = textureLod(picture, gl_FragCoord.xy / size, level) + tint;
}
