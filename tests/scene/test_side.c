// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the side file: what is read is written again, what is wrong has a place.
#include "base/file.h"
#include "scene/scene.h"
#include "scene/side.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct rmx_arena *arena;

static struct rmx_side *read_text(const char *text, struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"a.midi.yaml", text, strlen(text)};
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_side_read_text(arena, source, errors);
}

static const char *written(const struct rmx_side *side)
{
    struct rmx_text text = {0};
    rmx_side_write(&text, side);
    const char *copy = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return copy;
}

static void check_text(const char *law, const char *is, const char *wanted)
{
    if (strcmp(is, wanted) != 0)
        fail_msg("%s:\n%s--- but should be:\n%s", law, is, wanted);
}

// As what a text is written; NULL: as itself.
static const struct {
    const char *law, *text, *written;
} texts[] = {
    {"nothing is nothing", "", NULL},
    {"comments alone stay", "# mine\n\n# yours\n", NULL},
    {"a knob", "knobs:\n  chaos: cc 21\n", NULL},
    {"each kind",
     "knobs:\n  a: cc 1 14bit\n  b: cc 2 relative ch 3\n  c: note 36\n  d: bend\n  e: program\n",
     NULL},
    {"a device and a way to pick up",
     "knobs:\n  hue: {cc: 22 ch 3, device: nanoKONTROL, pickup: jump}\n", NULL},
    {"a kind that is all", "knobs:\n  hue: {bend: any, device: a pad}\n", NULL},
    {"a channel of its own", "knobs:\n  hue: {cc: 22, ch: 3, device: x}\n",
     "knobs:\n  hue: {cc: 22 ch 3, device: x}\n"},
    {"a map that says no more", "knobs:\n  hue: {cc: 22}\n", "knobs:\n  hue: cc 22\n"},
    {"a device's odd name", "knobs:\n  hue: {cc: 1, device: \"a \\\"b\\\", [c]: # d\"}\n", NULL},
    {"a comment behind a backslash", "keys:\n  a: \"b\\\\\" # c\n", NULL},
    {"invisible letters", "knobs:\n  hue: {cc: 1, device: \"a\\tb\\u2028\"}\n",
     "knobs:\n  hue: {cc: 1, device: \"a\\U00000009b\\U00002028\"}\n"},
    {"keys", "keys:\n  F5: blackout\n  Ctrl+1: none\n  note 36: tap\n  \".\": step\n", NULL},
    {"a key of a device", "keys:\n  note 36: {verb: tap, device: pad}\n", NULL},
    {"snapshots", "snapshots:\n  3: {chaos: 0.3, hue: 120}\n  1: {}\n", NULL},
    {"numbers whole", "snapshots:\n  1: {a: 0.1234567890123, b: -1e-9, c: 3}\n",
     "snapshots:\n  1: {a: 0.1234567890123, b: -1e-09, c: 3}\n"},
    {"the user's order", "snapshots:\n  1: {a: 1}\npickup: scale\nknobs:\n  b: cc 2\n  a: cc 1\n",
     NULL},
    {"comments above and beside",
     "# all\npickup: jump # fast\n\n# hands\nknobs: # two\n  # left\n  a: cc 1 # \"x\"\n\n"
     "  b: {cc: 2, device: \"# no\"} # yes\n# end\n",
     NULL},
    {"comments within an entry are lost", "snapshots:\n  1:\n    # why\n    a: 1\n",
     "snapshots:\n  1: {a: 1}\n"},
    {"a text in one line has its comments once", "# c\n{knobs: {a: cc 1, b: cc 2}} # d\n",
     "# c\nknobs: # d\n  a: cc 1\n  b: cc 2\n"},
    {"line ends of another system", "knobs: # a\r\n  a: cc 1\r\n", "knobs: # a\n  a: cc 1\n"},
    {"a part without anything", "knobs:\npickup:\n", NULL},
};

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct rmx_errors errors;
        struct rmx_side *side = read_text(texts[i].text, &errors);
        if (errors.count)
            fail_msg("%s: %s", texts[i].law, errors.items[0].message);
        const char *text = written(side);
        check_text(texts[i].law, text, texts[i].written ? texts[i].written : texts[i].text);
        check_text(texts[i].law, written(read_text(text, &errors)), text);
    }
}

