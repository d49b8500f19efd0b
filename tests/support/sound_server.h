// SPDX-License-Identifier: GPL-3.0-or-later
// A PipeWire of the test's own, in a folder of its own, with an output that leads nowhere: what is
// played to it can be recorded.
//
// One at a time. The environment leads to it from begin to end.
#pragma once

#include <stdbool.h>

#define SOUND_SERVER_SINK "test-sink"          // its output's name
#define SOUND_SERVER_DESCRIPTION "Test Output" // the same for people

// False: none can be had here; why was printed.
bool sound_server_begin(void);
void sound_server_end(void); // fine without one

// Stops what plays and hears for good, as a server that fails.
void sound_server_kill(void);
bool sound_server_start(void); // again, after it was killed

// Plays a file into the output of that name until it ends or is hushed; false: it does not begin.
bool sound_server_play(const char *path, const char *output);
void sound_server_hush(void);
// A further output; it goes with the server, or is taken away.
bool sound_server_add_output(const char *name, const char *description);
bool sound_server_remove_output(const char *name);

// Records the output at 48 kHz, one channel, from now on; false: it does not begin.
bool sound_server_record(void);
// Its samples, until the next call; `count` of them.
const float *sound_server_recorded(long long *count);
// How long it is silent and loud (above a tenth) in turn, the first one silent, in hundredths of a
// second. How many spans; at most `most`.
int sound_server_spans(const float *samples, long long count, int *lengths, int most);
