// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of samples: when they are taken and land, what numbers become of them, whose they are.
#include "share/samples.h"

#include "support/scene_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *law;
    double fps;
    long long sample, frame;
} grid[] = {
    {"the first is that of the first frame", 30, 0, 0},
    {"then each half second", 30, 1, 15},
    {"however long that goes on", 30, 7200, 108000},
    {"a time between two frames is the later one's", 25, 1, 13},
    {"and the next one is not pushed on by that", 25, 2, 25},
    {"fractions of frames as well", 23.976, 2, 24},
    {"long frames hold several", 1, 1, 1},
    {"and share them", 1, 2, 1},
};

static void samples_are_taken_each_half_second(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(grid) / sizeof(*grid); i++) {
        long long frame = rmx_sample_frame(grid[i].sample, grid[i].fps);
        if (frame != grid[i].frame)
            fail_msg("%s: frame %lld", grid[i].law, frame);
    }
}

static void the_sample_before_a_frame_is_the_last_one_taken(void **state)
{
    (void)state;
    static const double rates[] = {1, 12.5, 23.976, 25, 30, 59.94, 144};
    for (size_t i = 0; i < sizeof(rates) / sizeof(*rates); i++)
        for (long long frame = 0; frame < 1000; frame++) {
            long long sample = rmx_sample_before(frame, rates[i]);
            assert_true(rmx_sample_frame(sample, rates[i]) <= frame);
            assert_true(rmx_sample_frame(sample + 1, rates[i]) > frame);
        }
}

#define SCENE(reads)                                                                               \
    "sources: {a: asset:coffee.jpg, b: asset:retina.jpg}\n"                                        \
    "layers: [{name: swarm, generate: noise}, {picture: a, opacity: '" reads "'}, picture: b]\n"   \
    "aura: {half_life: 1 s}\n"

enum { A, WITHIN, BELOW, SWARM, BACKGROUND, EFFECTS, HOLDERS };

static struct rmx_holder items[HOLDERS] = {
    [A] = {.kind = RMX_HOLDER_SOURCE, .name = "a"},
    [WITHIN] = {.kind = RMX_HOLDER_SOURCE, .name = "b/plant"},
    [BELOW] = {.kind = RMX_HOLDER_GENERATOR, .name = "b/swarm"},
    [SWARM] = {.kind = RMX_HOLDER_GENERATOR, .name = "swarm"},
    [BACKGROUND] = {.kind = RMX_HOLDER_BACKGROUND, .name = "background"},
    [EFFECTS] = {.kind = RMX_HOLDER_EFFECTS, .name = "effects"},
};
static const struct rmx_holders holders = {items, HOLDERS};
static const double totals[HOLDERS] = {0.5, 0.125, 0.125, 0.0625, 0.0625, 0.125};
static const double none[HOLDERS] = {[EFFECTS] = 1};

static const struct rmx_scene *read_scene(struct scene_bench *bench, const char *text)
{
    const struct rmx_scene *scene = scene_bench_read(bench, text, NULL);
    if (!scene)
        fail_msg("%s", scene_bench_dump(bench, NULL));
    return scene;
}

// Of the scene's only signal.
static double value(const struct rmx_samples *samples, const struct rmx_scene *scene,
                    long long frame)
{
    double *numbers = calloc((size_t)scene->signals.count, sizeof(*numbers));
    assert_non_null(numbers);
    rmx_samples_values(samples, frame, numbers);
    double number = numbers[scene->measured[0].signal];
    free(numbers);
    return number;
}

static void check(const char *law, const struct rmx_samples *samples, const struct rmx_scene *scene,
                  long long frame, double wanted)
{
    double found = value(samples, scene, frame);
    if (fabs(found - wanted) > 1e-12)
        fail_msg("%s: %.6g in frame %lld, not %.6g", law, found, frame, wanted);
}

static const struct {
    const char *law, *reads;
    double share;
} shares[] = {
    {"a source's share is its own", "share.a", 0.5},
    {"a scene's is the sum of what it holds", "share.b", 0.25},
    {"a generator's is its own", "share.swarm", 0.0625},
    {"the background's", "share.background", 0.0625},
    {"what effects show alone", "share.effects", 0.125},
    {"auras are whole at the start", "aura.a", 1},
};

