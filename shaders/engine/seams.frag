#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A line that fades over a pixel on both sides, and a dark one below it that is wider: so it is seen
// over any picture.
layout(location = 0) flat in vec4 color;
layout(location = 1) in vec2 across;
out vec4 result;

void main()
{
    float from = abs(across.x), line = clamp(across.y + 0.5 - from, 0.0, 1.0);
    float shade = 0.35 * clamp(2.0 * across.y + 1.0 - from, 0.0, 1.0) * (1.0 - line);
    float alpha = line + shade;
    result = vec4(color.rgb * line / max(alpha, 1e-4), color.a * alpha);
}
