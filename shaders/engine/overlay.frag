#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The colour of a mark, straight alpha: texts are as opaque as their ink.
layout(binding = 0) uniform sampler2D texts;
layout(location = 0) flat in vec4 ink;
layout(location = 1) flat in vec2 kind;
layout(location = 2) in vec2 at;
out vec4 color;

void main()
{
    float cover = 1.0;
    if (kind.x == 1.0)
        cover = clamp(kind.y + 0.5 - abs(at.y), 0.0, 1.0) * min(2.0 * kind.y, 1.0);
    else if (kind.x == 2.0)
        cover = texelFetch(texts, ivec2(at), 0).r;
    color = vec4(ink.rgb, ink.a * cover);
}
