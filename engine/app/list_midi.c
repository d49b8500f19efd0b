// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_midi.h"

#include "app/command.h"
#include "base/arena.h"
#include "control/midi.h"

#include <stdio.h>
#include <string.h>

struct device {
    const char *name;
    bool sends, hears;
};

struct devices {
    struct rmx_arena *arena;
    struct device *items;
    int count;
};

static void take(void *data, const char *name, bool is_input)
{
    struct devices *devices = data;
    int i = 0;
    while (i < devices->count && strcmp(devices->items[i].name, name) != 0)
        i++;
    if (i == devices->count)
        *RMX_PUSH(devices->arena, &devices->items, &devices->count) =
            (struct device){.name = rmx_arena_copy(devices->arena, name)};
    devices->items[i].sends |= is_input;
    devices->items[i].hears |= !is_input;
}

static void print(const struct device *device)
{
    rmx_print_line(stdout, "  %-40s %s", device->name,
                   device->sends && device->hears ? "sends and is sent to"
                   : device->sends                ? "sends"
                                                  : "is sent to");
}

int rmx_print_midi(void)
{
    char why[256] = "no device is plugged in";
    struct devices devices = {.arena = rmx_arena_create()};
    bool is_there = rmx_midi_list(take, &devices, why, sizeof(why)) && devices.count > 0;
    if (is_there)
        rmx_print(stdout, "midi\n");
    else
        rmx_complain("there is no MIDI: %s", why);
    for (int i = 0; i < devices.count; i++)
        print(&devices.items[i]);
    rmx_arena_destroy(devices.arena);
    return is_there ? RMX_EXIT_OK : RMX_EXIT_NO_GL;
}
