// SPDX-License-Identifier: GPL-3.0-or-later
// render --exhibit: measures what is written, and adds it to the exhibition (share/exhibition.h).
//
// In:  the frames that are written. Out: surface-seconds, by picture.
// Thread: the one that draws, whose OpenGL context it is.
#pragma once

#include "app/command.h"
#include "app/render_meter.h"

struct rmx_exhibit;

// NULL where --exhibit is not given: then nothing is made, and the calls below do nothing.
// Generation and meter outlive it.
struct rmx_exhibit *rmx_exhibit_begin(const struct rmx_options *options,
                                      const struct rmx_generation *generation,
                                      struct rmx_render_meter *meter);
// A frame was drawn into a file. It counts for the time until the next one of --frames, the last
// one for what is left of the span. Frames of the same half second share the measurement of its
// first one. Where the scene cannot be measured that is said once, and nothing is added.
void rmx_exhibit_frame(struct rmx_exhibit *exhibit, long long frame);
void rmx_exhibit_end(struct rmx_exhibit *exhibit); // waits until the exhibition has it all
