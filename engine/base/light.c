// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/light.h"

#include <math.h>

double rmx_light_of(double encoded)
{
    return encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4);
}

double rmx_light_encoded(double light)
{
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}
