// SPDX-License-Identifier: GPL-3.0-or-later
// Sound from files: decoded as far as it is wanted, and kept.
//
// In:  a path that the caller has already allowed. Out: samples at the rate that was asked for, all
// channels of the file; kept as 16 bits (11 MB a minute of stereo). Time is counted in samples from
// the first one; the file's time stamps are not read. Thread: any, one at a time a file.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct rmx_sound_file;

// Reads the head. NULL: no sound, or none that can be read; `why` has a phrase then. `rate`:
// samples a second.
struct rmx_sound_file *rmx_sound_open(const char *path, int rate, char *why, size_t why_size);
void rmx_sound_close(struct rmx_sound_file *file); // NULL is fine
// Where it ends early is not logged: the other reader of the file says so. NULL is fine.
void rmx_sound_hush(struct rmx_sound_file *file);

int rmx_sound_channels(const struct rmx_sound_file *file);
// How many samples a channel there are once those before `sample` were decoded: fewer where the
// file ends. One that ends before its head says so, or whose end cannot be read, is logged once.
long long rmx_sound_reach(struct rmx_sound_file *file, long long sample);
bool rmx_sound_is_over(const struct rmx_sound_file *file); // all of it was decoded

// Gives up what stands before `sample`: it is silence from now on, and takes no memory. For those
// that never go back.
void rmx_sound_forget(struct rmx_sound_file *file, long long sample);

enum { RMX_SOUND_MIX = -1 }; // the mean of all channels, where a channel is named
// Copies samples of a channel, -1..1, decoding what is missing. Before the file's beginning and
// behind its end there is silence.
void rmx_sound_read(struct rmx_sound_file *file, int channel, long long first, int count,
                    float *samples);
