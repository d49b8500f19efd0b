// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is heard and MIDI brings, a timecode is a time of the day or none.
#include "control/timecode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct rmx_timecode *timecode, double now_ms)
{
    struct rmx_timecode_place place;
    if (!rmx_timecode_now(timecode, now_ms, &place))
        return;
    if (!isfinite(place.time_s) || place.time_s < 0 || place.time_s > 86400 + 2)
        abort();
    if (place.fps != 24 && place.fps != 25 && place.fps != 30)
        abort();
}

// The first byte of five says what it is.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_timecode *timecode = rmx_timecode_create();
    double now_ms = 0;
    for (; size >= 5; data += 5, size -= 5) {
        int number = (data[1] & 127) << 24 | data[2] << 16 | data[3] << 8 | data[4];
        int16_t moments[2 * 4];
        memcpy(moments, data + 1, 4);
        memcpy(moments + 2, data + 1, 4);
        memcpy(moments + 4, data + 1, 4);
        memcpy(moments + 6, data + 1, 4);
        now_ms += data[0] >> 2;
        if (data[0] & 1)
            rmx_timecode_hear(timecode, moments, 4, 8000, now_ms);
        else
            rmx_timecode_take(timecode, data[0] & 2 ? RMX_MIDI_FULL_FRAME : RMX_MIDI_QUARTER_FRAME,
                              data[0] & 2 ? number : data[1] & 127, now_ms);
        check(timecode, now_ms);
    }
    rmx_timecode_destroy(timecode);
    return 0;
}
