// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_midi_missing.h"

#include "app/live_midi.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { SAID_AFTER_MS = 2000 }; // by then all that are there were looked at

struct rmx_live_midi_missing {
    const struct rmx_list *wanted;
    int count;         // of its names; 0: all devices are wanted
    atomic_bool *seen; // parallel to them
    double since_ms;   // 0: devices were not looked for
    bool is_said;
};

struct rmx_live_midi_missing *rmx_live_midi_missing_create(const struct rmx_list *wanted)
{
    struct rmx_live_midi_missing *missing = calloc(1, sizeof(*missing));
    if (!missing)
        abort();
    missing->wanted = wanted;
    missing->count = rmx_live_midi_is_refused(wanted) ? 0 : rmx_live_midi_wanted(wanted);
    missing->seen = calloc((size_t)missing->count + 1, sizeof(*missing->seen));
    if (!missing->seen)
        abort();
    return missing;
}

void rmx_live_midi_missing_destroy(struct rmx_live_midi_missing *missing)
{
    if (missing)
        free(missing->seen);
    free(missing);
}

void rmx_live_midi_missing_note(struct rmx_live_midi_missing *missing, const char *device)
{
    for (int i = 0; i < missing->count; i++)
        if (strcasestr(device, missing->wanted->items[i]))
            missing->seen[i] = true;
}

bool rmx_live_midi_missing_say(struct rmx_live_midi_missing *missing, double now_ms,
                               struct rmx_text *line)
{
    int count = 0;
    if (missing->since_ms <= 0)
        missing->since_ms = now_ms;
    if (missing->is_said || now_ms - missing->since_ms < SAID_AFTER_MS)
        return false;
    missing->is_said = true;
    for (int i = 0; i < missing->count; i++)
        if (!missing->seen[i])
            rmx_text_printf(line, "%s'%s'",
                            count++ ? " or " : "remontage: MIDI: no device here is named like ",
                            missing->wanted->items[i]);
    if (count)
        rmx_text_add(line, "; it is used once it comes");
    return count > 0;
}
