// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/quiet.h"

enum { MOST_DEBOUNCE_MS = 400 };

bool rmx_quiet_suspect(struct rmx_quiet *quiet, double now_ms)
{
    bool is_first = quiet->since_ms <= 0;
    quiet->last_ms = now_ms;
    if (is_first)
        quiet->since_ms = now_ms;
    return is_first;
}

bool rmx_quiet_is_over(const struct rmx_quiet *quiet, double now_ms, int debounce_ms)
{
    return quiet->since_ms > 0 &&
           (now_ms - quiet->last_ms >= debounce_ms || now_ms - quiet->since_ms >= MOST_DEBOUNCE_MS);
}
