// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/tempo.h"

void rmx_tempo_note(struct rmx_tempo *tempo, double time_s, double bpm, double beat)
{
    tempo->time_s = time_s;
    tempo->last_bpm = bpm;
    tempo->beat = beat;
}

bool rmx_tempo_is(double bpm)
{
    return bpm >= 1 && bpm <= 1000;
}

// Until this frame the last one's tempo held.
double rmx_tempo_beat(const struct rmx_tempo *tempo, double time_s)
{
    double passed_s = time_s - tempo->time_s;
    if (passed_s < 0)
        return time_s * tempo->bpm / 60;
    return tempo->beat + passed_s * tempo->last_bpm / 60;
}
