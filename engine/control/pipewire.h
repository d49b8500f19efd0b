// SPDX-License-Identifier: GPL-3.0-or-later
// The program's one connection to PipeWire: made by the first that joins it, ended by the last that
// leaves, and made again when the server comes back.
//
// In:  what hears, plays or lists. Out: a core to make streams of, and word of when it is there.
// Thread: join and leave on any but the connection's own, which is where all callbacks of PipeWire
// run (but for a stream's `process`); what they share with others is held by rmx_pipewire_lock.
// One that never joins starts no thread and opens no socket.
#pragma once

#include <pipewire/pipewire.h>

#include <stdbool.h>

// Filled in by its owner, whom it outlives; it stays where it is from join to leave.
struct rmx_pipewire_user {
    void *data;
    // The server is there: what is made of `core` is made here. It was called within join already
    // where the server was there by then.
    void (*up)(void *data, struct pw_core *core);
    // It is gone, or this user leaves: what was made of the core is destroyed here. Comes once for
    // each `up`. Both hold the lock. NULL: not called.
    void (*down)(void *data);
    // The connection's own.
    struct rmx_pipewire_user *next;
    bool is_up;
};

// False: there is no server now; it is looked for again each second, and `up` tells of it. To be
// left in either case.
bool rmx_pipewire_join(struct rmx_pipewire_user *user);
void rmx_pipewire_leave(struct rmx_pipewire_user *user);

// --- For those that have joined.
bool rmx_pipewire_is_up(void);
// What callbacks share with other threads, and every call into a stream or a core from those.
void rmx_pipewire_lock(void);
void rmx_pipewire_unlock(void);
struct pw_thread_loop *rmx_pipewire_loop(void);

// What to say where rmx_pipewire_join was false; a sentence without its point.
#define RMX_PIPEWIRE_ABSENT "no PipeWire runs here"
