#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Quads by hand, an instance each, from a buffer that stands still.
layout(location = 0) in vec4 turn;  // of the quad: its two half sides, in heights
layout(location = 1) in vec2 place; // its middle, in heights
layout(location = 2) in vec3 home;  // its middle on the picture, 0..1; which picture
layout(location = 3) in vec2 half_size; // on the picture, 0..1
layout(location = 0) out vec3 point;
const float ASPECT = 1920.0 / 1080.0;

void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    point = home + vec3(corner * half_size, 0.0);
    vec2 at = place + corner.x * turn.xy + corner.y * turn.zw;
    gl_Position = vec4(2.0 * at / vec2(ASPECT, 1.0) - 1.0, 0.0, 1.0);
}
