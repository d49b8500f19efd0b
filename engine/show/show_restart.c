// SPDX-License-Identifier: GPL-3.0-or-later
// --restart-every: time begins again on a bar, as by the key.
#include "show/show_parts.h"

#include <math.h>

static const double NEAR = 1e-6; // of a bar: it has begun

// A bar that goes back or stands still tells no pace: the one before holds.
void rmx_show_follow_bars(struct rmx_show *show)
{
    struct rmx_bars *bars = &show->bars;
    double bar = rmx_values_signals(show->player->values)[RMX_SIGNAL_BAR];
    long long frames = show->frame - bars->frame;
    if (frames > 0 && bar > bars->bar)
        bars->step = (bar - bars->bar) / (double)frames;
    bars->frame = show->frame;
    bars->bar = bars->seen = bar;
}

// Only what was drawn is known: of a frame that is due, and of those of a black or frozen picture,
// it is how the last ones went on.
void rmx_show_restart_on_bar(struct rmx_show *show, double fps)
{
    struct rmx_bars *bars = &show->bars;
    double every_s = show->params.restart_every_s, now_ms = rmx_show_now_ms(show);
    if (!(every_s > 0) || !show->player || show->head.is_held)
        return;
    long long frame = rmx_playhead_frame(&show->head, now_ms, fps);
    double bar = bars->bar + bars->step * (double)(frame - bars->frame);
    bool has_begun = floor(bar + NEAR) > floor(bars->seen + NEAR);
    bars->seen = fmax(bars->seen, bar);
    if (!has_begun || (double)frame / fps < every_s)
        return;
    // Time 0 is where the bar began, if that was less than half a frame ago.
    double late_s = bars->step > 0 ? (bar - floor(bar + NEAR)) / bars->step / fps : 0;
    rmx_show_press(show, RMX_ACTION_RESTART);
    show->head.origin_ms -= 1000 * fmin(fmax(late_s, 0), 0.49 / fps);
    *bars = (struct rmx_bars){.step = bars->step};
}
