#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A line that fades over a pixel on both sides.
layout(location = 0) flat in vec4 color;
layout(location = 1) in vec2 across;
out vec4 result;

void main()
{
    result = color;
    result.a *= clamp(across.y + 0.5 - abs(across.x), 0.0, 1.0);
}
