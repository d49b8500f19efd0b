// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of a show's windows: what is pressed runs a verb, what is let go ends it.
#include "show/show_parts.h"

static struct rmx_held_key *find_held(struct rmx_show *show, int key)
{
    for (int i = 0; i < RMX_MOST_HELD; i++)
        if (show->held[i].key == key)
            return &show->held[i];
    return NULL;
}

static void hold(struct rmx_show *show, int key, int verb)
{
    struct rmx_held_key *held = find_held(show, 0);
    if (held && rmx_verb(verb)->held)
        *held = (struct rmx_held_key){key, verb};
}

// The verb that it began, whatever its keys mean by now.
static void let_go(struct rmx_show *show, int key)
{
    struct rmx_held_key *held = find_held(show, key);
    if (!held)
        return;
    rmx_show_let_go(show, held->verb);
    *held = (struct rmx_held_key){0};
}

void rmx_show_stroke(struct rmx_show *show, const struct rmx_key_event *event)
{
    if (event->press == RMX_RELEASED) {
        let_go(show, event->stroke.key);
        return;
    }
    struct rmx_verb_call call = rmx_keys_find(show->keys, event->stroke);
    if (call.verb == RMX_ACTION_NONE ||
        (event->press == RMX_PRESSED_ON && !rmx_verb(call.verb)->repeats))
        return;
    hold(show, event->stroke.key, call.verb);
    rmx_show_run(show, call);
}

void rmx_show_take_keys(struct rmx_show *show)
{
    struct rmx_key_event event;
    for (int i = 0; i < show->output_count; i++)
        while (rmx_window_key(rmx_output_window(show->outputs[i]), &event))
            rmx_show_stroke(show, &event);
}

void rmx_show_press(struct rmx_show *show, enum rmx_action verb)
{
    rmx_show_run(show, (struct rmx_verb_call){.verb = verb});
}

void rmx_show_release(struct rmx_show *show, enum rmx_action verb)
{
    rmx_show_let_go(show, verb);
}
