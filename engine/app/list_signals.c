// SPDX-License-Identifier: GPL-3.0-or-later
// remontage list signals: what expressions may read, from the one table of signals.
#include "app/list_signals.h"

#include "base/signals.h"

#include <math.h>
#include <stdio.h>

static const char *range_of(const struct rmx_signal *signal, char *text, size_t size)
{
    if (isinf(signal->min))
        return "";
    if (isinf(signal->max))
        snprintf(text, size, "%.10g ..", signal->min);
    else
        snprintf(text, size, "%.10g .. %.10g", signal->min, signal->max);
    return text;
}

void rmx_print_signals(void)
{
    const struct rmx_signal *own = rmx_signals_own();
    printf("signals\n");
    for (int i = 0; i < RMX_SIGNALS_OWN; i++) {
        char range[64];
        if (own[i].name)
            printf("  %-8s  %-6s  %-15s  %-7s  %s\n", own[i].name,
                   rmx_signal_kind_name(own[i].kind), range_of(&own[i], range, sizeof(range)),
                   own[i].provider, own[i].meaning);
    }
    printf("  %-8s  %-6s  %-15s  %-7s  %s\n", "NAME", "number", "from .. to", "knob",
           "a knob of the scene: where it stands");
    int count;
    const struct rmx_signal_family *later = rmx_signals_later(&count);
    printf("not built yet\n");
    for (int i = 0; i < count; i++)
        printf("  %-8s  %-6s  %-15s  %-7s  %s\n", later[i].word, "", "", later[i].provider,
               later[i].meaning);
}
