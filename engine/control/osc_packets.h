// SPDX-License-Identifier: GPL-3.0-or-later
// Packets that are handed from other threads to the one that reads OSC, in their order.
//
// Bounded: so many packets and bytes wait; who hands in more waits for a moment, and so does
// those who send to it.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct rmx_osc_packets;

struct rmx_osc_packets *rmx_osc_packets_create(void);
void rmx_osc_packets_destroy(struct rmx_osc_packets *packets); // NULL is fine
// Any thread. False: there was no room for a tenth of a second.
bool rmx_osc_packets_put(struct rmx_osc_packets *packets, const void *bytes, size_t size);
// The oldest one, to be freed; NULL: none waits.
void *rmx_osc_packets_take(struct rmx_osc_packets *packets, size_t *size);
