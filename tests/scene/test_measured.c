// SPDX-License-Identifier: GPL-3.0-or-later
// Shares, auras and the knob `display`: when they stand in a scene's table, and whose they are.
#include "support/scene_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    static const char *const folders[] = {NULL};
    struct scene_folder *folder = scene_folder_create(folders);
    scene_folder_write(folder, "in.png", "");
    scene_folder_write(folder, "later.yaml", "sources: {later: in.png}\n");
    scene_folder_write(folder, "veiled.yaml",
                       "knobs: {chaos: 0}\nlayers: [{picture: in.png, opacity: display}]\n");
    *state = folder;
    return 0;
}

// What follows the engine's own entries in the table: "share.plant=source:0 ".
static const char *added(struct scene_folder *folder, const struct rmx_scene *scene)
{
    static const char *const kinds[] = {"source", "generator", "background", "effects"};
    const char *list = "";
    for (int i = RMX_SIGNALS_OWN; i < scene->signals.count; i++) {
        list = rmx_arena_printf(folder->scenes->arena, "%s%s", list, scene->signals.items[i].name);
        for (int m = 0; m < scene->measured_count; m++)
            if (scene->measured[m].signal == i)
                list = rmx_arena_printf(folder->scenes->arena, "%s=%s:%d", list,
                                        kinds[scene->measured[m].kind], scene->measured[m].index);
        list = rmx_arena_printf(folder->scenes->arena, "%s ", list);
    }
    return list;
}

#define PLANT "sources: {plant: in.png}\nlayers:\n- picture: plant\n  opacity: "

static const struct {
    const char *law, *text, *added;
} laws[] = {
    {"who asks for nothing gets nothing", PLANT "time\n", ""},
    {"a share is that of a source", PLANT "share.plant\n", "share.plant=source:0 "},
    {"an aura as well, and each stands once", PLANT "aura.plant * share.plant + aura.plant\n",
     "aura.plant=source:0 share.plant=source:0 "},
    {"a source may be defined below",
     "layers: [{picture: in.png, opacity: share.b}]\n"
     "sources: {a: in.png, b: {generate: noise}}\n",
     "share.b=source:1 "},
    {"and in an included file",
     "include: later.yaml\nlayers: [{picture: later, opacity: share.later}]\n",
     "share.later=source:0 "},
    {"a generator is named by its layer, or by its effect",
     "layers:\n- generate: gradient\n- {name: swarm, generate: noise, opacity: share.swarm}\n"
     "- {picture: in.png, opacity: aura.gradient}\n",
     "share.swarm=generator:1 aura.gradient=generator:0 "},
    {"effects and background hold their share", PLANT "share.effects + share.background\n",
     "share.effects=effects:-1 share.background=background:-1 "},
    {"a chain on the whole frame may read them",
     "sources: {plant: in.png}\nlayers: [picture: plant]\n"
     "finish: [blur: {radius: 0.1 * share.plant}]\n",
     "share.plant=source:0 "},
    {"a run() as well", PLANT "ramp(run(share.plant))\n", "share.plant=source:0 "},
    {"the tempo as well", "bpm: 60 + 60 * share.plant\n" PLANT "1\n", "share.plant=source:0 "},
    {"display is a knob of every scene that reads it", PLANT "display * share.plant\n",
     "display share.plant=source:0 "},
    {"a scene may have one of its own", "knobs: {display: 0.4}\n" PLANT "display\n", "display "},
    {"a yes or no may be display", "layers: [{picture: in.png, visible: display}]\n", "display "},
    {"a scene within takes this one's display", "layers: [picture: veiled.yaml]\n", "display "},
    {"unless it is said",
     "sources: {other: {scene: veiled.yaml, with: {display: 0.3}}}\nlayers: [picture: other]\n",
     ""},
};

static void the_table_has_what_is_read(void **state)
{
    struct scene_folder *folder = *state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const char *found = added(folder, scene_folder_read(folder, laws[i].text));
        if (strcmp(found, laws[i].added) != 0)
            fail_msg("%s: '%s'", laws[i].law, found);
    }
}

static void nothing_is_shown_before_the_start(void **state)
{
    const struct rmx_scene *scene = scene_folder_read(*state, PLANT "share.plant + aura.plant\n");
    for (int i = 0; i < 2; i++) {
        const struct rmx_signal *signal = &scene->signals.items[scene->measured[i].signal];
        assert_true(signal->min == 0 && signal->max == 1 && signal->initial == i);
        assert_true(rmx_signal_is_from(signal, "ledger"));
    }
}

static void display_stands_open_unless_the_scene_says_otherwise(void **state)
{
    const struct rmx_scene *scene = scene_folder_read(*state, PLANT "display\n");
    assert_true(scene->knob_count == 1 && scene->knobs[0].is_display && scene->knobs[0].at == 1);
    scene = scene_folder_read(*state, "knobs: {display: 0.4}\n" PLANT "display\n");
    assert_true(scene->knob_count == 1 && !scene->knobs[0].is_display && scene->knobs[0].at == 0.4);
}

static void what_auras_remember_is_said(void **state)
{
    const struct rmx_scene *scene = scene_folder_read(*state, PLANT "1\n");
    assert_true(scene->aura_memory == RMX_MEMORY_SCENE && scene->aura_half_life_s == 30);
    scene = scene_folder_read(*state, "aura: {memory: ever, half_life: 1500 ms}\n" PLANT "1\n");
    assert_true(scene->aura_memory == RMX_MEMORY_EVER && scene->aura_half_life_s == 1.5);
    scene = scene_folder_read(*state, "aura: {memory: show}\n" PLANT "1\n");
    assert_true(scene->aura_memory == RMX_MEMORY_SHOW && scene->aura_half_life_s == 30);
}

static void a_scene_within_may_hold_the_surface_as_one(void **state)
{
    const struct rmx_scene *scene = scene_folder_read(
        *state, "sources: {a: {scene: veiled.yaml, ledger: whole}, b: veiled.yaml,"
                " c: {scene: veiled.yaml, ledger: sources}}\nlayers: [picture: a]\n");
    assert_true(scene->sources[0].ledger_whole);
    assert_false(scene->sources[1].ledger_whole || scene->sources[2].ledger_whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_has_what_is_read),
        cmocka_unit_test(nothing_is_shown_before_the_start),
        cmocka_unit_test(display_stands_open_unless_the_scene_says_otherwise),
        cmocka_unit_test(what_auras_remember_is_said),
        cmocka_unit_test(a_scene_within_may_hold_the_surface_as_one),
    };
    return cmocka_run_group_tests(tests, set_up, scene_folder_tear_down);
}
