// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a sound file aloud in step with a clock, through PipeWire: what is heard at a time is what
// stands there in the file, however long the way to the loudspeaker is.
//
// In:  a file, where its time is. Out: sound; a stream named remontage.
// Thread: the show's. A thread of its own decodes; PipeWire's takes samples and waits for no one.
// Where no server runs there is nothing to hear, until one comes.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct rmx_aloud;

// What to say where rmx_aloud_has_server is false.
#define RMX_ALOUD_ABSENT "no PipeWire runs here"

// `path` NULL: no file, clicks alone. `is_heard`: the file is analysed as well, which logs what is
// wrong with it. NULL with a phrase in `why`: it is no sound.
struct rmx_aloud *rmx_aloud_create(const char *path, bool is_heard, char *why, size_t why_size);
// At once: hold it first, and wait until it is silent. NULL is fine.
void rmx_aloud_destroy(struct rmx_aloud *aloud);

// Whether it is of that file, as it is now.
bool rmx_aloud_is_of(const struct rmx_aloud *aloud, const char *path);
bool rmx_aloud_has_server(const struct rmx_aloud *aloud); // where none runs, it is silent

// At `clock_ms` of base/clock.h the file's time is `file_s`, and goes on, or is held.
void rmx_aloud_follow(struct rmx_aloud *aloud, double file_s, double clock_ms, bool runs);
// A click each second of the file's time, at `at_s` and so on, while the file is soft.
void rmx_aloud_click(struct rmx_aloud *aloud, bool clicks, double at_s);
bool rmx_aloud_is_silent(const struct rmx_aloud *aloud);
