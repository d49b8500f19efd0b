// SPDX-License-Identifier: GPL-3.0-or-later
// A frame for which memory did not suffice is not shown: the picture before stays until there is
// enough again.
#include "base/sanitized.h"
#include "support/cli.h"
#include "support/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

// Half a gigabyte where `side` is 5,792.
static const char grow_fs[] =
    "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},\n"
    "{\"NAME\": \"side\", \"TYPE\": \"float\", \"DEFAULT\": 64, \"MIN\": 1, \"MAX\": 16384}],\n"
    "\"PASSES\": [{\"TARGET\": \"a\", \"WIDTH\": \"$side\", \"HEIGHT\": \"$side\",\n"
    "\"FLOAT\": true KEPT}, {}]}*/\n"
    "void main() {\n"
    "if (PASSINDEX == 0) gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord);\n"
    "else gl_FragColor = IMG_NORM_PIXEL(a, isf_FragNormCoord); }\n";

// From second 1 on it wants what is not there, from second 2 on no longer.
#define HEAD "size: 160x90\nfps: 30\nlayers:\n"
#define LARGE "step(1, time) * (1 - step(2, time))"
#define GREY "generate: {solid: {color: [0.2 + 0.2 * time, 0.2 + 0.2 * time, 0.2 + 0.2 * time]}}"

static const struct {
    const char *law, *scene;
} rows[] = {
    {"a buffer that grows",
     HEAD "  - {" GREY ", chain: [{./grow.fs: {side: \"64 + 5728 * " LARGE "\"}}]}\n"},
    {"one that is read in the next frame",
     HEAD "  - {" GREY ", chain: [{./kept.fs: {side: \"64 + 5728 * " LARGE "\"}}]}\n"},
    {"a buffer of a scene within", HEAD "  - picture: within.yaml\n"},
    {"a table of fragments", HEAD "  - fragments: {from: [p.png], arrange: scatter,\n"
                                  "      cut: {grid: {columns: \"8 + 1000 * " LARGE
                                  "\", rows: \"8 + 1000 * " LARGE "\"}}}\n"
                                  "  - {" GREY ", opacity: 0.9}\n"},
};

static void write_effect(const char *name, const char *kept)
{
    char text[1024];
    const char *at = strstr(grow_fs, " KEPT");
    snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - grow_fs), grow_fs, kept, at + 5);
    test_cli_text(name, text);
}

static int begin(void **state)
{
    if (live_set_up(state) != 0)
        return -1;
    write_effect("grow.fs", "");
    write_effect("kept.fs", ", \"PERSISTENT\": true");
    test_cli_text("within.yaml", rows[0].scene);
    test_cli_picture("p.png", 64, 48);
    return chdir(test_cli_path(".")); // stills go to the current folder
}

static long long address_bytes(void)
{
    long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%lld", &pages), 1);
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}

static void bound_addresses(rlim_t most)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_AS, &limit), 0);
    limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
}

// The show's next turns, for whatever they present.
static void turn_at(double seconds)
{
    live_time(seconds);
    for (int i = 0; i < 12; i++)
        assert_true(live_step());
}

