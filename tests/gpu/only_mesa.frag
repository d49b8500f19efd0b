#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A mistake that Mesa lets pass: a name that the language keeps for itself. tests/gpu/validate makes
// sure that the validator refuses it.
layout(location = 0) out vec4 result;
float gl_shade = 1.0;

void main()
{
    result = vec4(gl_shade);
}
