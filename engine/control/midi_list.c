// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/midi.h"

#include "control/midi_system.h"

#include <stdio.h>

struct listing {
    void (*take)(void *data, const char *name, bool is_input);
    void *data;
    bool is_input;
    bool has_bridged; // those that a bridge shows are told already
};

static void take_listed(void *data, const char *port)
{
    const struct listing *listing = data;
    if (rmx_midi_port_is_ours(port) || (listing->has_bridged && rmx_midi_port_is_bridged(port)))
        return;
    struct rmx_text device = {0};
    rmx_midi_device_name(&device, port);
    listing->take(listing->data, rmx_text_string(&device), listing->is_input);
    rmx_text_finish(&device);
}

static void ignore_change(void *data)
{
    (void)data;
}

static void list_system(const struct rmx_midi_system *system, void *made, struct listing listing)
{
    listing.is_input = true;
    system->list(made, true, take_listed, &listing);
    listing.is_input = false;
    system->list(made, false, take_listed, &listing);
}

// Two clauses, of those that do not run.
static void say_absent(void *const made[RMX_MIDI_SYSTEMS], char *why, int why_size)
{
    int length = 0;
    for (int i = 0; i < RMX_MIDI_SYSTEMS; i++)
        if (made[i] && length < why_size)
            length += snprintf(why + length, (size_t)(why_size - length), "%s%s",
                               length ? ", and " : "", rmx_midi_systems[i]->absent);
}

bool rmx_midi_list(void (*take)(void *data, const char *name, bool is_input), void *data, char *why,
                   int why_size)
{
    void *made[RMX_MIDI_SYSTEMS];
    bool is_any = false;
    if (!rmx_midi_systems_create(made, ignore_change, NULL)) {
        snprintf(why, (size_t)why_size, "%s", rmx_midi_no_library);
        return false;
    }
    for (int i = 0; i < RMX_MIDI_SYSTEMS; i++)
        if (made[i] && rmx_midi_systems[i]->is_running(made[i])) {
            list_system(rmx_midi_systems[i], made[i], (struct listing){take, data, false, is_any});
            is_any = true; // ALSA is the first one
        }
    if (!is_any)
        say_absent(made, why, why_size);
    rmx_midi_systems_destroy(made);
    return is_any;
}
