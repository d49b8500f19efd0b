// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/playhead.h"

#include <math.h>

enum { LONG_MS = 100 };

double rmx_playhead_s(const struct rmx_playhead *head, double now_ms)
{
    return head->is_held ? head->held_s : fmax(0, now_ms - head->origin_ms) / 1000;
}

long long rmx_playhead_frame(const struct rmx_playhead *head, double now_ms, double fps)
{
    return llround(rmx_playhead_s(head, now_ms) * fps);
}

void rmx_playhead_toggle(struct rmx_playhead *head, double now_ms)
{
    double time_s = rmx_playhead_s(head, now_ms);
    head->is_held = !head->is_held;
    head->held_s = time_s;
    head->origin_ms = now_ms - time_s * 1000;
}

void rmx_playhead_step(struct rmx_playhead *head, double now_ms, double fps)
{
    head->held_s = (double)(rmx_playhead_frame(head, now_ms, fps) + 1) / fps;
    head->is_held = true;
}

void rmx_playhead_restart(struct rmx_playhead *head, double now_ms)
{
    head->held_s = 0;
    head->origin_ms = now_ms;
}

void rmx_playhead_chase(struct rmx_playhead *head, double now_ms, double time_s, bool runs,
                        double fps)
{
    double off_ms = (time_s - rmx_playhead_s(head, now_ms)) * 1000;
    double passed_ms = head->chased_ms > 0 ? fmax(0, now_ms - head->chased_ms) : 0;
    double slide_ms = fmin(fabs(off_ms), 0.1 * passed_ms);
    bool jumps = head->is_held || fabs(off_ms) * fps > 1000;
    head->chased_ms = now_ms;
    head->is_held = !runs;
    head->held_s = time_s;
    head->origin_ms = jumps ? now_ms - time_s * 1000 : head->origin_ms - copysign(slide_ms, off_ms);
}

double rmx_playhead_next_ms(const struct rmx_playhead *head, double now_ms, double fps)
{
    if (head->is_held)
        return LONG_MS;
    double change_s = ((double)rmx_playhead_frame(head, now_ms, fps) + 0.5) / fps;
    return fmax(0, change_s * 1000 - (now_ms - head->origin_ms));
}
