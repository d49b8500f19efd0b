// SPDX-License-Identifier: GPL-3.0-or-later
// The file of an evening: what goes in comes out to the last bit; what is cut off, broken or none
// is answered, and never costs what was whole.
#include "record/reader.h"
#include "record/writer.h"
#include "support/cli.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { KNOBS = 8, FPS = 30 };

static const char *const names[KNOBS] = {"time", "a", "b", "c", "d", "e", "f", "g"};
static const char *const providers[KNOBS] = {"clock", "knob", "knob", "knob",
                                             "knob",  "knob", "knob", "sound"};
static const struct rmx_evening evening = {.version = "1.2.3",
                                           .date = {2026, 11, 30, 20, 15, 0},
                                           .scene = "/show/scene.yaml",
                                           .chain = "",
                                           .has_seed = true,
                                           .seed = 4000000000u,
                                           .fps = 29.97};

// A knob that a person moves: never twice the same, exact doubles.
static double moved(int tick, int knob)
{
    return knob == 0 ? NAN : 0.5 + 0.5 * sin(tick * 0.013 * knob + knob);
}

static struct rmx_evening_load load_of(const struct rmx_evening_lane *lane)
{
    return (struct rmx_evening_load){.scene = "/show/scene.yaml",
                                     .chain = "",
                                     .width = 160,
                                     .height = 90,
                                     .fps = FPS,
                                     .prepared_frame = 3,
                                     .prepared_fps = FPS,
                                     .lane_count = 1,
                                     .lanes = lane};
}

static void put_tick(struct rmx_record_writer *writer, int tick)
{
    double numbers[KNOBS];
    for (int k = 0; k < KNOBS; k++)
        numbers[k] = moved(tick, k);
    const struct rmx_ticks like = {.fps = FPS, .width = 160, .height = 90, .lane_count = 1};
    const struct rmx_tick it = {
        .time_us = tick * 1000000LL / FPS + tick % 7, .frame = tick, .flags = RMX_TICK_DRAWN};
    const struct rmx_rows rows = {KNOBS, 1, numbers, NULL};
    rmx_record_writer_tick(writer, &like, &it, &rows);
}

static char words[1024];

static void say(void *data, const char *text)
{
    (void)data;
    strncat(words, text, sizeof(words) - strlen(words) - 1);
}

static struct rmx_record_writer *begin(const char *path)
{
    char why[256] = "";
    words[0] = '\0';
    const struct rmx_record_writer_params params = {.path = path, .evening = &evening, .say = say};
    struct rmx_record_writer *writer = rmx_record_writer_create(&params, why, sizeof(why));
    if (!writer)
        fail_msg("%s", why);
    double prepared[KNOBS] = {0};
    const struct rmx_evening_lane lane = {"", KNOBS, names, providers, prepared};
    const struct rmx_evening_load load = load_of(&lane);
    struct rmx_texts *texts = rmx_texts_create();
    rmx_texts_put(texts, &(struct rmx_text_note){RMX_TEXT_READ, "/show/scene.yaml", 0, "a: b", 4});
    rmx_record_writer_load(writer, &load, texts);
    rmx_texts_release(texts);
    return writer;
}

static const char *recorded(const char *name, int ticks)
{
    const char *path = test_cli_path(name);
    unlink(path);
    struct rmx_record_writer *writer = begin(path);
    for (int i = 0; i < ticks; i++)
        put_tick(writer, i);
    rmx_record_writer_destroy(writer);
    return test_cli_path(name);
}

static struct rmx_record_reader *reopened(const char *path)
{
    char why[256];
    struct rmx_record_reader *reader = rmx_record_open(path, why, sizeof(why));
    if (!reader)
        fail_msg("%s", why);
    return reader;
}

static void assert_ticks(struct rmx_record_reader *reader, int count)
{
    struct rmx_arena *arena = rmx_arena_create();
    int tick = 0;
    for (int b = 0; b < rmx_record_counts(reader).blocks; b++) {
        struct rmx_ticks ticks;
        assert_true(rmx_record_ticks(reader, arena, b, &ticks));
        for (int i = 0; i < ticks.count; i++, tick++) {
            assert_int_equal(ticks.items[i].frame, tick);
            assert_int_equal(ticks.items[i].time_us, tick * 1000000LL / FPS + tick % 7);
            for (int k = 0; k < KNOBS; k++) {
                double number = moved(tick, k);
                assert_memory_equal(&ticks.lanes[0].numbers[i * KNOBS + k], &number, 8);
            }
        }
    }
    assert_int_equal(tick, count);
    rmx_arena_destroy(arena);
}

