// SPDX-License-Identifier: GPL-3.0-or-later
// remontage list signals: what expressions may read, from the one table of signals.
#include "app/list_signals.h"

#include "app/command.h"

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

static void print_row(const char *name, const char *kind, const char *range, const char *provider,
                      const char *meaning)
{
    rmx_print(stdout, "  %-16s  %-6s  %-15s  %-7s  %s\n", name, kind, range, provider, meaning);
}

static void print_signal(const struct rmx_signal *signal)
{
    char range[64];
    if (signal->name)
        print_row(signal->name, rmx_signal_kind_name(signal->kind),
                  range_of(signal, range, sizeof(range)), signal->provider, signal->meaning);
}

static void print_measured(void)
{
    int count;
    const struct rmx_signal_family *measured = rmx_signals_measured(&count);
    for (int i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof(name), "%s.NAME", measured[i].word);
        print_row(name, "number", "0 .. 1", measured[i].provider, measured[i].meaning);
    }
}

// Each smooth one goes with its own.
static void print_heard(void)
{
    for (int i = 0; i < RMX_HEARD; i++)
        if (i < RMX_HEARD_SMOOTH || i >= RMX_HEARD_ONSET)
            print_signal(&rmx_signals_heard()[i]);
    print_row("audio.…_smooth", "number", "", "sound",
              "all but events: as `sound: {attack: …, release: …}` says");
}

int rmx_print_signals(void)
{
    rmx_print(stdout, "signals\n");
    for (int i = 0; i < RMX_SIGNALS_OWN; i++)
        print_signal(&rmx_signals_own()[i]);
    print_row("NAME", "number", "from .. to", "knob", "a knob of the scene: where it stands");
    print_signal(rmx_signals_display());
    print_measured();
    print_heard();
    print_row("osc(\"/x\")", "number", "", rmx_signals_osc()->provider, rmx_signals_osc()->meaning);
    print_row("midi.cc21", "number", "0 .. 1", rmx_signals_midi()->provider,
              rmx_signals_midi()->meaning);
    return RMX_EXIT_OK;
}
