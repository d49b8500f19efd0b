// SPDX-License-Identifier: GPL-3.0-or-later
// OSC packets into messages and back (Open Sound Control 1.0, with the types of 1.1).
//
// In:  a packet's bytes, which anybody may have sent. Out: its messages, in their order, or why it
// has none.
// Pure; nothing is allocated. Bounded: bundles eight deep, and 64 arguments that are kept.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RMX_OSC_LARGEST = 65507, // bytes of a packet: what UDP carries
    RMX_OSC_ARGUMENTS = 64,  // further ones are checked, but not kept
    RMX_OSC_DEEPEST = 8,     // bundles in one another
};

struct rmx_osc_argument {
    char type;        // as in the type tags: i h f d T F s …
    double number;    // of i h f d; 1 of T and I, 0 of F; NaN of all others
    const char *text; // of s and S, in the packet; else NULL
};

struct rmx_osc_message {
    const char *address; // begins with '/'; may hold a pattern; in the packet
    uint64_t due;        // seconds since 1900 in 2^-32: not before that; RMX_OSC_AT_ONCE
    int count;           // of the arguments that are kept
    struct rmx_osc_argument arguments[RMX_OSC_ARGUMENTS];
};

enum { RMX_OSC_AT_ONCE = 1 }; // the time tag of the specification

// Calls `take` for each message of a packet; what it gets lives as long as the call. NULL: all was
// taken; else a phrase that says what is broken, and nothing was.
const char *rmx_osc_read(const void *packet, size_t size,
                         void (*take)(void *data, const struct rmx_osc_message *message),
                         void *data);

// The message's argument `index` as a number; `otherwise` where it has none such.
double rmx_osc_number(const struct rmx_osc_message *message, int index, double otherwise);

// Whether a part of the address is a pattern.
bool rmx_osc_is_pattern(const char *address);
// Whether the pattern is meant for this address: ? * [a-z] [!a-z] {one,two} within the parts
// between slashes. False, too, of a pattern longer than 255 bytes, or one that would take more than
// two thousand comparisons.
bool rmx_osc_matches(const char *pattern, const char *address);
// A message with one float; how many bytes it has. 0: they do not fit into `size`.
size_t rmx_osc_write(void *bytes, size_t size, const char *address, double number);
// The same with one true or false.
size_t rmx_osc_write_truth(void *bytes, size_t size, const char *address, bool is_true);
