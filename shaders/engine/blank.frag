#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing, drawn by the stage between other programs (render/blank.h says why).
layout(location = 0) out vec4 colour;

void main()
{
    colour = vec4(0.0);
}
