// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what moves what: a scene and its side file together, and what is learned on top.
#include "app/live_midi_targets.h"
#include "support/scene_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int set_up(void **state)
{
    static const char *const folders[] = {NULL};
    *state = scene_folder_create(folders);
    return 0;
}

// "a cc 1 catch; tap note 5; "
static const char *targets_of(struct rmx_arena *arena, const struct rmx_scene *scene,
                              const struct rmx_side *side)
{
    struct rmx_midi_targets targets = rmx_live_midi_targets(arena, scene, side);
    struct rmx_text text = {0};
    for (int i = 0; i < targets.count; i++) {
        const struct rmx_midi_target *target = &targets.items[i];
        const char *pickup = rmx_pickup_name(target->pickup);
        rmx_text_printf(&text, "%s ",
                        target->name ? target->name : rmx_verb(target->call.verb)->name);
        rmx_midi_control_write(&text, &target->control);
        rmx_text_printf(&text, "%s%s%s%s; ", target->control.device ? " of " : "",
                        target->control.device ? target->control.device : "", pickup ? " " : "",
                        pickup ? pickup : "");
    }
    const char *copy = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return copy;
}

#define SCENE(knobs) knobs "layers: [{generate: noise}]\n"
#define AB "knobs: {a: {midi: cc 1}, b: {midi: {cc: 2, pickup: jump}}, c: 0}\n"

static const struct {
    const char *law, *scene, *side, *targets;
} laws[] = {
    {"a scene alone", AB, "", "a cc 1; b cc 2 jump; "},
    {"a side file alone", "knobs: {a: 0}\n", "knobs: {a: cc 7}", "a cc 7; "},
    {"the side file goes over the scene", AB, "knobs: {a: cc 7}", "a cc 7; b cc 2 jump; "},
    {"a control that it gives to another knob is that one's", AB, "knobs: {c: cc 1}",
     "b cc 2 jump; c cc 1; "},
    {"of another channel it is another control", AB, "knobs: {c: cc 2 ch 4}",
     "a cc 1; c cc 2 ch 4; "},
    {"two may share one, where that is said", "knobs: {a: {midi: cc 1}, b: {midi: cc 1}}\n", "",
     "a cc 1; b cc 1; "},
    {"in the side file, too", AB, "knobs: {a: cc 9, b: cc 9}", "a cc 9; b cc 9; "},
    {"one way to pick up for all but those that say another", AB, "pickup: scale",
     "a cc 1 scale; b cc 2 jump; "},
    {"a knob's own way", AB, "pickup: scale\nknobs: {a: {cc: 1, pickup: jump}}",
     "a cc 1 jump; b cc 2 jump; "},
    {"knobs that the scene lacks move nothing", AB, "knobs: {z: cc 5}", "a cc 1; b cc 2 jump; "},
    {"verbs of both", "keys: {note 5: blackout, note 6: still}\n",
     "keys: {note 6: none, note 7: tap}", "blackout note 5; tap note 7; "},
    {"a verb of one device", "", "keys: {note 6: {verb: tap, device: pad}}", "tap note 6 of pad; "},
    {"keys of the keyboard are no targets", "keys: {F5: blackout}\n", "keys: {F6: tap}", ""},
};

static struct rmx_side *read_side(struct rmx_arena *arena, const char *text)
{
    struct rmx_errors errors = {.arena = arena};
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"side", text, strlen(text)};
    struct rmx_side *side = rmx_side_read_text(arena, source, &errors);
    assert_int_equal(errors.count, 0);
    return side;
}

static void test_laws(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const char *text = rmx_arena_printf(arena, SCENE("%s"), laws[i].scene);
        const char *found =
            targets_of(arena, scene_folder_read(folder, text), read_side(arena, laws[i].side));
        if (strcmp(found, laws[i].targets) != 0)
            fail_msg("%s: %s", laws[i].law, found);
    }
    assert_string_equal(targets_of(arena, NULL, read_side(arena, "keys: {note 7: tap}")),
                        "tap note 7; ");
}

// What is learned in turn, what is said of it, and what moves what then.
static const struct {
    const char *control, *knob, *said, *targets;
} steps[] = {
    {"cc 9 ch 1", "c", "learn: cc 9 ch 1 moves c (outer.midi.yaml)",
     "a cc 1; b cc 2 jump; c cc 9 ch 1; "},
    {"cc 9 ch 1", "c", "", "a cc 1; b cc 2 jump; c cc 9 ch 1; "},
    {"cc 9 ch 1", "a", "learn: cc 9 ch 1 moves a, and no more c (outer.midi.yaml)",
     "a cc 9 ch 1; b cc 2 jump; "},
    {"cc 2 ch 1", "c", "learn: cc 2 ch 1 moves c, and no more b (outer.midi.yaml)",
     "a cc 9 ch 1; c cc 2 ch 1; "},
    {"cc 9 14bit ch 1", "a", "learn: cc 9 14bit ch 1 moves a (outer.midi.yaml)",
     "a cc 9 14bit ch 1; c cc 2 ch 1; "},
    {"cc 1 ch 1", "gone", "", "a cc 9 14bit ch 1; c cc 2 ch 1; "},
};

static void test_learning(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    const struct rmx_scene *scene = scene_folder_read(folder, SCENE(AB));
    const struct rmx_live_side_params params = {.scene = scene_folder_path(folder, "outer.yaml")};
    struct rmx_live_side *live = rmx_live_side_create(&params);
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
        struct rmx_midi_control control;
        struct rmx_text said = {0};
        assert_true(rmx_midi_control_read(steps[i].control, strlen(steps[i].control), &control));
        bool is_new = rmx_live_midi_learn(live, scene, steps[i].knob, &control, &said);
        assert_int_equal(is_new, *steps[i].said != 0);
        assert_string_equal(rmx_text_string(&said), steps[i].said);
        assert_string_equal(targets_of(arena, scene, rmx_live_side_now(live)), steps[i].targets);
        rmx_text_finish(&said);
    }
    rmx_live_side_destroy(live);
    unlink(rmx_side_path(arena, params.scene));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_learning),
    };
    return cmocka_run_group_tests(tests, set_up, scene_folder_tear_down);
}
