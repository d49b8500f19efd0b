#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Two mistakes, one in each of two files.
out vec4 color;
#line 2 2
float n0_shade(vec2 p) { return p.x + n0_gone; }
#line 5 1
void main()
{
    color = vec4(n0_shade(vec2(1.0)) * n0_amout);
}
