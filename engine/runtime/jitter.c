// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/jitter.h"

#include <math.h>

// The radical inverse: item `index` of the van der Corput sequence, within 0..1.
static double radical_inverse(int index, int base)
{
    double result = 0, digit = 1;
    for (; index > 0; index /= base) {
        digit /= base;
        result += digit * (index % base);
    }
    return result;
}

double rmx_jitter(int index, int count, int base)
{
    double distance = radical_inverse(index, base) - radical_inverse(count, base);
    return distance - floor(distance + 0.5);
}
