// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <string.h>
#include <time.h>

static double read_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

double rmx_clock_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

double rmx_clock_thread_ms(void)
{
    return read_ms(CLOCK_THREAD_CPUTIME_ID);
}

void rmx_clock_date(double date[6])
{
    time_t now = time(NULL);
    struct tm parts;
    localtime_r(&now, &parts);
    const double read[6] = {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                            parts.tm_hour,        parts.tm_min,     parts.tm_sec};
    memcpy(date, read, sizeof(read));
}
