// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/midi.h"

#include <ctype.h>
#include <string.h>

static const struct {
    const char *word;
    bool has_number;
} kinds[RMX_MIDI_KINDS] = {
    [RMX_MIDI_CC] = {"cc", true},
    [RMX_MIDI_NOTE] = {"note", true},
    [RMX_MIDI_BEND] = {"bend", false},
    [RMX_MIDI_PROGRAM] = {"program", false},
    [RMX_MIDI_PRESSURE] = {"pressure", false},
};

// What is left to be read.
struct rest {
    const char *at, *end;
};

static bool take_word(struct rest *rest, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(rest->end - rest->at) < length || memcmp(rest->at, word, length) != 0)
        return false;
    rest->at += length;
    return true;
}

static bool take_number(struct rest *rest, int most, int *number)
{
    const char *from = rest->at;
    for (*number = 0; rest->at < rest->end && isdigit((unsigned char)*rest->at); rest->at++)
        if (rest->at - from < 4)
            *number = *number * 10 + (*rest->at - '0');
    return rest->at > from && rest->at - from < 4 && *number <= most;
}

// One or more of them; where it separates nothing it may be missing.
static bool take_gap(struct rest *rest, char gap)
{
    const char *from = rest->at;
    while (gap && rest->at < rest->end && *rest->at == gap)
        rest->at++;
    return rest->at > from;
}

static bool take_kind(struct rest *rest, struct rmx_midi_control *control)
{
    for (int i = 0; i < RMX_MIDI_KINDS; i++)
        if (take_word(rest, kinds[i].word)) {
            control->kind = (enum rmx_midi_kind)i;
            return true;
        }
    return false;
}

// `gap`: what stands between a word and its number; 0: nothing.
static bool take_manner(struct rest *rest, char gap, struct rmx_midi_control *control)
{
    if (control->kind == RMX_MIDI_CC && take_word(rest, "14bit"))
        return control->is_wide = control->number < 32;
    if (control->kind == RMX_MIDI_CC && take_word(rest, "relative"))
        return control->is_relative = true;
    if (control->channel || !take_word(rest, "ch"))
        return false;
    take_gap(rest, gap);
    return take_number(rest, 16, &control->channel) && control->channel > 0;
}

static bool read_control(struct rest rest, char gap, char between, struct rmx_midi_control *control)
{
    *control = (struct rmx_midi_control){0};
    if (!take_kind(&rest, control))
        return false;
    if (kinds[control->kind].has_number) {
        take_gap(&rest, gap);
        if (!take_number(&rest, 127, &control->number))
            return false;
    }
    while (rest.at < rest.end)
        if (!take_gap(&rest, between) || !take_manner(&rest, gap, control))
            return false;
    return !(control->is_wide && control->is_relative);
}

bool rmx_midi_control_read(const char *text, size_t length, struct rmx_midi_control *control)
{
    return read_control((struct rest){text, text + length}, ' ', ' ', control);
}

bool rmx_midi_control_of_signal(const char *name, size_t length, struct rmx_midi_control *control)
{
    struct rest rest = {name, name + length};
    return take_word(&rest, "midi.") && read_control(rest, 0, '_', control);
}

static void write_control(struct rmx_text *out, const struct rmx_midi_control *control,
                          const char *gap, const char *between)
{
    rmx_text_add(out, kinds[control->kind].word);
    if (kinds[control->kind].has_number)
        rmx_text_printf(out, "%s%d", gap, control->number);
    if (control->is_wide)
        rmx_text_printf(out, "%s14bit", between);
    if (control->is_relative)
        rmx_text_printf(out, "%srelative", between);
    if (control->channel)
        rmx_text_printf(out, "%sch%s%d", between, gap, control->channel);
}

void rmx_midi_control_write(struct rmx_text *out, const struct rmx_midi_control *control)
{
    write_control(out, control, " ", " ");
}

void rmx_midi_control_write_signal(struct rmx_text *out, const struct rmx_midi_control *control)
{
    rmx_text_add(out, "midi.");
    write_control(out, control, "", "_");
}

bool rmx_midi_control_is(const struct rmx_midi_control *wanted, const struct rmx_midi_control *sent)
{
    return wanted->kind == sent->kind && wanted->number == sent->number &&
           wanted->is_wide == sent->is_wide &&
           (!wanted->channel || wanted->channel == sent->channel) &&
           (!wanted->device || (sent->device && strcasestr(sent->device, wanted->device)));
}
