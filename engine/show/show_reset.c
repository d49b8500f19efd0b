// SPDX-License-Identifier: GPL-3.0-or-later
// After the GPU was reset: window, contexts and renderer anew, from the generation in memory.
#include "base/clock.h"
#include "base/log.h"
#include "show/show_parts.h"

enum { MOST_WAIT_MS = 60000 };

bool rmx_show_is_lost(struct rmx_show *show)
{
    bool is_tested = show->params.lose_at > 0 && !show->was_lost &&
                     show->presented_frame + 1 >= show->params.lose_at;
    show->was_lost |= is_tested;
    return is_tested || glGetGraphicsResetStatus() != GL_NO_ERROR;
}

// The first generation that the new loader has: the old one, rebuilt.
static struct rmx_player *wait_for_first(struct rmx_show *show)
{
    double from_ms = rmx_clock_ms();
    struct rmx_player *first = NULL;
    while (!first && rmx_clock_ms() - from_ms < MOST_WAIT_MS) {
        first = rmx_reload_take(show->reload);
        rmx_window_wait(show->window, 0.002);
    }
    return first;
}

// The outputs come back as they were, those that were closed do not.
static void keep_places(struct rmx_show *show)
{
    show->params.output_count = show->output_count;
    for (int i = 0; i < show->output_count; i++) {
        struct rmx_window_params *window = &show->params.outputs[i].window;
        window->fullscreen = rmx_window_is_fullscreen(rmx_output_window(show->outputs[i]));
        if (!window->fullscreen)
            rmx_output_size(show->outputs[i], &window->width, &window->height);
    }
}

bool rmx_show_recover(struct rmx_show *show)
{
    struct rmx_player *lost = show->player;
    enum rmx_window_status status;
    char why[256];
    rmx_log(RMX_LOG_WARNING, "the graphics device was reset: everything is built anew");
    keep_places(show);
    if (lost) {
        rmx_survey_leave(rmx_survey_of(lost));
        rmx_player_leave(lost);
        rmx_standing_let_go(show->standing);
        rmx_reload_drop(show->reload, lost);
    }
    show->player = NULL;
    rmx_show_stop(show);
    if (!rmx_show_start(show, lost, &status, why, sizeof(why))) {
        rmx_log(RMX_LOG_ERROR, "the window does not come back: %s", why);
        return false;
    }
    show->counts.resets++;
    show->presented_frame = -1;
    struct rmx_player *first = lost ? wait_for_first(show) : NULL;
    if (first && first != lost) { // that one could not be rebuilt
        rmx_show_swap(show, first);
        return true;
    }
    show->player = first;
    if (first) {
        rmx_player_enter(show->player);
        rmx_survey_enter(rmx_survey_of(show->player));
    }
    return true;
}
