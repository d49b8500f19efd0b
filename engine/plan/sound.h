// SPDX-License-Identifier: GPL-3.0-or-later
// Sound as the pictures that effects read: a row for each channel, a column for each sample or bin.
//
// In:  the sound of a frame; an input of type audio or audioFFT, which says how many columns it
// wants. Out: RGBA floats, grey. Pure.
#pragma once

#include "base/sound.h"
#include "isf/effect.h"

enum { RMX_MOST_CHANNELS = 64 };

// The picture's size; silence (NULL, or nothing in it) has one row.
void rmx_sound_size(const struct rmx_sound *sound, const struct rmx_input *input, int *width,
                    int *height);
// Its width * height pixels. A wave stands around 0.5; fewer columns than samples are their means,
// and a single one is the overall volume (0.5 and half of the root mean square). Silence is 0.5 in
// a wave and 0 in a spectrum.
void rmx_sound_fill(const struct rmx_sound *sound, const struct rmx_input *input, float *pixels);
