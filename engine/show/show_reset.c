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

bool rmx_show_recover(struct rmx_show *show)
{
    struct rmx_player *lost = show->player;
    struct rmx_window_params window = show->params.window;
    enum rmx_window_status status;
    char why[256];
    rmx_log(RMX_LOG_WARNING, "the graphics device was reset: everything is built anew");
    window.fullscreen = rmx_window_is_fullscreen(show->window);
    if (!window.fullscreen) {
        window.width = show->width;
        window.height = show->height;
    }
    if (lost) {
        rmx_player_leave(lost);
        rmx_reload_drop(show->reload, lost);
    }
    show->player = NULL;
    rmx_show_stop(show);
    show->window = rmx_window_create(&window, &status, why, sizeof(why));
    if (!show->window) {
        rmx_log(RMX_LOG_ERROR, "the window does not come back: %s", why);
        return false;
    }
    rmx_show_start(show, lost);
    show->counts.resets++;
    show->presented_frame = -1;
    show->player = lost ? wait_for_first(show) : NULL;
    if (show->player)
        rmx_player_enter(show->player);
    return true;
}
