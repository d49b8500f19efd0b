// SPDX-License-Identifier: GPL-3.0-or-later
// What PipeWire has to be heard: inputs, outputs, programs that play; kept as they come and go.
//
// In:  a core of the connection (control/pipewire.h). Out: a list, and word of each change.
// Thread: the connection's, or any other under its lock.
#pragma once

#include "control/pipewire.h"

#include "base/sound.h"
#include "base/text.h"

struct rmx_node_info {
    uint32_t id;              // of the server, until the node goes
    enum rmx_sound_kind kind; // RMX_SOUND_INPUT, or RMX_SOUND_MONITOR: what can be heard of it
    bool is_program;          // one that plays, not an output
    bool is_default;
    char *serial;      // what a stream names as its target
    char *name;        // the server's: "alsa_input.usb-Focusrite_Scarlett_2i2"
    char *description; // for people: "Scarlett 2i2 Analog Stereo"; a program's name
};

struct rmx_nodes {
    struct rmx_node_info *items;
    int count;
    char *defaults[RMX_SOUND_MONITOR + 1]; // names, by kind; NULL: not said
    void *data;
    void (*changed)(void *data); // NULL: not called
    struct pw_registry *registry;
    struct spa_hook registry_listener, metadata_listener;
    struct pw_proxy *metadata;
};

// Begins to follow what `core` has: the list fills while the connection's loop runs.
void rmx_nodes_begin(struct rmx_nodes *nodes, struct pw_core *core, void (*changed)(void *data),
                     void *data);
void rmx_nodes_end(struct rmx_nodes *nodes); // one that never began is fine

// The one of that kind with this name or description, or the only one that they begin with, in any
// case of letters. NULL: there is none.
const struct rmx_node_info *rmx_nodes_find(const struct rmx_nodes *nodes, enum rmx_sound_kind kind,
                                           const char *name);
// The description that is nearest to a name that was not found; NULL: none is near.
const char *rmx_nodes_nearest(const struct rmx_nodes *nodes, enum rmx_sound_kind kind,
                              const char *name);

// All that is there now, in the caller's list; `nodes` is to be ended by rmx_nodes_free. False: no
// server answers.
bool rmx_nodes_list(struct rmx_nodes *nodes);
void rmx_nodes_free(struct rmx_nodes *nodes);
