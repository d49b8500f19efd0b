#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// One triangle that covers the target: no buffers, no varyings.
void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    gl_Position = vec4(corner * 4.0 - 1.0, 0.0, 1.0);
}
