// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/ltc.h"

#include "base/clock.h"
#include "control/analysis.h"
#include "control/capture.h"

#include <stdlib.h>

struct rmx_ltc {
    struct rmx_ring *ring;
    struct rmx_capture *capture;
    long long next; // in the ring
};

struct rmx_ltc *rmx_ltc_open(enum rmx_sound_kind kind, const char *name)
{
    struct rmx_ltc *ltc = calloc(1, sizeof(*ltc));
    if (!ltc)
        abort();
    ltc->ring = rmx_ring_create();
    ltc->capture = rmx_capture_start(kind, name, ltc->ring);
    return ltc;
}

void rmx_ltc_close(struct rmx_ltc *ltc)
{
    if (!ltc)
        return;
    rmx_capture_stop(ltc->capture);
    rmx_ring_destroy(ltc->ring);
    free(ltc);
}

// The newest moment was written just now.
void rmx_ltc_hear(struct rmx_ltc *ltc, struct rmx_timecode *timecode)
{
    enum { MOST = 1024 };
    int16_t moments[MOST * RMX_RING_CHANNELS];
    long long written = rmx_ring_written(ltc->ring);
    double now_ms = rmx_clock_ms();
    int count = 1;
    while (count > 0 && ltc->next < written) {
        count = rmx_ring_read(ltc->ring, &ltc->next, moments, MOST);
        double later_ms = (double)(written - ltc->next) * 1000 / RMX_HEARING_RATE;
        rmx_timecode_hear(timecode, moments, count, RMX_HEARING_RATE, now_ms - later_ms);
    }
}
