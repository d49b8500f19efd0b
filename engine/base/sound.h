// SPDX-License-Identifier: GPL-3.0-or-later
// The sound around one frame: what was just heard, and its spectrum.
//
// In:  a device, a file or a test. Out: plain data; read by plan/sound.h.
#pragma once

struct rmx_sound {
    int channels;
    const float *samples; // a row of sample_count for each channel, -1..1, the newest last
    int sample_count;
    const float *bins; // a row of bin_count for each channel, 0..1, the lowest pitch first
    int bin_count;
};
