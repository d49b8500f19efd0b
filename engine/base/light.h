// SPDX-License-Identifier: GPL-3.0-or-later
// sRGB values and linear light (IEC 61966-2-1), as shaders/lib/light.glsl has them.
//
// In and out: 0 to 1; what is above goes on along the curve, what is below along the line. Pure.
#pragma once

double rmx_light_of(double encoded);
double rmx_light_encoded(double light);
