// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/verbs.h"

#include <stdlib.h>
#include <string.h>

static const struct rmx_verb verbs[RMX_ACTIONS] = {
    [RMX_ACTION_FULLSCREEN] = {"fullscreen", "full screen, and back", .is_switch = true},
    [RMX_ACTION_WINDOWED] = {"window", "leave full screen, or learning; never quits"},
    [RMX_ACTION_PAUSE] = {"pause", "hold time, and go on", .is_switch = true},
    [RMX_ACTION_STEP] = {"step", "hold time, and go one frame on", .repeats = true},
    [RMX_ACTION_RESTART] = {"restart", "begin again at time 0"},
    [RMX_ACTION_FREEZE] = {"freeze", "hold the picture while time goes on, and let go",
                           .is_switch = true},
    [RMX_ACTION_BLACKOUT] = {"blackout", "black, and back", .is_switch = true},
    [RMX_ACTION_STILL] = {"still", "a still of this frame, as SCENE-FRAME.png here"},
    [RMX_ACTION_REVEAL] = {"reveal", "how it is made, and back", .is_switch = true,
                           .held = "held: until it is let go"},
    [RMX_ACTION_NEXT_KNOB] = {"next_knob", "choose the next knob", .repeats = true},
    [RMX_ACTION_PREVIOUS_KNOB] = {"previous_knob", "choose the last knob", .repeats = true},
    [RMX_ACTION_MORE] = {"more", "move the knob up by a hundredth of its way", .repeats = true},
    [RMX_ACTION_LESS] = {"less", "move it down by a hundredth", .repeats = true},
    [RMX_ACTION_MUCH_MORE] = {"much_more", "move it up by a tenth", .repeats = true},
    [RMX_ACTION_MUCH_LESS] = {"much_less", "move it down by a tenth", .repeats = true},
    [RMX_ACTION_TAP] = {"tap", "tap the tempo; one tap alone is the one"},
    [RMX_ACTION_NUDGE_BACK] = {"nudge_back", "the beat a hundredth back, the tempo the same",
                               .repeats = true},
    [RMX_ACTION_NUDGE_ON] = {"nudge_on", "the beat a hundredth on", .repeats = true},
    [RMX_ACTION_SNAPSHOT] = {"snapshot", "bring all knobs back to that snapshot, 1 to 9",
                             .most = RMX_SNAPSHOTS},
    [RMX_ACTION_KEEP] = {"keep", "keep where all knobs stand as that snapshot, 1 to 9",
                         .most = RMX_SNAPSHOTS},
    [RMX_ACTION_GESTURE] = {"gesture", "record how knobs move, then loop that", .is_switch = true,
                            .held = "tapped: the chosen knob's loop ends"},
    [RMX_ACTION_LATENCY] = {"latency", "a flash and a click each second, to measure delays by",
                            .is_switch = true},
    [RMX_ACTION_LEARN] = {"learn", "let the chosen knob be moved by what moves on a MIDI device",
                          .is_switch = true},
    [RMX_ACTION_UNLEARN] = {"unlearn", "forget what was learned for the chosen knob"},
};

const struct rmx_verb *rmx_verb(int verb)
{
    return verb >= 0 && verb < RMX_ACTIONS ? &verbs[verb] : NULL;
}

int rmx_verb_find(const char *name, size_t length)
{
    for (int i = 0; i < RMX_ACTIONS; i++)
        if (verbs[i].name && strlen(verbs[i].name) == length &&
            memcmp(verbs[i].name, name, length) == 0)
            return i;
    return -1;
}

const char **rmx_verb_names(struct rmx_arena *arena, int *count)
{
    const char **names = RMX_NEW(arena, const char *, RMX_ACTIONS);
    *count = 0;
    for (int i = 0; i < RMX_ACTIONS; i++)
        if (verbs[i].name)
            names[(*count)++] = verbs[i].name;
    return names;
}

static bool read_number(const char *text, int most, int *number)
{
    char *end;
    long read = strtol(text, &end, 10);
    *number = (int)read;
    return end != text && !*end && read >= 1 && read <= most;
}

enum rmx_verb_fault rmx_verb_call_read(const char *text, struct rmx_verb_call *call)
{
    size_t length = strcspn(text, " ");
    const char *rest = text + length + strspn(text + length, " ");
    *call = (struct rmx_verb_call){0};
    if (strcmp(text, "none") == 0)
        return RMX_VERB_FINE;
    int verb = rmx_verb_find(text, length);
    if (verb < 0)
        return RMX_VERB_UNKNOWN;
    call->verb = verb;
    bool is_fine = verbs[verb].most ? read_number(rest, verbs[verb].most, &call->number) : !*rest;
    return is_fine ? RMX_VERB_FINE : RMX_VERB_NUMBER;
}

void rmx_verb_call_write(struct rmx_text *out, const struct rmx_verb_call *call)
{
    rmx_text_add(out, call->verb == RMX_ACTION_NONE ? "none" : verbs[call->verb].name);
    if (call->number)
        rmx_text_printf(out, " %d", call->number);
}

double rmx_verb_call_number(const struct rmx_verb_call *call, double value)
{
    return call->number && value > 0 ? call->number : value;
}