// Where the first mistake stands, and what of the text stands nevertheless.
static const struct {
    const char *law, *text, *id;
    int line, column;
    const char *hint, *whole;
} mistakes[] = {
    {"a controller that no device has", "knobs:\n  a: cc 210\n  b: cc 2\n", "wrong-type", 2, 6,
     "write `cc 21`", "knobs:\n  b: cc 2\n"},
    {"a knob without a control", "knobs:\n  a:\n", "wrong-type", 2, 3, "write `cc 21`", "knobs:\n"},
    {"a list of controls", "knobs:\n  a: [cc 1]\n", "wrong-type", 2, 6, "write `cc 21`",
     "knobs:\n"},
    {"an unknown key of a control", "knobs:\n  a: {cc: 1, devise: x}\n", "unknown-key", 2, 14,
     "did you mean 'device'?", "knobs:\n"},
    {"two kinds", "knobs:\n  a: {cc: 1, note: 2}\n", "wrong-type", 2, 6, "write `cc 21`",
     "knobs:\n"},
    {"a device that is a list", "knobs:\n  a: {cc: 1, device: [x]}\n", "wrong-type", 2, 22,
     "write a part of its name", "knobs:\n"},
    {"an unknown way to pick up", "pickup: grab\n", "wrong-type", 1, 9, "one of: catch",
     "pickup:\n"},
    {"an unknown part", "pickup: jump\nknob:\n  a: cc 1\n", "unknown-key", 2, 1,
     "did you mean 'knobs'?", "pickup: jump\n"},
    {"a knob in capitals", "knobs:\n  Chaos: cc 1\n", "bad-name", 2, 3, "a small letter",
     "knobs:\n"},
    {"a knob twice", "knobs:\n  a: cc 1\n  a: cc 2\n", "duplicate-key", 3, 3, "",
     "knobs:\n  a: cc 1\n"},
    {"knobs as a list", "knobs: [a]\n", "wrong-type", 1, 8, "", "knobs:\n"},
    {"a verb that is a list", "keys:\n  a: [b]\n", "wrong-type", 2, 6, "", "keys:\n"},
    {"a letter's device", "keys:\n  a: {verb: b, device: x}\n", "wrong-type", 2, 3,
     "write `note 36`", "keys:\n"},
    {"a verb's unknown key", "keys:\n  note 1: {verb: b, with: x}\n", "wrong-type", 2, 11,
     "write `{verb", "keys:\n"},
    {"a tenth snapshot", "snapshots:\n  10: {a: 1}\n", "out-of-range", 2, 3, "from 1 to 9",
     "snapshots:\n"},
    {"a snapshot of no knob", "snapshots:\n  1: {\"a\tb\": 1, b: 2}\n", "bad-name", 2, 7,
     "a small letter", "snapshots:\n  1: {b: 2}\n"},
    {"a value that is none", "snapshots:\n  1: {a: nan, b: 2}\n", "wrong-type", 2, 10,
     "a snapshot keeps", "snapshots:\n  1: {b: 2}\n"},
    {"a list", "- a\n", "wrong-type", 1, 1, "write `knobs:`", ""},
    {"a bracket too few", "knobs: {a: cc 1\n", "syntax", 1, 8, NULL, NULL},
};

static void test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++) {
        struct rmx_errors errors;
        struct rmx_side *side = read_text(mistakes[i].text, &errors);
        const char *law = mistakes[i].law;
        if (errors.error_count < 1)
            fail_msg("%s: is no error", law);
        const struct rmx_error *error = &errors.items[0];
        const char *hint = error->hint ? error->hint : "";
        if (mistakes[i].hint &&
            (strcmp(error->id, mistakes[i].id) != 0 || !strstr(hint, mistakes[i].hint)))
            fail_msg("%s: %s, %s, hint %s", law, error->id, error->message, hint);
        if (error->span.line != mistakes[i].line || error->span.column != mistakes[i].column)
            fail_msg("%s: %s at %d:%d", law, error->message, error->span.line, error->span.column);
        if (mistakes[i].whole)
            check_text(law, written(side), mistakes[i].whole);
    }
}

