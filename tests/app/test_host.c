// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of an ISF host beside those of passes, a tiny file of tests/isf for each.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EFFECTS REMONTAGE_ROOT "/tests/isf"

// Two channels: a wave of six samples, a spectrum of eight bins.
static const float samples[] = {0, 1, 0.5f, -0.5f, -1, 0, 0.2f, 0.2f, -0.2f, -0.2f, 0.2f, -0.2f};
static const float bins[] = {1, 0.5f, 0, 0, 0, 0, 0.2f, 0.4f, 0, 0, 0, 0, 0, 0, 0, 0};
static const struct rmx_sound sound = {2, samples, 6, bins, 8};

// The colour of the picture's middle at a frame, as it should be.
struct law {
    const char *law, *scene;
    long long frame;
    float rgb[3];
};

static const struct law laws[] = {
    {"a picture of the effect's own has its file's size",
     "layers: [{generate: imported}]",
     0,
     {0.4f, 0.2f, 0}},
    {"and is read by points, its origin below",
     "layers: [{generate: {imported: {what: 1}}}]",
     0,
     {1, 0, 0}},
    {"and by pixels", "layers: [{generate: {imported: {what: 2}}}]", 0, {0, 1, 0}},
    {"and at the own point", "layers: [{generate: {imported: {what: 3}}}]", 0, {0.5f, 0.5f, 0.5f}},
    {"it has its companions", "layers: [{generate: {imported: {what: 4}}}]", 0, {0.4f, 0.2f, 1}},
    {"and is a sampler", "layers: [{generate: {imported: {what: 5}}}]", 0, {0, 0, 1}},
    {"ISF 1 lists it", "layers: [{generate: imported_1}]", 0, {0, 0, 1}},
    {"a filter has it beside the chain's picture",
     "layers: [{generate: {solid: {color: white}}, chain: [imported_filter, invert]}]",
     0,
     {0.8f, 0.8f, 0.8f}},
    {"twice, too",
     "layers: [{generate: {solid: {color: white}}, chain: [imported_filter, imported_filter]}]",
     0,
     {0.04f, 0.04f, 0.04f}},
    {"a vertex shader moves the picture's corners and hands varyings on",
     "layers: [{generate: {solid: {color: white}}, chain: [{corner: {shift: 0.25}}]}]",
     0,
     {0.3354f, 0.337f, 0.5031f}},
    {"what it leaves free is empty",
     "background: none\nlayers: [{generate: {solid: {color: white}}, chain: [corner]}]",
     0,
     {0, 0, 0}},
    {"the chain goes on after it",
     "layers: [{generate: {solid: {color: white}}, chain: [{corner: {shift: 0.25}}, invert]}]",
     0,
     {0.6646f, 0.663f, 0.4969f}},
    {"old varyings, the old function, the pass's size and number, the ending .vert",
     "layers: [{generate: varying_only}]",
     0,
     {0.5f, 0.25f, 0.5031f}},
    {"time is frame by fps, as is its step",
     "layers: [{generate: automatic}]",
     15,
     {0.5f, 1 / 3.0f, 0.15f}},
    {"the first frame has no step", "layers: [{generate: automatic}]", 0, {0, 0, 0}},
    {"the date is the scene's",
     "date: 1999-12-31 23:59:59\nlayers: [{generate: {automatic: {what: 1}}}]",
     0,
     {1999 / 4000.0f, 0.12f, 0.31f}},
    {"and goes on with the time",
     "date: 1999-12-31 23:59:59\nlayers: [{generate: {automatic: {what: 1}}}]",
     30,
     {0.5f, 0.01f, 0.01f}},
    {"in seconds of the day",
     "date: 1999-12-31 12:00:00\nlayers: [{generate: {automatic: {what: 2}}}]",
     0,
     {0.5f, 0, 0}},
    {"the size is the canvas's",
     "layers: [{generate: {automatic: {what: 3}}}]",
     0,
     {0.16f, 0.09f, 0}},
    {"coordinates begin below, in pixels' middles",
     "layers: [{generate: {automatic: {what: 4}}}]",
     0,
     {80.5f / 160, 45.5f / 90, 0.126f}},
    {"each pass has coordinates, size and number of its own",
     "layers: [{generate: passes_see}]",
     0,
     {0.2f, 0.16f, 1}},
    {"an event is true in its frame, for all passes",
     "layers: [{generate: {events: {hit: frame > 2}}}]",
     3,
     {0.1f, 1, 1}},
    {"and in that frame alone",
     "layers: [{generate: {events: {hit: frame > 2}}}]",
     7,
     {0.1f, 0, 1}},
    {"it comes again when it rises again",
     "layers: [{generate: {events: {hit: frame % 3 > 1}}}]",
     8,
     {0.3f, 1, 1}},
    {"a picture that nobody gives is one transparent pixel",
     "layers: [{generate: {solid: {color: white}}, chain: [unbound]}]",
     0,
     {0.5f, 0.5f, 0}},
    {"a float is the middle of its range; one end alone is none; far defaults come near",
     "layers: [{generate: defaults}]",
     0,
     {0.5f, 0.5f, 0.25f}},
    {"a bool is true, a menu its first value, an event false",
     "layers: [{generate: {defaults: {what: 1}}}]",
     0,
     {1, 0.3f, 0}},
    {"a point is the origin, a range turned round is set right",
     "layers: [{generate: {defaults: {what: 2}}}]",
     0,
     {0, 0, 0.75f}},
    {"a colour of fewer numbers is none",
     "layers: [{generate: {defaults: {what: 3}}}]",
     0,
     {0, 0, 0}},
    {"ISF 1 lists what lasts; what nobody draws is empty",
     "layers: [{generate: old}]",
     3,
     {0.5f, 0.5f, 0}},
    {"or says how large and fine it is",
     "layers: [{generate: old_object}]",
     3,
     {0.5f, 0.5f, 0.125f}},
    {"float buffers go beyond 1, others do not; keys may be small",
     "layers: [{generate: depths}]",
     3,
     {0.75f, 0.25f, 1}},
    {"silence is one sample of 0.5", "layers: [{generate: wave}]", 0, {0.5f, 0.1f, 0.1f}},
    {"in a spectrum it is 0, in as many bins as are wanted",
     "layers: [{generate: spectrum}]",
     0,
     {0, 0, 0.4f}},
    {"without sound the volume is that of silence",
     "layers: [{generate: {solid: {color: black}}, chain: [volume]}]",
     0,
     {0.5f, 0.5f, 0}},
};

