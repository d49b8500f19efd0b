#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws white where the driver's clamp leaves a NaN as it is. The NaN comes from a uniform, so that
// no compiler folds it away.
layout(location = 0) uniform float zero;
out vec4 color;

void main()
{
    float clamped = clamp(zero / zero, 0.0, 1.0);
    color = vec4(clamped >= 0.0 && clamped <= 1.0 ? 0.0 : 1.0);
}
