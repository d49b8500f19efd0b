// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a sound file are refused with a phrase, or give samples that are finite and within
// -1..1, the same when they are read again.
#include "base/log.h"
#include "media/sound.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { RATE = 48000, COUNT = 1024 };

static void read_on(struct rmx_sound_file *file)
{
    static float samples[COUNT], again[COUNT];
    int channels = rmx_sound_channels(file) < 2 ? rmx_sound_channels(file) : 2;
    for (int c = RMX_SOUND_MIX; c < channels; c++) {
        for (long long first = -COUNT / 2; first < 4 * COUNT; first += COUNT) {
            rmx_sound_read(file, c, first, COUNT, samples);
            rmx_sound_read(file, c, first, COUNT, again);
            if (memcmp(samples, again, sizeof(samples)) != 0)
                abort();
            for (int i = 0; i < COUNT; i++)
                if (!(fabsf(samples[i]) <= 1.0f))
                    abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], why[128] = "";
    int memory = memfd_create("sound", 0);
    rmx_log_set_level(RMX_LOG_ERROR);
    if (memory < 0 || write(memory, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof(path), "/proc/self/fd/%d", memory);
    struct rmx_sound_file *file = rmx_sound_open(path, RATE, why, sizeof(why));
    if (!file && !*why)
        abort();
    if (file)
        read_on(file);
    rmx_sound_close(file);
    close(memory);
    return 0;
}
