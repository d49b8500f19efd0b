// SPDX-License-Identifier: GPL-3.0-or-later
// Writes sounds into WAV files for tests.
#pragma once

struct wav {
    int rate, channels;
    double seconds;
    double clicks;        // a minute, from the beginning on; 0: none
    double hz, amplitude; // of a sine in channel 0; the next ones have multiples of that pitch
    double cut_s;         // what is there of what the head says; 0: all
};

// 16 bits a sample. Fails the running test where it cannot be written.
void wav_write(const char *path, const struct wav *wav);
