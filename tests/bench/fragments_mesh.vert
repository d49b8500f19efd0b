#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Shards by hand: corners that were worked out once.
layout(location = 0) in vec3 corner; // 0..1 on canvas and picture; which picture
layout(location = 0) out vec3 point;

void main()
{
    point = corner;
    gl_Position = vec4(2.0 * corner.xy - 1.0, 0.0, 1.0);
}
