// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are answered with a place, or become a side file that is written and read as the same;
// its keys are bound, or are answered, too.
#include "scene/bindings.h"
#include "scene/side.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_errors(const struct rmx_errors *errors)
{
    struct rmx_text out = {0};
    for (int i = 0; i < errors->count; i++) {
        check(errors->items[i].span.line >= 0 && errors->items[i].span.column >= 0);
        rmx_error_format(&out, &errors->items[i]);
    }
    rmx_text_finish(&out);
}

static void check_same(const struct rmx_side *a, const struct rmx_side *b)
{
    check(a->pickup == b->pickup && a->knob_count == b->knob_count);
    check(a->key_count == b->key_count && a->snapshot_count == b->snapshot_count);
    for (int i = 0; i < a->knob_count; i++)
        check(strcmp(a->knobs[i].name, b->knobs[i].name) == 0 &&
              rmx_midi_control_is(&a->knobs[i].midi, &a->knobs[i].midi) &&
              a->knobs[i].midi.channel == b->knobs[i].midi.channel);
}

// What is whole of a text is written without a mistake, and as itself from then on.
static void check_written(struct rmx_arena *arena, const struct rmx_side *side)
{
    struct rmx_errors errors = {.arena = arena};
    struct rmx_text once = {0}, twice = {0};
    rmx_side_write(&once, side);
    struct rmx_source_text source = {"written", rmx_text_string(&once), once.length};
    struct rmx_side *again = rmx_side_read_text(arena, &source, &errors);
    check(errors.count == 0);
    check_same(side, again);
    rmx_side_write(&twice, again);
    check(strcmp(rmx_text_string(&once), rmx_text_string(&twice)) == 0);
    rmx_text_finish(&once);
    rmx_text_finish(&twice);
}

// Each key is bound, or is a mistake with a place; what is bound is written as it is read.
static void check_bindings(struct rmx_arena *arena, const struct rmx_side *side,
                           struct rmx_errors *errors)
{
    struct rmx_bindings bindings = rmx_bindings_of_side(arena, side, errors);
    check_errors(errors);
    for (int i = 0; i < bindings.count; i++) {
        struct rmx_text key = {0}, verb = {0};
        struct rmx_keystroke stroke;
        struct rmx_verb_call call;
        rmx_verb_call_write(&verb, &bindings.items[i].call);
        check(rmx_verb_call_read(rmx_text_string(&verb), &call) == RMX_VERB_FINE &&
              call.verb == bindings.items[i].call.verb &&
              call.number == bindings.items[i].call.number);
        if (bindings.items[i].stroke.key) {
            rmx_keystroke_write(&key, bindings.items[i].stroke);
            check(rmx_keystroke_read(rmx_text_string(&key), &stroke) &&
                  rmx_keystroke_is(stroke, bindings.items[i].stroke));
        }
        rmx_text_finish(&key);
        rmx_text_finish(&verb);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    struct rmx_source_text source = {"fuzz", rmx_arena_copy_n(arena, (const char *)data, size),
                                     size};
    struct rmx_side *side = rmx_side_read_text(arena, &source, &errors);
    check_errors(&errors);
    if (!errors.error_count)
        check_written(arena, side);
    check_bindings(arena, side, &errors);
    rmx_arena_destroy(arena);
    return 0;
}
