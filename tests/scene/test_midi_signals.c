// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of MIDI in a scene: what moves its knobs, and the signals that its expressions read.
#include "support/scene_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    static const char inner[] = "layers: [{generate: noise, opacity: midi.cc7}]\n";
    static const char *const folders[] = {NULL};
    struct scene_folder *folder = scene_folder_create(folders);
    scene_folder_write(folder, "inner.yaml", inner);
    *state = folder;
    return 0;
}

// "cc 21 at 0; "
static const char *read_of(struct rmx_arena *arena, const struct rmx_scene *scene)
{
    struct rmx_text list = {0};
    for (int i = 0; i < scene->midi_count; i++) {
        const struct rmx_signal *signal = &scene->signals.items[scene->midi[i].signal];
        assert_true(rmx_signal_is_from(signal, "midi") && rmx_signal_is_provided(signal));
        assert_true(signal->min == 0 && signal->max == 1);
        rmx_midi_control_write(&list, &scene->midi[i].control);
        rmx_text_printf(&list, " at %g; ", signal->initial);
    }
    const char *copy = rmx_arena_copy(arena, rmx_text_string(&list));
    rmx_text_finish(&list);
    return copy;
}

#define LAYER(opacity) "layers:\n- generate: noise\n  opacity: " opacity "\n"

static const struct {
    const char *law, *text, *read;
} laws[] = {
    {"who reads none has none", LAYER("time"), ""},
    {"a controller is a signal", LAYER("midi.cc21"), "cc 21 at 0; "},
    {"once, however often it is read", LAYER("midi.cc1 * midi.cc1 + midi.note36"),
     "cc 1 at 0; note 36 at 0; "},
    {"once, however it is written", LAYER("midi.cc1 + midi.cc001"), "cc 1 at 0; "},
    {"of a channel it is another one", LAYER("midi.cc1 + midi.cc1_ch3"),
     "cc 1 at 0; cc 1 ch 3 at 0; "},
    {"the wheel rests in the middle", LAYER("midi.bend"), "bend at 0.5; "},
    {"of fourteen bits, and endless", LAYER("midi.cc1_14bit + midi.cc2_relative"),
     "cc 1 14bit at 0; cc 2 relative at 0; "},
    {"in a run()", LAYER("ramp(run(midi.pressure))"), "pressure at 0; "},
    {"in the tempo", "bpm: 60 + 60 * midi.cc1\n" LAYER("1"), "cc 1 at 0; "},
    {"beside a knob that it moves", "knobs: {k: {midi: cc 21}}\n" LAYER("k * midi.cc21"),
     "cc 21 at 0; "},
    {"what a scene within reads comes through this one", "layers: [picture: inner.yaml]\n",
     "cc 7 at 0; "},
};

static void the_table_has_what_is_read(void **state)
{
    struct scene_folder *folder = *state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const char *found = read_of(folder->scenes->arena, scene_folder_read(folder, laws[i].text));
        if (strcmp(found, laws[i].read) != 0)
            fail_msg("%s: '%s'", laws[i].law, found);
    }
}

static const struct {
    const char *law, *midi, *control, *device;
    enum rmx_pickup pickup;
} knobs[] = {
    {"a controller", "cc 21", "cc 21", NULL, RMX_PICKUP_UNSAID},
    {"an endless one", "cc 16 relative", "cc 16 relative", NULL, RMX_PICKUP_UNSAID},
    {"of a device", "{cc: 21, device: nanoKONTROL}", "cc 21", "nanoKONTROL", RMX_PICKUP_UNSAID},
    {"with all it has", "{note: 36, ch: 3, device: \"a pad\", pickup: Jump}", "note 36 ch 3",
     "a pad", RMX_PICKUP_JUMP},
    {"a kind that is all", "{bend: any, pickup: scale}", "bend", NULL, RMX_PICKUP_SCALE},
};

static void a_knob_says_what_moves_it(void **state)
{
    struct scene_folder *folder = *state;
    for (size_t i = 0; i < sizeof(knobs) / sizeof(*knobs); i++) {
        const char *text = rmx_arena_printf(folder->scenes->arena, "knobs: {k: {midi: %s}}\n%s",
                                            knobs[i].midi, LAYER("k"));
        const struct rmx_midi_binding *midi = scene_folder_read(folder, text)->knobs[0].midi;
        struct rmx_text control = {0};
        rmx_midi_control_write(&control, &midi->control);
        bool is_device = midi->control.device && knobs[i].device
                             ? strcmp(midi->control.device, knobs[i].device) == 0
                             : midi->control.device == knobs[i].device;
        if (strcmp(control.data, knobs[i].control) != 0 || !is_device ||
            midi->pickup != knobs[i].pickup)
            fail_msg("%s: %s", knobs[i].law, control.data);
        rmx_text_finish(&control);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_has_what_is_read),
        cmocka_unit_test(a_knob_says_what_moves_it),
    };
    return cmocka_run_group_tests(tests, set_up, scene_folder_tear_down);
}
