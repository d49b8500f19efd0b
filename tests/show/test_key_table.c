// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the keys of a show: what is built in, what a scene makes of it, and its side file of
// that.
#include "show/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// "b: restart, note 36: pause": as a scene and a side file say it.
static struct rmx_bindings bindings_of(struct rmx_arena *arena, const char *text)
{
    struct rmx_errors errors = {.arena = arena};
    struct rmx_bindings bindings = {0};
    while (text && *text) {
        size_t length = strcspn(text, ","), key = strcspn(text, ":");
        assert_true(key + 2 < length);
        assert_true(rmx_binding_read(rmx_arena_copy_n(arena, text, key), (struct rmx_span){0},
                                     rmx_arena_copy_n(arena, text + key + 2, length - key - 2),
                                     (struct rmx_span){0}, &errors,
                                     RMX_PUSH(arena, &bindings.items, &bindings.count)));
        text += length + strspn(text + length, ", ");
    }
    return bindings;
}

static const struct {
    const char *law, *scene, *side, *key, *verb;
} laws[] = {
    {"a key that is built in", NULL, NULL, "b", "blackout"},
    {"its other name", NULL, NULL, "F11", "fullscreen"},
    {"with another modifier it is another key", NULL, NULL, "Ctrl+b", "none"},
    {"the scene gives a key", "F5: blackout", NULL, "F5", "blackout"},
    {"and leaves the others", "F5: blackout", NULL, "b", "blackout"},
    {"the scene changes a key", "b: restart", NULL, "b", "restart"},
    {"and takes one away", "b: none", NULL, "b", "none"},
    {"the side file stands over the scene", "b: restart", "b: pause", "b", "pause"},
    {"and gives back what that took", "b: none", "b: blackout", "b", "blackout"},
    {"and takes away", "F5: pause", "F5: none", "F5", "none"},
    {"a control of MIDI is no key", "note 36: pause", NULL, "F3", "none"},
    {"a digit chooses", NULL, NULL, "3", "snapshot 3"},
    {"so may any key", "F3: snapshot 3", NULL, "F3", "snapshot 3"},
};

static void the_nearest_word_holds(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_keys *keys = rmx_keys_create();
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_text text = {0};
        struct rmx_keystroke stroke;
        struct rmx_bindings scene = bindings_of(arena, laws[i].scene);
        struct rmx_bindings side = bindings_of(arena, laws[i].side);
        rmx_keys_bind(keys, &scene); // in place of those of the law before
        rmx_keys_bind_side(keys, &side);
        assert_true(rmx_keystroke_read(laws[i].key, &stroke));
        const struct rmx_verb_call call = rmx_keys_find(keys, stroke);
        rmx_verb_call_write(&text, &call);
        if (strcmp(rmx_text_string(&text), laws[i].verb) != 0)
            fail_msg("%s: '%s'", laws[i].law, rmx_text_string(&text));
        rmx_text_finish(&text);
    }
    rmx_keys_destroy(keys);
    rmx_arena_destroy(arena);
}

// "note 36 pause; "
static const struct {
    const char *law, *scene, *side, *sent;
} midi[] = {
    {"nothing", "b: restart", NULL, ""},
    {"a note of the scene", "note 36: pause, b: restart", NULL, "note 36 pause; "},
    {"the side file stands over it", "note 36: pause, cc 1: step", "note 36: still",
     "cc 1 step; note 36 still; "},
    {"and takes away", "note 36: pause", "note 36: none", ""},
    {"a channel is another control", "note 36: pause", "note 36 ch 2: none", "note 36 pause; "},
};

static void controls_of_midi_send_verbs(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    for (size_t i = 0; i < sizeof(midi) / sizeof(*midi); i++) {
        struct rmx_text text = {0};
        struct rmx_bindings scene = bindings_of(arena, midi[i].scene);
        struct rmx_bindings side = bindings_of(arena, midi[i].side);
        struct rmx_bindings sent = rmx_bindings_midi(arena, &scene, midi[i].side ? &side : NULL);
        for (int k = 0; k < sent.count; k++) {
            rmx_midi_control_write(&text, &sent.items[k].midi);
            rmx_text_add(&text, " ");
            rmx_verb_call_write(&text, &sent.items[k].call);
            rmx_text_add(&text, "; ");
        }
        if (strcmp(rmx_text_string(&text), midi[i].sent) != 0)
            fail_msg("%s: '%s'", midi[i].law, rmx_text_string(&text));
        rmx_text_finish(&text);
    }
    rmx_arena_destroy(arena);
}

static void the_table_says_whose_a_key_is(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_keys *keys = rmx_keys_create();
    struct rmx_bindings scene = bindings_of(arena, "F5: blackout, Space: none, note 36: freeze");
    struct rmx_bindings side = bindings_of(arena, "x: restart, note 37: pause");
    struct rmx_text text = {0};
    rmx_keys_bind(keys, &scene);
    rmx_keys_bind_side(keys, &side);
    rmx_keys_print(keys, &text);
    const char *table = rmx_text_string(&text);
    assert_non_null(strstr(table, "b, F5"));
    assert_non_null(strstr(table, "black, and back (by the scene)\n"));
    assert_non_null(strstr(table, "begin again at time 0 (by its side file)\n"));
    const char *pads = strstr(table, "note 36");
    assert_non_null(pads);
    assert_non_null(strstr(pads, "and let go (by the scene)\n"));
    assert_non_null(strstr(pads, "and go on (by its side file)\n"));
    assert_null(strstr(table, "Space"));
    rmx_text_finish(&text);
    rmx_keys_destroy(keys);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_word_holds),
        cmocka_unit_test(controls_of_midi_send_verbs),
        cmocka_unit_test(the_table_says_whose_a_key_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
