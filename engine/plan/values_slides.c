// SPDX-License-Identifier: GPL-3.0-or-later
// A folder as a plain picture: which of its pictures a frame shows.
#include "plan/values_parts.h"

#include <math.h>

enum { USUAL_BEATS = 4 };

// How many pictures have been shown before. What is said in beats follows the tempo.
static double turns(const struct rmx_values *v, const struct rmx_value *every)
{
    const struct rmx_program *program = every->count ? every->program[0] : NULL;
    double bpm = v->signals[RMX_SIGNAL_BPM], beat = v->signals[RMX_SIGNAL_BEAT];
    if (!every->count)
        return beat / USUAL_BEATS;
    double seconds = program ? rmx_values_evaluate(v, program) : every->constant[0];
    seconds = seconds > 0.001 ? seconds : 0.001;
    if (program && rmx_program_reads(program, RMX_SIGNAL_BPM))
        return beat / (seconds * bpm / 60.0);
    return v->signals[RMX_SIGNAL_TIME] / seconds;
}

int rmx_values_shown(const struct rmx_values *v, int source)
{
    enum { STEPS = 1 << 20 }; // a frame that falls on a change belongs to the next picture
    const struct rmx_source *folder = &v->plan->scene->sources[source];
    if (folder->kind != RMX_SOURCE_FOLDER)
        return source;
    double turn = floor(turns(v, &folder->every) + 1.0 / STEPS);
    if (!isfinite(turn))
        turn = 0.0;
    return folder->pictures[(int)fmod(fmax(turn, 0.0), folder->picture_count)];
}