static void it_comes_out_as_it_went_in(void **state)
{
    (void)state;
    struct rmx_record_reader *reader = reopened(recorded("whole.evening", 100));
    struct rmx_record_counts counts = rmx_record_counts(reader);
    assert_true(counts.has_end);
    assert_int_equal(counts.cut_bytes, 0);
    assert_int_equal(counts.ticks, 100);
    assert_true(fabs(counts.seconds - 3.3) < 0.001);
    assert_ticks(reader, 100);
    const struct rmx_evening *read = rmx_record_evening(reader);
    assert_string_equal(read->version, evening.version);
    assert_int_equal(read->seed, evening.seed);
    assert_memory_equal(&read->fps, &evening.fps, 8);
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_texts *texts = rmx_texts_create();
    struct rmx_evening_load load;
    assert_true(rmx_record_load(reader, arena, 0, &load, texts));
    assert_string_equal(load.lanes[0].signals[7], "g");
    assert_string_equal(rmx_texts_find(texts, RMX_TEXT_READ, "/show/scene.yaml")->bytes, "a: b");
    rmx_texts_release(texts);
    rmx_arena_destroy(arena);
    rmx_record_close(reader);
}

static char *bytes_of(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(1 << 20);
    assert_non_null(file);
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

// Wherever it is cut, what comes before is there, and the rest is counted.
static void a_cut_file_keeps_what_is_whole(void **state)
{
    (void)state;
    size_t length;
    char *bytes = bytes_of(recorded("cut.evening", 40), &length), why[256];
    for (size_t cut = 0; cut < length; cut++) {
        struct rmx_record_reader *reader =
            rmx_record_open_bytes("cut", bytes, cut, why, sizeof(why));
        if (!reader)
            continue;
        struct rmx_record_counts counts = rmx_record_counts(reader);
        assert_false(counts.has_end);
        assert_true(counts.ticks == 0 || counts.ticks == 30 || counts.ticks == 40);
        if (counts.ticks)
            assert_ticks(reader, (int)counts.ticks);
        rmx_record_close(reader);
    }
    free(bytes);
}

// Each bit that is turned in a block of ticks is found.
static void a_turned_bit_is_found(void **state)
{
    (void)state;
    size_t length;
    char *bytes = bytes_of(recorded("turned.evening", 20), &length), why[256];
    struct rmx_record_reader *reader = rmx_record_open_bytes("it", bytes, length, why, sizeof(why));
    size_t stored = rmx_record_block(reader, 0)->stored;
    rmx_record_close(reader);
    size_t from = length - RMX_BLOCK_HEAD - stored - RMX_BLOCK_HEAD;
    for (size_t i = from; i < length - RMX_BLOCK_HEAD; i++) {
        bytes[i] = (char)(bytes[i] ^ 4);
        reader = rmx_record_open_bytes("it", bytes, length, why, sizeof(why));
        assert_non_null(reader);
        assert_int_equal(rmx_record_counts(reader).ticks, 0);
        rmx_record_close(reader);
        bytes[i] = (char)(bytes[i] ^ 4);
    }
    free(bytes);
}

static const struct {
    const char *law, *bytes;
    size_t length;
    const char *answer;
} strangers[] = {
    {"an empty file", "", 0, "it is empty"},
    {"a text", "layers: []\n", 11, "it is no recording"},
    {"a long text", "layers:\n- picture: a\n- picture: b\n", 34, "it is no recording"},
    {"a newer version", "\x89RMXEV\r\n\x02\0\0\0\0\0\0\0", 16, "a newer remontage wrote it"},
    {"a start alone", "\x89RMXEV\r\n\x01\0\0\0\0\0\0\0", 16, "cut off before its first second"},
    {"ends of lines were changed", "\x89RMXEV\n\x01\0\0\0\0\0\0\0\0", 16, "it is no recording"},
};

static void what_is_none_is_answered(void **state)
{
    (void)state;
    char why[256];
    for (size_t i = 0; i < sizeof(strangers) / sizeof(*strangers); i++) {
        const char *path = test_cli_path("strange.evening");
        FILE *file = fopen(path, "wb");
        fwrite(strangers[i].bytes, 1, strangers[i].length, file);
        fclose(file);
        why[0] = '\0';
        if (rmx_record_open(path, why, sizeof(why)) || !strstr(why, strangers[i].answer))
            fail_msg("%s: %s", strangers[i].law, why);
    }
    assert_null(rmx_record_open(test_cli_path("."), why, sizeof(why)));
    assert_non_null(strstr(why, "Is a directory"));
    assert_null(rmx_record_open("/dev/null", why, sizeof(why)));
    assert_non_null(strstr(why, "it is no recording of a show"));
    assert_null(rmx_record_open(test_cli_path("none.evening"), why, sizeof(why)));
    assert_non_null(strstr(why, "No such file"));
}

static void an_evening_is_not_written_over(void **state)
{
    (void)state;
    char why[256] = "";
    const char *path = recorded("kept.evening", 5);
    const struct rmx_record_writer_params params = {.path = path, .evening = &evening};
    assert_null(rmx_record_writer_create(&params, why, sizeof(why)));
    assert_non_null(strstr(why, "is there already"));
    struct rmx_record_reader *reader = reopened(path);
    assert_int_equal(rmx_record_counts(reader).ticks, 5);
    rmx_record_close(reader);
    FILE *file = fopen(test_cli_path("empty.evening"), "wb");
    fclose(file);
    rmx_record_writer_destroy(begin(test_cli_path("empty.evening"))); // an empty one is fine
}

// A second after it came in a tick is in the file, whatever happens to the program then.
static void each_second_is_written(void **state)
{
    (void)state;
    struct rmx_record_writer *writer = begin(test_cli_path("seconds.evening"));
    put_tick(writer, 0);
    long long ticks = 0;
    for (int i = 0; i < 150 && !ticks; i++) {
        usleep(10000);
        struct rmx_record_reader *reader = reopened(test_cli_path("seconds.evening"));
        ticks = rmx_record_counts(reader).ticks;
        assert_false(rmx_record_counts(reader).has_end);
        rmx_record_close(reader);
    }
    assert_int_equal(ticks, 1);
    rmx_record_writer_destroy(writer);
}

// The disk is full: one sentence, and what was written stays whole.
static void a_full_disk_ends_it(void **state)
{
    (void)state;
    struct rlimit before, limit = {3000, 3000};
    getrlimit(RLIMIT_FSIZE, &before);
    limit.rlim_max = before.rlim_max;
    struct rmx_record_writer *writer = begin(test_cli_path("full.evening"));
    usleep(1200000); // the load is written
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 0; i < 2000; i++)
        put_tick(writer, i);
    rmx_record_writer_destroy(writer);
    setrlimit(RLIMIT_FSIZE, &before);
    const char *sentence = strstr(words, "the show goes on: File too large");
    if (!sentence || strstr(sentence + 1, "the show goes on"))
        fail_msg("said: %s", words);
    struct rmx_record_reader *reader = reopened(test_cli_path("full.evening"));
    assert_int_equal(rmx_record_counts(reader).cut_bytes, 0);
    assert_int_equal(rmx_record_counts(reader).loads, 1);
    rmx_record_close(reader);
}

