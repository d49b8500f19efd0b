// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/gain.h"

#include <math.h>

void rmx_gain_init(struct rmx_gain *gain)
{
    gain->loudest = RMX_GAIN_START;
}

double rmx_gain_follow(struct rmx_gain *gain, double level, double floor, double span_s)
{
    double fallen = gain->loudest * exp2(-span_s / RMX_GAIN_HALF_S);
    gain->loudest = fmax(fmax(level, fallen), fmax(floor, RMX_GAIN_FLOOR));
    return 1.0 / gain->loudest;
}
