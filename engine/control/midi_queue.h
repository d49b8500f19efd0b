// SPDX-License-Identifier: GPL-3.0-or-later
// What one MIDI device sends, from the thread that it comes on to the one that wants it.
//
// In:  its bytes. Out: its messages in their order. Where they come faster than they are taken for
// longer than there is room, of each control the last one.
// Thread: one puts, which never waits and allocates nothing, another takes.
#pragma once

#include "control/midi_bytes.h"

struct rmx_midi_queue;

struct rmx_midi_queue *rmx_midi_queue_create(void);
void rmx_midi_queue_destroy(struct rmx_midi_queue *queue); // NULL is fine

// False: bytes that said nothing; there is no more to take than before.
bool rmx_midi_queue_put(struct rmx_midi_queue *queue, const unsigned char *bytes, size_t size,
                        double time_ms);
// `device` is what the messages say that they come from. How many there were.
int rmx_midi_queue_take(struct rmx_midi_queue *queue, const char *device,
                        const struct rmx_midi_to *to);
// How many were not handed on, because a later one was.
long long rmx_midi_queue_lost(const struct rmx_midi_queue *queue);
