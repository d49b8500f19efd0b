// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of a show do.
#include "show/show_parts.h"

static void say_knob(const struct rmx_show *show, int knob)
{
    rmx_show_say(show, "%s: %g\n", show->player->generation->scene->knobs[knob].name,
                 rmx_controls_knob(show->controls, knob));
}

static void choose_knob(struct rmx_show *show, int step)
{
    if (!show->player)
        return;
    int knob = rmx_controls_choose(show->controls, step);
    if (knob >= 0)
        say_knob(show, knob);
    else
        rmx_show_say(show, "this scene has no knobs\n");
}

static void move_knob(struct rmx_show *show, double part)
{
    int knob = show->player ? rmx_controls_chosen(show->controls) : -1;
    if (knob < 0)
        return;
    rmx_controls_move(show->controls, knob, part);
    say_knob(show, knob);
}

static void restart(struct rmx_show *show)
{
    rmx_playhead_restart(&show->head, rmx_show_now_ms(show));
    rmx_controls_forget_moves(show->controls);
    if (show->player)
        rmx_player_forget(show->player);
    show->was_edited = false;
}

void rmx_show_key(struct rmx_show *show, enum rmx_action key)
{
    double now_ms = rmx_show_now_ms(show), fps = show->fps > 0 ? show->fps : 60;
    switch (key) {
    case RMX_ACTION_FULLSCREEN:
        rmx_window_set_fullscreen(show->window, !rmx_window_is_fullscreen(show->window));
        break;
    case RMX_ACTION_WINDOWED: rmx_window_set_fullscreen(show->window, false); break;
    case RMX_ACTION_PAUSE: rmx_playhead_toggle(&show->head, now_ms); break;
    case RMX_ACTION_STEP: rmx_playhead_step(&show->head, now_ms, fps); break;
    case RMX_ACTION_RESTART: restart(show); break;
    case RMX_ACTION_FREEZE: show->is_frozen = !show->is_frozen; break;
    case RMX_ACTION_BLACKOUT: show->is_black = !show->is_black; break;
    case RMX_ACTION_STILL: rmx_show_still(show); break;
    case RMX_ACTION_NEXT_KNOB: choose_knob(show, 1); break;
    case RMX_ACTION_PREVIOUS_KNOB: choose_knob(show, -1); break;
    case RMX_ACTION_MORE: move_knob(show, 0.01); break;
    case RMX_ACTION_LESS: move_knob(show, -0.01); break;
    case RMX_ACTION_MUCH_MORE: move_knob(show, 0.1); break;
    case RMX_ACTION_MUCH_LESS: move_knob(show, -0.1); break;
    case RMX_ACTION_REVEAL: rmx_show_press_reveal(show); break;
    case RMX_ACTION_REVEAL_RELEASED: rmx_show_release_reveal(show); break;
    case RMX_ACTION_NONE: break;
    }
    show->presented_frame = -1; // what it changed is seen at once
}