// 30 frames a second, a block for each: what two hours take.
static void two_hours_are_under_30_megabytes(void **state)
{
    (void)state;
    enum { SECONDS = 60 };
    struct rmx_text out = {0};
    for (int second = 0; second < SECONDS; second++) {
        struct rmx_batch *batch = rmx_batch_create();
        struct rmx_text payload = {0};
        for (int i = 0; i < FPS; i++) {
            double numbers[KNOBS + 1];
            int tick = second * FPS + i;
            for (int k = 0; k <= KNOBS; k++)
                numbers[k] = moved(tick, k);
            const struct rmx_ticks like = {.fps = FPS, .lane_count = 1};
            const struct rmx_tick it = {
                .time_us = tick * 33333LL + rand() % 2000, .frame = tick, .flags = RMX_TICK_DRAWN};
            rmx_batch_add(batch, &like, &it, &(struct rmx_rows){KNOBS + 1, 1, numbers, NULL});
        }
        rmx_ticks_write(&payload, &batch->ticks);
        rmx_block_write(&out, (struct rmx_block){.kind = RMX_BLOCK_TICKS}, payload.data,
                        payload.length);
        rmx_text_finish(&payload);
        rmx_batch_destroy(batch);
    }
    double megabytes = (double)out.length / SECONDS * 7200 / 1e6;
    printf("two hours of eight moving knobs at 30 frames a second: %.1f MB\n", megabytes);
    assert_true(megabytes < 30);
    rmx_text_finish(&out);
}

static int set_up(void **state)
{
    (void)state;
    return test_cli_begin() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_comes_out_as_it_went_in),
        cmocka_unit_test(a_cut_file_keeps_what_is_whole),
        cmocka_unit_test(a_turned_bit_is_found),
        cmocka_unit_test(what_is_none_is_answered),
        cmocka_unit_test(an_evening_is_not_written_over),
        cmocka_unit_test(each_second_is_written),
        cmocka_unit_test(a_full_disk_ends_it),
        cmocka_unit_test(two_hours_are_under_30_megabytes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
