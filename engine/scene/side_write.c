// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/side_parts.h"

#include "base/file.h"
#include "base/roots.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A word that no reader of YAML takes for anything else, within brackets as well.
static bool is_plain(const char *text)
{
    size_t length = strlen(text);
    bool is = length && isalnum((unsigned char)*text) && text[length - 1] != ' ';
    for (const char *at = text; *at && is; at++)
        is = isalnum((unsigned char)*at) || strchr(" _+-", *at);
    return is;
}

// What may not stand in a text: controls, and what is not seen. `bytes` as rmx_control_bytes says.
static void add_escape(struct rmx_text *out, const char *at, size_t bytes)
{
    unsigned point = (unsigned char)*at;
    if (bytes > 1)
        point &= 0x7Fu >> bytes;
    for (size_t i = 1; i < bytes; i++)
        point = point << 6 | ((unsigned char)at[i] & 0x3Fu);
    rmx_text_printf(out, "\\U%08X", point);
}

static void add_quoted(struct rmx_text *out, const char *text)
{
    struct rmx_text whole = {0};
    rmx_text_add_utf8(&whole, text);
    rmx_text_add(out, "\"");
    for (const char *at = rmx_text_string(&whole); *at;) {
        size_t control = rmx_control_bytes(at);
        if (control)
            add_escape(out, at, control);
        else if (*at == '"' || *at == '\\')
            rmx_text_printf(out, "\\%c", *at);
        else
            rmx_text_add_n(out, at, 1);
        at += control ? control : 1;
    }
    rmx_text_add(out, "\"");
    rmx_text_finish(&whole);
}

static void add_word(struct rmx_text *out, const char *text)
{
    if (is_plain(text))
        rmx_text_add(out, text);
    else
        add_quoted(out, text);
}