static void shares_are_those_of_their_holders(void **state)
{
    for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++) {
        const char *text =
            rmx_arena_printf(((struct scene_bench *)*state)->arena, SCENE("%s"), shares[i].reads);
        const struct rmx_scene *scene = read_scene(*state, text);
        struct rmx_samples *samples = rmx_samples_create(scene, &holders);
        rmx_samples_start(samples, 0, 30);
        rmx_samples_first(samples, totals);
        check(shares[i].law, samples, scene, 0, shares[i].share);
        rmx_samples_destroy(samples);
    }
}

static void a_share_goes_straight_to_the_sample(void **state)
{
    const struct rmx_scene *scene = read_scene(*state, SCENE("share.a"));
    struct rmx_samples *samples = rmx_samples_create(scene, &holders);
    rmx_samples_start(samples, 0, 30);
    check("nothing is shown before the start", samples, scene, 0, 0);
    rmx_samples_first(samples, totals);
    rmx_samples_land(samples, 0, 15, 0.5, totals);
    check("the first one holds at once", samples, scene, 0, 0.5);
    check("until another one is known", samples, scene, 30, 0.5);
    rmx_samples_land(samples, 1, 30, 0.5, none);
    check("where it lands nothing jumps", samples, scene, 30, 0.5);
    check("then it is on its way", samples, scene, 33, 0.4);
    check("and there half a second later", samples, scene, 45, 0);
    check("where it stays", samples, scene, 1000, 0);
    rmx_samples_land(samples, 2, 45, 0.5, totals);
    check("frames that were stay as they were", samples, scene, 33, 0.4);
    check("also those of the first sample", samples, scene, 10, 0.5);
    rmx_samples_destroy(samples);
}

static void a_late_sample_begins_where_the_number_stands(void **state)
{
    const struct rmx_scene *scene = read_scene(*state, SCENE("share.a"));
    struct rmx_samples *samples = rmx_samples_create(scene, &holders);
    rmx_samples_start(samples, 0, 30);
    rmx_samples_first(samples, totals);
    rmx_samples_land(samples, 0, 15, 0.5, totals);
    rmx_samples_land(samples, 1, 36, 0.5, none);
    check("it waits for it", samples, scene, 36, 0.5);
    rmx_samples_land(samples, 2, 42, 0.5, totals);
    check("and turns where it is", samples, scene, 42, 0.3);
    check("to be there in time", samples, scene, 57, 0.5);
    rmx_samples_destroy(samples);
}

static void check_next(const struct rmx_samples *samples, long long *cursor, long long sample,
                       long long frame)
{
    struct rmx_landing landing;
    if (!rmx_samples_next(samples, cursor, &landing))
        fail_msg("sample %lld is not told of", sample);
    if (landing.sample != sample || landing.frame != frame)
        fail_msg("sample %lld in frame %lld, not %lld in %lld", landing.sample, landing.frame,
                 sample, frame);
    assert_true(landing.totals[A] == (sample % 2 ? 0 : 0.5));
}

static void all_that_lands_is_told_of_once(void **state)
{
    const struct rmx_scene *scene = read_scene(*state, SCENE("share.a"));
    struct rmx_samples *samples = rmx_samples_create(scene, &holders);
    struct rmx_samples *edited = rmx_samples_create(scene, &holders);
    struct rmx_landing landing;
    long long cursor = 0;
    rmx_samples_start(samples, 0, 30);
    assert_false(rmx_samples_next(samples, &cursor, &landing));
    for (long long sample = 0; sample < 3; sample++) // in one frame
        rmx_samples_land(samples, sample, 45, 0.5, sample % 2 ? none : totals);
    for (long long sample = 0; sample < 3; sample++)
        check_next(samples, &cursor, sample, 45);
    assert_false(rmx_samples_next(samples, &cursor, &landing));
    for (long long sample = 3; sample < 24; sample++)
        rmx_samples_land(samples, sample, 15 * sample, 0.5, sample % 2 ? none : totals);
    check_next(samples, &cursor, 8, 120); // 16 are kept
    rmx_samples_start(edited, 23, 60);
    rmx_samples_follow(edited, samples);
    check_next(edited, &cursor, 9, 270);
    for (long long sample = 10; sample < 24; sample++)
        check_next(edited, &cursor, sample, 30 * sample);
    assert_false(rmx_samples_next(edited, &cursor, &landing));
    rmx_samples_start(edited, 0, 60);
    assert_false(rmx_samples_next(edited, &cursor, &landing));
    rmx_samples_land(edited, 0, 30, 0.5, totals);
    check_next(edited, &cursor, 0, 30);
    rmx_samples_destroy(samples);
    rmx_samples_destroy(edited);
}

