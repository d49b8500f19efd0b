// SPDX-License-Identifier: GPL-3.0-or-later
// A sound file with its analysis, shared by the ears that are open on it.
//
// In:  a file, times of its own. Out: rows of the analysis, samples. Thread: any. A call
// analyses what is missing, hop by hop, and waits for one hop of each of the others at most; what
// is far away can be left to a short-lived thread.
#pragma once

#include "control/analysis.h"

struct rmx_hearing;

// One that is open on that file as it is now, with these params, or a new one. NULL: no sound;
// `why` has a phrase. As often as it was taken it is given back.
struct rmx_hearing *rmx_hearing_take(const char *path, const struct rmx_analysis_params *params,
                                     char *why, size_t why_size);
void rmx_hearing_give_back(struct rmx_hearing *hearing);

int rmx_hearing_channels(const struct rmx_hearing *hearing);
// The row of hop `hop`, from 0. Long after the file's end its rows are the last one,
// in which the silence counts on.
struct rmx_heard rmx_hearing_row(struct rmx_hearing *hearing, long long hop);
// Whether no more than `most` hops are missing until that one. Where there are, a thread analyses
// them from now on, and while it does it is near only once almost none are missing.
bool rmx_hearing_is_near(struct rmx_hearing *hearing, long long hop, long long most);
// The events of the hops from `first` to `last`: an event is 1 where it is in one of them.
void rmx_hearing_events(struct rmx_hearing *hearing, long long first, long long last,
                        float numbers[RMX_HEARD]);
// RMX_WINDOW samples of a channel, those of a hop last.
void rmx_hearing_window(struct rmx_hearing *hearing, long long hop, int channel, float *samples);