// The shortest text that is the same number.
static void add_number(struct rmx_text *out, double value)
{
    char text[40];
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(text, sizeof(text), "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    rmx_text_add(out, text);
}

// Lines of a note, under each other.
static void add_lines(struct rmx_text *out, const char *lines, const char *indent)
{
    while (lines && *lines) {
        size_t length = strcspn(lines, "\n");
        rmx_text_add(out, length ? indent : "");
        rmx_text_add_n(out, lines, length);
        rmx_text_add(out, "\n");
        lines += length + (lines[length] == '\n');
    }
}

static void end_line(struct rmx_text *out, const struct rmx_side_note *note)
{
    if (note->beside)
        rmx_text_printf(out, " %s", note->beside);
    rmx_text_add(out, "\n");
}

// "cc 22", or "{cc: 22, device: nano, pickup: jump}".
static void add_binding(struct rmx_text *out, const struct rmx_midi_control *control,
                        enum rmx_pickup pickup)
{
    struct rmx_text text = {0};
    rmx_midi_control_write(&text, control);
    if (!control->device && pickup == RMX_PICKUP_UNSAID) {
        rmx_text_add(out, text.data);
        rmx_text_finish(&text);
        return;
    }
    size_t word = strcspn(text.data, " ");
    rmx_text_printf(out, "{%.*s: %s", (int)word, text.data,
                    text.data[word] ? text.data + word + 1 : "any");
    if (control->device) {
        rmx_text_add(out, ", device: ");
        add_word(out, control->device);
    }
    if (pickup != RMX_PICKUP_UNSAID)
        rmx_text_printf(out, ", pickup: %s", rmx_pickup_name(pickup));
    rmx_text_add(out, "}");
    rmx_text_finish(&text);
}

static void write_knobs(struct rmx_text *out, const struct rmx_side *side)
{
    for (int i = 0; i < side->knob_count; i++) {
        const struct rmx_side_knob *knob = &side->knobs[i];
        add_lines(out, knob->note.above, "  ");
        rmx_text_printf(out, "  %s: ", knob->name);
        add_binding(out, &knob->midi, knob->pickup);
        end_line(out, &knob->note);
    }
}

static void write_keys(struct rmx_text *out, const struct rmx_side *side)
{
    for (int i = 0; i < side->key_count; i++) {
        const struct rmx_side_key *key = &side->keys[i];
        add_lines(out, key->note.above, "  ");
        rmx_text_add(out, "  ");
        if (key->key)
            add_word(out, key->key);
        else
            rmx_midi_control_write(out, &key->midi);
        rmx_text_add(out, key->midi.device ? ": {verb: " : ": ");
        add_word(out, key->verb);
        if (key->midi.device) {
            rmx_text_add(out, ", device: ");
            add_word(out, key->midi.device);
            rmx_text_add(out, "}");
        }
        end_line(out, &key->note);
    }
}

static void write_snapshots(struct rmx_text *out, const struct rmx_side *side)
{
    for (int i = 0; i < side->snapshot_count; i++) {
        const struct rmx_snapshot *snapshot = &side->snapshots[i];
        add_lines(out, snapshot->note.above, "  ");
        rmx_text_printf(out, "  %d: {", snapshot->number);
        for (int k = 0; k < snapshot->value_count; k++) {
            rmx_text_add(out, k ? ", " : "");
            add_word(out, snapshot->values[k].name);
            rmx_text_add(out, ": ");
            add_number(out, snapshot->values[k].value);
        }
        rmx_text_add(out, "}");
        end_line(out, &snapshot->note);
    }
}

static void write_section(struct rmx_text *out, const struct rmx_side *side,
                          enum rmx_side_section section)
{
    static void (*const writers[])(struct rmx_text *, const struct rmx_side *) = {
        [RMX_SIDE_KNOBS] = write_knobs,
        [RMX_SIDE_KEYS] = write_keys,
        [RMX_SIDE_SNAPSHOTS] = write_snapshots,
    };
    const struct rmx_side_note *note = &side->notes[section];
    add_lines(out, note->above, "");
    rmx_text_printf(out, "%s:", rmx_side_sections[section]);
    if (section == RMX_SIDE_PICKUP && side->pickup != RMX_PICKUP_UNSAID)
        rmx_text_printf(out, " %s", rmx_pickup_name(side->pickup));
    end_line(out, note);
    if (section != RMX_SIDE_PICKUP)
        writers[section](out, side);
}

static bool has_anything(const struct rmx_side *side, enum rmx_side_section section)
{
    switch (section) {
    case RMX_SIDE_PICKUP: return side->pickup != RMX_PICKUP_UNSAID;
    case RMX_SIDE_KNOBS: return side->knob_count > 0;
    case RMX_SIDE_KEYS: return side->key_count > 0;
    case RMX_SIDE_SNAPSHOTS: return side->snapshot_count > 0;
    case RMX_SIDE_SECTIONS: break;
    }
    return false;
}

void rmx_side_write(struct rmx_text *out, const struct rmx_side *side)
{
    bool is_written[RMX_SIDE_SECTIONS] = {false};
    for (int i = 0; i < side->order_count; i++) {
        write_section(out, side, side->order[i]);
        is_written[side->order[i]] = true;
    }
    for (int i = 0; i < RMX_SIDE_SECTIONS; i++)
        if (!is_written[i] && has_anything(side, (enum rmx_side_section)i))
            write_section(out, side, (enum rmx_side_section)i);
    add_lines(out, side->tail, "");
}

// A file is written through a link: a stranger's would be led elsewhere.
static bool leads_out(const char *path)
{
    struct stat status;
    bool is_link = lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
    return is_link && !rmx_roots_stat(path, &status) && errno == EXDEV;
}

bool rmx_side_save(const struct rmx_side *side, const char *path)
{
    struct rmx_text text = {0};
    if (leads_out(path))
        return false;
    rmx_side_write(&text, side);
    bool is_saved = rmx_file_write(path, rmx_text_string(&text), text.length);
    rmx_text_finish(&text);
    return is_saved;
}
