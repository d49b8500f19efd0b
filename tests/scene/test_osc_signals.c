// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of OSC in a scene: its block, and the signals that its expressions read of messages.
#include "support/scene_folder.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    static const char inner[] = "layers: [{generate: noise, opacity: osc(\"/in\")}]\n";
    static const char *const folders[] = {NULL};
    struct scene_folder *folder = scene_folder_create(folders);
    scene_folder_write(folder, "inner.yaml", inner);
    *state = folder;
    return 0;
}

// "/a in 0.2; "
static const char *read_of(struct scene_folder *folder, const struct rmx_scene *scene)
{
    const char *list = "";
    for (int i = 0; i < scene->osc_count; i++) {
        const struct rmx_osc_signal *osc = &scene->osc[i];
        const struct rmx_signal *signal = &scene->signals.items[osc->signal];
        assert_true(rmx_signal_is_from(signal, "osc") && rmx_signal_is_provided(signal));
        assert_true(signal->initial == 0 && isinf(signal->min) && isinf(signal->max));
        list = rmx_arena_printf(folder->scenes->arena, "%s%s", list, osc->address);
        if (osc->smooth_s > 0)
            list = rmx_arena_printf(folder->scenes->arena, "%s in %g", list, osc->smooth_s);
        list = rmx_arena_printf(folder->scenes->arena, "%s; ", list);
    }
    return list;
}

#define LAYER(opacity) "layers:\n- generate: noise\n  opacity: " opacity "\n"

static const struct {
    const char *law, *text, *read;
} laws[] = {
    {"who reads none has none", LAYER("time"), ""},
    {"an address is a signal", LAYER("osc(\"/sensor/3\")"), "/sensor/3; "},
    {"once, however often it is read", LAYER("osc('/a') * osc('/a') + osc(\"/b\")"), "/a; /b; "},
    {"smoothed it is another one", LAYER("osc('/a') + osc('/a', 0.2) + osc('/a', 0.2)"),
     "/a; /a in 0.2; "},
    {"in a run()", LAYER("ramp(run(osc('/a')))"), "/a; "},
    {"in the tempo", "bpm: 60 + osc('/a')\n" LAYER("1"), "/a; "},
    {"beside a knob of that address", "knobs: {k: {osc: /a}}\n" LAYER("k * osc('/a')"), "/a; "},
    {"what a scene within reads comes through this one", "layers: [picture: inner.yaml]\n",
     "/in; "},
};

static void the_table_has_what_is_read(void **state)
{
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const char *found = read_of(*state, scene_folder_read(*state, laws[i].text));
        if (strcmp(found, laws[i].read) != 0)
            fail_msg("%s: '%s'", laws[i].law, found);
    }
}

static void the_block_says_where(void **state)
{
    const struct rmx_scene *scene = scene_folder_read(*state, LAYER("1"));
    assert_true(scene->osc_port == 0 && !scene->osc_to);
    scene = scene_folder_read(*state, "osc: {port: 9000, to: tablet.local:9001}\n" LAYER("1"));
    assert_int_equal(scene->osc_port, 9000);
    assert_string_equal(scene->osc_to, "tablet.local:9001");
    scene = scene_folder_read(*state, "osc: {port: 9000, to: \"[::1]:9001\"}\n" LAYER("1"));
    assert_string_equal(scene->osc_to, "[::1]:9001");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_has_what_is_read),
        cmocka_unit_test(the_block_says_where),
    };
    return cmocka_run_group_tests(tests, set_up, scene_folder_tear_down);
}
