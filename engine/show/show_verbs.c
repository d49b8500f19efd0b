// SPDX-License-Identifier: GPL-3.0-or-later
// What the verbs of a show do: pressed as keys, or sent.
#include "base/clock.h"
#include "base/verbs.h"
#include "show/show_parts.h"

static void say_knob(const struct rmx_show *show, int knob)
{
    rmx_show_say(show, "%s: %g\n", show->player->generation->scene->knobs[knob].name,
                 rmx_controls_knob(show->controls, knob));
}

static void choose_knob(struct rmx_show *show, double step)
{
    if (!show->player)
        return;
    int knob = rmx_controls_choose(show->controls, (int)step);
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

static void restart(struct rmx_show *show, double amount)
{
    (void)amount;
    rmx_playhead_restart(&show->head, rmx_show_now_ms(show));
    rmx_controls_forget_moves(show->controls);
    if (show->player)
        rmx_player_forget(show->player);
    show->counts.restarts++;
    show->was_edited = false;
}

static void leave(struct rmx_show *show, double amount)
{
    (void)amount;
    if (show->is_learning)
        show->is_learning = false;
    else
        rmx_window_set_fullscreen(show->window, false);
}

static void step(struct rmx_show *show, double amount)
{
    (void)amount;
    rmx_playhead_step(&show->head, rmx_show_now_ms(show), show->fps > 0 ? show->fps : 60);
}

static void still(struct rmx_show *show, double amount)
{
    (void)amount;
    rmx_show_still(show);
}

static void unlearn(struct rmx_show *show, double amount)
{
    int knob = show->player ? rmx_controls_chosen(show->controls) : -1;
    (void)amount;
    if (knob >= 0 && show->params.learner.unlearn)
        show->params.learner.unlearn(show->params.learner.data,
                                     show->player->generation->scene->knobs[knob].name);
}

static void tap(struct rmx_show *show, double amount)
{
    (void)amount;
    double time_s = rmx_playhead_s(&show->head, show->verb_ms);
    double bpm = rmx_controls_tap(show->controls, show->verb_ms, time_s);
    if (bpm > 0)
        rmx_show_say(show, "tempo: %.1f\n", bpm);
}

static void nudge(struct rmx_show *show, double beats)
{
    rmx_controls_nudge(show->controls, beats);
}

// --- Switches: whether they are on, and setting them to 1 or 0.

static bool is_fullscreen(const struct rmx_show *show)
{
    return rmx_window_is_fullscreen(show->window);
}

static void set_fullscreen(struct rmx_show *show, double on)
{
    if ((on > 0) != is_fullscreen(show))
        rmx_window_set_fullscreen(show->window, on > 0);
}

static bool is_paused(const struct rmx_show *show)
{
    return show->head.is_held;
}

static void set_pause(struct rmx_show *show, double on)
{
    if ((on > 0) != show->head.is_held)
        rmx_playhead_toggle(&show->head, rmx_show_now_ms(show));
}

static bool is_frozen(const struct rmx_show *show)
{
    return show->is_frozen;
}

static void set_freeze(struct rmx_show *show, double on)
{
    show->is_frozen = on > 0;
}

static bool is_black(const struct rmx_show *show)
{
    return show->is_black;
}

static void set_blackout(struct rmx_show *show, double on)
{
    show->is_black = on > 0;
}

static bool is_revealed(const struct rmx_show *show)
{
    return show->reveal.is_shown;
}

static void set_reveal(struct rmx_show *show, double on)
{
    rmx_show_set_reveal(show, on > 0);
}

static bool tests_latency(const struct rmx_show *show)
{
    return show->tests_latency;
}

static void set_latency(struct rmx_show *show, double on)
{
    show->tests_latency = on > 0;
}

static bool is_recording(const struct rmx_show *show)
{
    return rmx_controls_is_recording(show->controls);
}

static void set_gesture(struct rmx_show *show, double on)
{
    if (on > 0) {
        rmx_controls_record(show->controls);
        return;
    }
    if (!is_recording(show))
        return;
    struct rmx_controls_loops loops = rmx_controls_loop(show->controls);
    if (loops.count)
        rmx_show_say(show, "%d knob%s loop%s in %g beat%s\n", loops.count,
                     loops.count == 1 ? "" : "s", loops.count == 1 ? "s" : "", loops.beats,
                     loops.beats == 1 ? "" : "s");
    else if (loops.stopped)
        rmx_show_say(show, "%s loops no more\n", loops.stopped);
    else
        rmx_show_say(show, "nothing loops: no knob was moved while the gesture was recorded\n");
}

static bool is_learning(const struct rmx_show *show)
{
    return show->is_learning;
}

static void set_learn(struct rmx_show *show, double on)
{
    show->is_learning = on > 0;
}

static const struct row {
    bool (*is_on)(const struct rmx_show *show);        // of a switch; else NULL
    void (*run)(struct rmx_show *show, double amount); // a switch's: 1 or 0
    double amount;                                     // of what is pressed without a number
} rows[RMX_ACTIONS] = {
    [RMX_ACTION_FULLSCREEN] = {is_fullscreen, set_fullscreen, 0},
    [RMX_ACTION_WINDOWED] = {NULL, leave, 0},
    [RMX_ACTION_PAUSE] = {is_paused, set_pause, 0},
    [RMX_ACTION_STEP] = {NULL, step, 0},
    [RMX_ACTION_RESTART] = {NULL, restart, 0},
    [RMX_ACTION_FREEZE] = {is_frozen, set_freeze, 0},
    [RMX_ACTION_BLACKOUT] = {is_black, set_blackout, 0},
    [RMX_ACTION_STILL] = {NULL, still, 0},
    [RMX_ACTION_REVEAL] = {is_revealed, set_reveal, 0},
    [RMX_ACTION_NEXT_KNOB] = {NULL, choose_knob, 1},
    [RMX_ACTION_PREVIOUS_KNOB] = {NULL, choose_knob, -1},
    [RMX_ACTION_MORE] = {NULL, move_knob, 0.01},
    [RMX_ACTION_LESS] = {NULL, move_knob, -0.01},
    [RMX_ACTION_MUCH_MORE] = {NULL, move_knob, 0.1},
    [RMX_ACTION_MUCH_LESS] = {NULL, move_knob, -0.1},
    [RMX_ACTION_TAP] = {NULL, tap, 0},
    [RMX_ACTION_NUDGE_BACK] = {NULL, nudge, -0.01},
    [RMX_ACTION_NUDGE_ON] = {NULL, nudge, 0.01},
    [RMX_ACTION_SNAPSHOT] = {NULL, rmx_show_snapshot, 0},
    [RMX_ACTION_KEEP] = {NULL, rmx_show_keep, 0},
    [RMX_ACTION_GESTURE] = {is_recording, set_gesture, 0},
    [RMX_ACTION_LATENCY] = {tests_latency, set_latency, 0},
    [RMX_ACTION_LEARN] = {is_learning, set_learn, 0},
    [RMX_ACTION_UNLEARN] = {NULL, unlearn, 0},
};

void rmx_show_run(struct rmx_show *show, struct rmx_verb_call call)
{
    const struct row *row = &rows[call.verb];
    show->verb_ms = rmx_show_now_ms(show);
    if (call.verb == RMX_ACTION_REVEAL)
        rmx_show_press_reveal(show);
    else if (call.verb == RMX_ACTION_GESTURE)
        set_gesture(show, 1); // until the key is let go
    else if (row->run)
        row->run(show, row->is_on ? !row->is_on(show) : call.number ? call.number : row->amount);
    show->presented_frame = -1; // what it changed is seen at once
}

void rmx_show_let_go(struct rmx_show *show, int verb)
{
    if (verb == RMX_ACTION_REVEAL)
        rmx_show_release_reveal(show);
    else if (verb == RMX_ACTION_GESTURE)
        set_gesture(show, 0);
    show->presented_frame = -1;
}

void rmx_show_send(struct rmx_show *show, int verb, double number)
{
    // Of one that is held a tap has a meaning, too.
    rmx_verb_queue_put(show->verbs, verb, number,
                       rmx_verb(verb)->is_switch && !rmx_verb(verb)->held);
}

bool rmx_show_is_on(const struct rmx_show *show, int verb)
{
    return rows[verb].is_on && rows[verb].is_on(show);
}

// When the verb that was taken was sent, by the show's clock.
static double sent_ms(const struct rmx_show *show)
{
    double ago_ms = rmx_clock_ms() - rmx_verb_queue_sent_ms(show->verbs);
    return rmx_show_now_ms(show) - (show->params.clock_ms ? 0 : ago_ms);
}

static void run_sent(struct rmx_show *show, int verb, double number)
{
    const struct row *row = &rows[verb];
    show->verb_ms = sent_ms(show);
    if (row->is_on)
        row->run(show, number > 0);
    else if (row->run && number > 0) // at 0 a button was let go
        row->run(show, rmx_verb(verb)->most ? number : row->amount);
    show->presented_frame = -1;
}

// Those that wait now: what is sent meanwhile is the next turn's.
void rmx_show_take_verbs(struct rmx_show *show)
{
    int verb, waiting = rmx_verb_queue_count(show->verbs);
    double number;
    for (; waiting > 0 && rmx_verb_queue_take(show->verbs, &verb, &number); waiting--)
        run_sent(show, verb, number);
}
