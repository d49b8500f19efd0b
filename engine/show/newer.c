// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/newer.h"

enum { LEAST_MS = 250, MOST_GIVEN_UP = 5 };

void rmx_newer_begin(struct rmx_newer *newer, double now_ms)
{
    newer->began_ms = now_ms;
}

bool rmx_newer_may_drop(const struct rmx_newer *newer)
{
    return newer->given_up < MOST_GIVEN_UP;
}

bool rmx_newer_may_end(const struct rmx_newer *newer, double now_ms)
{
    return rmx_newer_may_drop(newer) && now_ms - newer->began_ms >= LEAST_MS << newer->given_up;
}

void rmx_newer_end(struct rmx_newer *newer, bool was_given_up)
{
    newer->given_up = was_given_up ? newer->given_up + 1 : 0;
}