static void an_aura_falls_by_half_a_second_of_each_sample(void **state)
{
    const struct rmx_scene *scene = read_scene(*state, SCENE("aura.a"));
    struct rmx_samples *samples = rmx_samples_create(scene, &holders);
    rmx_samples_start(samples, 0, 30);
    rmx_samples_first(samples, totals);
    check("what is shown first was not shown yet", samples, scene, 14, 1);
    rmx_samples_land(samples, 0, 15, 0.5, totals);
    check("half the surface for half a second", samples, scene, 30, exp2(-0.25));
    rmx_samples_land(samples, 1, 30, 0.5, none);
    check("nothing shown, nothing lost", samples, scene, 45, exp2(-0.25));
    rmx_samples_land(samples, 5, 105, 2, totals);
    check("one that stands for those that were skipped", samples, scene, 120, exp2(-1.25));
    rmx_samples_land(samples, 6, 120, 0, totals);
    check("one that was not on the screen", samples, scene, 135, exp2(-1.25));
    rmx_samples_destroy(samples);
}

static void a_start_leaves_auras_alone(void **state)
{
    const struct rmx_scene *scene = read_scene(*state, SCENE("aura.b"));
    struct rmx_samples *samples = rmx_samples_create(scene, &holders);
    rmx_samples_start(samples, 0, 30);
    rmx_samples_land(samples, 0, 15, 0.5, totals);
    rmx_samples_start(samples, 0, 30);
    check("a show goes on", samples, scene, 0, exp2(-0.125));
    rmx_auras_restart(rmx_samples_auras(samples));
    rmx_samples_start(samples, 0, 30);
    check("a scene begins anew", samples, scene, 0, 1);
    rmx_samples_destroy(samples);
}

static double named(const struct rmx_samples *samples, const struct rmx_scene *scene, int measured,
                    long long frame)
{
    double *numbers = calloc((size_t)scene->signals.count, sizeof(*numbers));
    assert_non_null(numbers);
    rmx_samples_values(samples, frame, numbers);
    double number = numbers[scene->measured[measured].signal];
    free(numbers);
    return number;
}

static void an_edited_scene_goes_on(void **state)
{
    const struct rmx_scene *before = read_scene(*state, SCENE("share.a + aura.a"));
    const struct rmx_scene *after = read_scene(*state, SCENE("share.swarm + aura.a + share.a"));
    struct rmx_samples *from = rmx_samples_create(before, &holders);
    struct rmx_samples *to = rmx_samples_create(after, &holders);
    rmx_samples_start(from, 0, 30);
    rmx_samples_first(from, totals);
    rmx_samples_land(from, 0, 15, 0.5, totals);
    rmx_samples_land(from, 1, 30, 0.5, none);
    rmx_samples_start(to, 2, 60);
    rmx_samples_first(to, totals);
    rmx_samples_follow(to, from);
    for (long long frame = 0; frame < 100; frame++) {
        assert_true(named(to, after, 2, frame * 2) == named(from, before, 0, frame));
        assert_true(named(to, after, 1, frame * 2) == named(from, before, 1, frame));
        assert_true(named(to, after, 0, frame * 2) == totals[SWARM]); // it is new
    }
    rmx_samples_land(to, 2, 90, 0.5, totals);
    rmx_samples_land(from, 2, 45, 0.5, totals);
    assert_true(named(to, after, 1, 120) == named(from, before, 1, 60));
    rmx_samples_destroy(from);
    rmx_samples_destroy(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_taken_each_half_second),
        cmocka_unit_test(the_sample_before_a_frame_is_the_last_one_taken),
        cmocka_unit_test(shares_are_those_of_their_holders),
        cmocka_unit_test(a_share_goes_straight_to_the_sample),
        cmocka_unit_test(a_late_sample_begins_where_the_number_stands),
        cmocka_unit_test(all_that_lands_is_told_of_once),
        cmocka_unit_test(an_aura_falls_by_half_a_second_of_each_sample),
        cmocka_unit_test(a_start_leaves_auras_alone),
        cmocka_unit_test(an_edited_scene_goes_on),
    };
    return cmocka_run_group_tests(tests, scene_bench_set_up, scene_bench_tear_down);
}
