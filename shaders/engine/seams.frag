#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A line that fades over a pixel on both sides; of few fragments with a dark one below it that is
// wider: so it is seen over any picture.
layout(location = 2) uniform vec4 ink;
layout(location = 11) uniform ivec3 parts; // as the vertex shader has it
layout(location = 0) flat in float alpha;
layout(location = 1) flat in vec4 line;
out vec4 result;

void main()
{
    float from = abs(dot(line.xy, gl_FragCoord.xy) - line.z);
    float light = clamp(line.w + 0.5 - from, 0.0, 1.0);
    float shade = parts.z == 1 ? 0.0 : 0.35 * clamp(2.0 * line.w + 1.0 - from, 0.0, 1.0) * (1.0 - light);
    float cover = light + shade;
    result = vec4(ink.rgb * (light / max(cover, 1e-4)), ink.a * alpha * cover);
}
