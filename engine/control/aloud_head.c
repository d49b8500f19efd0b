// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/aloud_head.h"

#include <math.h>

#define SMOOTH_S 0.5 // reports of a device's delay tremble
#define MEND_S 4.0   // in which what is late is made good

bool rmx_aloud_head_is_silent(const struct rmx_aloud_head *head)
{
    return head->gain <= 0;
}

// Whole samples are copied as they are.
static void begin(struct rmx_aloud_head *head, const struct rmx_aloud_wish *wish)
{
    head->at = round(wish->at);
    head->late = 0;
    head->is_mending = false;
    head->jumps = wish->jumps;
}

static void find_step(struct rmx_aloud_head *head)
{
    double late_s = fabs(head->late) / RMX_ALOUD_RATE;
    head->is_mending = late_s > (head->is_mending ? RMX_ALOUD_NEAR_S / 4 : RMX_ALOUD_NEAR_S);
    double more = head->late / (RMX_ALOUD_RATE * MEND_S);
    head->step = head->is_mending ? 1 + fmin(fmax(more, -RMX_ALOUD_MOST), RMX_ALOUD_MOST) : 1;
}

void rmx_aloud_head_turn(struct rmx_aloud_head *head, const struct rmx_aloud_wish *wish, int count)
{
    if (wish->is_heard && rmx_aloud_head_is_silent(head))
        begin(head, wish);
    double weight = fmin(count / (RMX_ALOUD_RATE * SMOOTH_S), 1);
    head->late += (wish->at - head->at - head->late) * weight;
    bool is_far = fabs(head->late) > RMX_ALOUD_FAR_S * RMX_ALOUD_RATE;
    head->aims = wish->is_heard && !is_far && head->jumps == wish->jumps;
    find_step(head);
}

double rmx_aloud_head_next(struct rmx_aloud_head *head, float *gain)
{
    const double change = 1 / (RMX_ALOUD_FADE_S * RMX_ALOUD_RATE);
    double at = head->at;
    *gain = (float)head->gain;
    head->gain = head->gain < head->aims ? fmin(head->gain + change, head->aims)
                                         : fmax(head->gain - change, head->aims);
    head->at += head->step;
    return at;
}