// The same where something is heard.
static const struct law sound_laws[] = {
    {"a wave has a column a sample and a row a channel",
     "layers: [{generate: wave}]",
     0,
     {0.5f, 0.6f, 0.2f}},
    {"it stands around 0.5", "layers: [{generate: {wave: {column: 4}}}]", 0, {0, 0.6f, 0.2f}},
    {"the second row is the second channel",
     "layers: [{generate: {wave: {column: 1, channel: 1}}}]",
     0,
     {0.6f, 0.6f, 0.2f}},
    {"MAX columns are means", "layers: [{generate: wave_short}]", 0, {0.5f, 0.3f, 0.2f}},
    {"a single one is the overall volume, in fused code too",
     "layers: [{generate: {solid: {color: \"#0000ff\"}}, chain: [volume, invert]}]",
     0,
     {1 - 0.6f, 1 - 0.6f, 0}},
    {"a spectrum has a column a bin", "layers: [{generate: spectrum}]", 0, {0.75f, 0.3f, 0.4f}},
};

static struct stage_picture render(const struct law *law, const struct rmx_sound *heard,
                                   bool no_fuse)
{
    return stage_render(&(struct stage_params){.text = law->scene,
                                               .effects = EFFECTS,
                                               .frame = law->frame,
                                               .depth = 32,
                                               .snap = true,
                                               .no_fuse = no_fuse,
                                               .sound = heard});
}

// Fused and unfused.
static bool holds(const struct law *law, const struct rmx_sound *heard)
{
    bool all = true;
    for (int no_fuse = 0; no_fuse <= 1; no_fuse++) {
        struct stage_picture picture = render(law, heard, no_fuse);
        const float *middle = &picture.pixels[(45 * 160 + 80) * 4];
        bool is = true;
        for (int c = 0; c < 3; c++)
            is = is && fabsf(middle[c] - law->rgb[c]) < 1.5e-3f;
        if (!is)
            print_error("%s: %g %g %g%s\n", law->law, (double)middle[0], (double)middle[1],
                        (double)middle[2], no_fuse ? " unfused" : "");
        all = all && is;
        stage_finish(&picture);
    }
    return all;
}

static void test_rules(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++)
        faults += !holds(&laws[i], NULL);
    for (size_t i = 0; i < sizeof(sound_laws) / sizeof(*sound_laws); i++)
        faults += !holds(&sound_laws[i], &sound);
    assert_int_equal(faults, 0);
}

// What carries pictures of its own is a part of a bigger shader all the same.
static void test_imports_fuse(void **state)
{
    (void)state;
    struct rmx_generation *generation = stage_load(&(struct stage_params){
        .text = "layers: [{generate: {solid: {color: white}}, chain: [imported_filter, invert]}]",
        .effects = EFFECTS});
    assert_int_equal(generation->plan->pass_count, 1);
    assert_int_equal(generation->plan->passes[0].texture_count, 1);
    rmx_generation_destroy(generation);
}

// Another sound draws anew what listens; the same one draws nothing.
static void test_sound_is_news(void **state)
{
    (void)state;
    struct rmx_generation *generation = stage_load(&(struct stage_params){
        .text = "layers: [{generate: wave_short}]", .effects = EFFECTS, .depth = 32, .snap = true});
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
    struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, 0);
    static const struct rmx_sound short_sound = {1, samples, 2, NULL, 0};
    const struct rmx_sound *const heard[] = {NULL, NULL, &sound, &sound, &short_sound, NULL};
    static const long long drawn[] = {1, 1, 2, 2, 3, 4};
    for (size_t i = 0; i < sizeof(heard) / sizeof(*heard); i++) {
        struct rmx_renderer_counts counts;
        rmx_values_frame(values, &frame_inputs, block);
        rmx_renderer_hear(generation->renderer, heard[i]);
        rmx_renderer_draw(generation->renderer, block);
        rmx_renderer_counts(generation->renderer, &counts);
        assert_int_equal(counts.passes_drawn, drawn[i]);
    }
    struct stage_picture picture = stage_read(generation);
    assert_float_equal(picture.pixels[0], 0.5f, 1e-3f);
    stage_finish(&picture);
    free(block);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_imports_fuse),
        cmocka_unit_test(test_sound_is_news),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