static void hold(const char *law, const char *scene)
{
    print_message("%s\n", law);
    test_cli_text("short.yaml", scene);
    assert_true(live_begin(&(struct live_params){.scene = "short.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    turn_at(0.5);
    double before = live_seen()->mean;
    long long frame = live_seen()->frame;
    bound_addresses((rlim_t)address_bytes() + (80 << 20));
    turn_at(1.2);
    turn_at(1.5);
    long long kept = live_counts().short_frames;
    bound_addresses(RLIM_INFINITY);
    if (!kept || live_seen()->frame != frame || live_seen()->mean != before)
        fail_msg("%s: %lld frames were kept back; grey %g became %g", law, kept, before,
                 live_seen()->mean);
    turn_at(2.5);
    if (live_seen()->frame != 75 || live_seen()->mean < before + 50)
        fail_msg("%s: it does not go on: %g", law, live_seen()->mean);
    live_end();
}

static void the_picture_before_stays(void **state)
{
    (void)state;
    if (RMX_IS_SANITIZED)
        skip(); // whose shadow takes all addresses
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        hold(rows[i].law, rows[i].scene);
}

// The size of its buffer is known with the first frame alone.
static void a_save_that_cannot_be_drawn_leaves_it_too(void **state)
{
    (void)state;
    if (RMX_IS_SANITIZED)
        skip();
    test_cli_text("short.yaml", HEAD "  - " GREY "\n");
    assert_true(live_begin(&(struct live_params){.scene = "short.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    turn_at(0.5);
    double before = live_seen()->mean;
    bound_addresses((rlim_t)address_bytes() + (160 << 20));
    test_cli_text("short.yaml", HEAD "  - {" GREY ", chain: [{./grow.fs: {side: 5792}}]}\n");
    assert_true(live_until_loads(2));
    bound_addresses(RLIM_INFINITY);
    turn_at(0.5);
    assert_true(live_counts().reload.is_broken);
    assert_true(live_seen()->mean == before);
    live_end();
}

// Each alone takes less than is allowed, most of it in a buffer.
static const struct {
    const char *law, *side;
    bool is_shown;
} saves[] = {
    {"one that fits beside what is shown", "1448", true},
    {"one that fits alone, but not beside it", "1672", false},
    {"nor does a buffer like its own: none is shared", "1447", false},
    {"one that fits beside it as well", "700", true},
    {"once the large one is gone, the other", "1672", true},
};

static void save(const char *side)
{
    char text[400];
    snprintf(text, sizeof(text), HEAD "  - {" GREY ", chain: [{./grow.fs: {side: %s}}]}\n", side);
    test_cli_text("short.yaml", text);
}

static void both_the_shown_and_the_next_are_counted(void **state)
{
    (void)state;
    save("200");
    assert_true(live_begin(&(struct live_params){
        .scene = "short.yaml", .holds_time = true, .memory_bytes = 64 << 20}));
    assert_true(live_until_swap(1));
    for (size_t i = 0; i < sizeof(saves) / sizeof(*saves); i++) {
        struct rmx_show_counts before = live_counts();
        save(saves[i].side);
        assert_true(live_until_loads(before.reload.loads + 1));
        if (saves[i].is_shown)
            assert_true(live_until_swap(before.swaps + 1));
        turn_at(0.5);
        struct rmx_show_counts after = live_counts();
        if (after.reload.is_broken == saves[i].is_shown)
            fail_msg("%s: %s", saves[i].law, live_seen()->words);
    }
    live_press(RMX_ACTION_STILL); // of the 64 MiB 57 are shown
    for (int i = 0; i < 400 && !strstr(live_seen()->words, "no room beside"); i++)
        assert_true(live_step());
    assert_non_null(strstr(live_seen()->words, "has no room beside what is shown"));
    assert_non_null(strstr(live_seen()->words, "are allowed [too-much-memory]"));
    assert_non_null(strstr(live_seen()->words, "what is shown until then "));
    live_end();
}

// A picture of 31 MiB of 64: beside itself there would be no room for it as it is.
static void a_picture_is_shared_with_what_is_shown(void **state)
{
    (void)state;
    test_cli_picture("large.jpg", 2800, 2200);
    test_cli_text("short.yaml", HEAD "  - picture: large.jpg\n");
    assert_true(live_begin(&(struct live_params){
        .scene = "short.yaml", .holds_time = true, .memory_bytes = 96 << 20}));
    assert_true(live_until_swap(1));
    test_cli_text("short.yaml", HEAD "  - {picture: large.jpg, chain: [invert]}\n");
    assert_true(live_until_swap(2));
    assert_int_equal(live_counts().reload.decoded, 1);
    assert_null(strstr(live_seen()->words, "picture-shrunk"));
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_picture_before_stays),
        cmocka_unit_test(a_save_that_cannot_be_drawn_leaves_it_too),
        cmocka_unit_test(both_the_shown_and_the_next_are_counted),
        cmocka_unit_test(a_picture_is_shared_with_what_is_shown),
    };
    return cmocka_run_group_tests(tests, begin, live_tear_down);
}