// What the file as such does not know, and the scene it stands beside does.
static void test_checked(void **state)
{
    (void)state;
    struct rmx_errors errors;
    const struct rmx_scene scene = {0};
    const struct rmx_side *side = read_text("keys:\n  b: restart\n  F99: still\n"
                                            "  F5: bakout\n  note 36: snapshot\n",
                                            &errors);
    assert_int_equal(errors.count, 0);
    rmx_side_check(side, &scene, &errors);
    static const struct {
        const char *id;
        int line, column;
    } wanted[] = {{"unknown-key-name", 3, 3}, {"unknown-verb", 4, 7}, {"verb-number", 5, 12}};
    assert_int_equal(errors.count, 3);
    for (int i = 0; i < 3; i++) {
        const struct rmx_error *error = &errors.items[i];
        assert_string_equal(error->id, wanted[i].id);
        assert_int_equal(error->span.line, wanted[i].line);
        assert_int_equal(error->span.column, wanted[i].column);
    }
}

static void test_edits(void **state)
{
    (void)state;
    struct rmx_errors errors;
    struct rmx_side *side =
        read_text("knobs:\n  # left\n  a: cc 1 # x\n  b: cc 2\nsnapshots:\n  2: {a: 1}\n", &errors);
    const struct rmx_side_knob a = {.name = "a", .midi = {.number = 7}},
                               c = {.name = "c", .midi = {.kind = RMX_MIDI_NOTE, .number = 3}};
    struct rmx_side_value values[] = {{"a", 0.5}, {"b", 2}};
    const struct rmx_snapshot two = {.number = 2, .values = values, .value_count = 2},
                              one = {.number = 1, .values = values, .value_count = 1};
    rmx_side_bind(arena, side, &a);
    rmx_side_bind(arena, side, &c);
    assert_true(rmx_side_unbind(side, "b"));
    assert_false(rmx_side_unbind(side, "b"));
    rmx_side_keep(arena, side, &two);
    rmx_side_keep(arena, side, &one);
    check_text("edits", written(side),
               "knobs:\n  # left\n  a: cc 7 # x\n  c: note 3\n"
               "snapshots:\n  2: {a: 0.5, b: 2}\n  1: {a: 0.5}\n");
    assert_int_equal(rmx_side_find_knob(side, "a")->midi.number, 7);
    assert_null(rmx_side_find_knob(side, "b"));
    assert_int_equal(rmx_side_find_snapshot(side, 2)->value_count, 2);
    assert_null(rmx_side_find_snapshot(side, 9));
}

static void test_the_last_one_takes_its_part_with_it(void **state)
{
    (void)state;
    struct rmx_errors errors;
    struct rmx_side *side = read_text("pickup: jump\nknobs:\n  a: cc 1\n", &errors);
    assert_true(rmx_side_unbind(side, "a"));
    check_text("an empty part", written(side), "pickup: jump\n");
    side = read_text("# mine\nknobs:\n  a: cc 1\n", &errors);
    assert_true(rmx_side_unbind(side, "a"));
    check_text("one with a comment", written(side), "# mine\nknobs:\n");
}

static void test_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/remontage-side-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = rmx_side_path(arena, rmx_arena_printf(arena, "%s/hands.yaml", folder));
    assert_string_equal(path, rmx_arena_printf(arena, "%s/hands.midi.yaml", folder));
    struct rmx_errors errors = {.arena = arena};
    struct rmx_side *side = rmx_side_read(arena, path, &errors);
    assert_int_equal(errors.count + side->knob_count, 0); // none is an empty one
    rmx_side_bind(arena, side, &(struct rmx_side_knob){.name = "a"});
    assert_true(rmx_side_save(side, path));
    assert_int_equal(rmx_side_read(arena, path, &errors)->knob_count, 1);
    assert_int_equal(errors.count, 0);
    unlink(path);
    mkdir(path, 0700);
    assert_false(rmx_side_save(side, path));
    rmx_side_read(arena, path, &errors);
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.items[0].id, "unreadable-file");
    rmdir(path);
    assert_int_equal(rmdir(folder), 0); // no part is left
}

static int set_up(void **state)
{
    (void)state;
    arena = rmx_arena_create();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_checked),
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_the_last_one_takes_its_part_with_it),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
