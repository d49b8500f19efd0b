// SPDX-License-Identifier: GPL-3.0-or-later
// A ledger's files: the JSON keeps its schema, drawings are whole XML whatever the names, a disk
// that is full leaves nothing.
#include "base/file.h"
#include "base/text.h"
#include "media/drawing.h"
#include "share/ledger_files.h"
#include "share/palette.h"
#include "support/json_schema.h"
#include "support/made_shares.h"

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

enum { SOURCES = 4, STILLS = 2, SIDE = 32 };

static char folder[] = "/tmp/rmx_ledger_XXXXXX";

static const char *in_folder(const char *name)
{
    static char paths[8][300];
    static int next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
    return path;
}

static const char *const names[SOURCES] = {"plant", "a \"quote\", a comma", "<b>&amp;'</b>",
                                           "bad \xff byte\x01"};

// Two frames, the second of which stands for twice the time; files for two of the sources.
struct bench {
    struct made_shares made;
    struct rmx_ledger *ledger;
    struct rmx_ledger_still stills[STILLS];
    struct rmx_ledger_report report;
};

static void begin(struct bench *bench, int frames)
{
    static unsigned char grey[SIDE * SIDE * 4];
    static const double shares[2][SOURCES + 2] = {{0.5, 0.2, 0.1, 0.1, 0.1, 0},
                                                  {0, 0.7, 0.1, 0, 0.1, 0.1}};
    memset(grey, 128, sizeof(grey));
    *bench = (struct bench){.made = made_create(names, SOURCES)};
    for (int i = 0; i < 3; i++)
        bench->made.sources[i].path = in_folder(i == 2 ? "gone.jpg" : i ? "copy.jpg" : "one.jpg");
    bench->made.sources[0].credit = "Somebody <of> 1888, \"CC0\"";
    bench->made.sources[0].licence = "CC0-1.0";
    bench->made.sources[0].url = "https://example.org/?a=1&b=2";
    bench->ledger = rmx_ledger_create(&bench->made.holders);
    for (int k = 0; k < frames; k++)
        rmx_ledger_add(bench->ledger, made_frame(&bench->made, 3 * k, shares[k]), k + 1);
    for (int k = 0; k < STILLS; k++)
        bench->stills[k] =
            (struct rmx_ledger_still){k, {SIDE, SIDE / 2, RMX_PIXELS_RGBA8, grey, false}};
    bench->report = (struct rmx_ledger_report){
        .ledger = bench->ledger,
        .contents = rmx_ledger_contents(bench->made.arena, bench->ledger),
        .scene = "a & b.yaml",
        .title = "Thistles < Thorns",
        .width = 320,
        .height = 180,
        .fps = 30,
        .last_frame = 5,
        .stills = bench->stills,
        .still_count = frames,
    };
}

static void end(struct bench *bench)
{
    rmx_ledger_destroy(bench->ledger);
    made_destroy(&bench->made);
}

static char *read_all(struct rmx_arena *arena, const char *path, size_t *length)
{
    char *bytes;
    if (rmx_file_read(arena, path, 1 << 24, &bytes, length) != RMX_FILE_OK)
        fail_msg("%s is not there", path);
    return bytes;
}

static const char *write_as(struct bench *bench, const char *name)
{
    char why[256] = "";
    const char *path = in_folder(name);
    if (!rmx_ledger_write(path, &bench->report, why, sizeof(why)))
        fail_msg("%s: %s", name, why);
    return path;
}

// --- JSON

static cJSON *parse_file(struct rmx_arena *arena, const char *path)
{
    size_t length;
    cJSON *json = cJSON_Parse(read_all(arena, path, &length));
    if (!json)
        fail_msg("%s is no JSON", path);
    return json;
}

static const cJSON *member(const cJSON *row, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(row, key);
}

static double number(const cJSON *row, const char *key)
{
    return member(row, key)->valuedouble;
}

static const char *text(const cJSON *row, const char *key)
{
    return cJSON_GetStringValue(member(row, key));
}

static void test_json_keeps_its_schema(void **state)
{
    (void)state;
    for (int frames = 1; frames <= 2; frames++) {
        struct bench bench;
        begin(&bench, frames);
        cJSON *schema = parse_file(bench.made.arena, REMONTAGE_ROOT "/docs/ledger.schema.json");
        cJSON *json = parse_file(bench.made.arena, write_as(&bench, "x.json"));
        assert_true(json_schema_holds(schema, json));
        // It would notice.
        cJSON_DeleteItemFromObject(json, "fps");
        assert_false(json_schema_holds(schema, json));
        cJSON_Delete(json);
        cJSON_Delete(schema);
        end(&bench);
    }
}

static void test_json_rows(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 2);
    cJSON *json = parse_file(bench.made.arena, write_as(&bench, "x.json"));
    const cJSON *rows = member(json, "sources"), *row;
    double sum = 0;
    cJSON_ArrayForEach(row, rows) sum += number(row, "share");
    assert_true(fabs(sum - 1) < 1e-6);
    assert_int_equal(cJSON_GetArraySize(rows), SOURCES + 2);
    const cJSON *first = cJSON_GetArrayItem(rows, 0), *second = cJSON_GetArrayItem(rows, 1);
    assert_true(fabs(number(first, "share") - 0.5 / 3) < 1e-9);
    assert_true(fabs(number(first, "pixel_seconds") - 0.5 * 320 * 180) < 1e-3);
    assert_true(fabs(number(second, "surface_seconds") - 1.6) < 1e-9);
    assert_int_equal(number(second, "largest_share_frame"), 3);
    assert_true(fabs(cJSON_GetArrayItem(member(second, "shares"), 1)->valuedouble - 0.7) < 1e-9);
    assert_string_equal(text(second, "name"), names[1]);
    assert_string_equal(text(first, "credit"), "Somebody <of> 1888, \"CC0\"");
    assert_string_equal(text(first, "licence"), "CC0-1.0");
    assert_string_equal(text(first, "url"), "https://example.org/?a=1&b=2");
    // Of "abc", FIPS 180-4's own example.
    assert_string_equal(text(first, "sha256"),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_null(text(first, "same_content_as"));
    assert_string_equal(text(second, "same_content_as"), "plant");
    assert_null(text(cJSON_GetArrayItem(rows, 2), "sha256"));
    assert_string_equal(text(cJSON_GetArrayItem(rows, SOURCES), "kind"), "background");
    assert_string_equal(text(cJSON_GetArrayItem(rows, SOURCES + 1), "name"), "effects");
    cJSON_Delete(json);
    end(&bench);
}

// --- CSV

static void test_csv(void **state)
{
    (void)state;
    struct bench bench;
    size_t length;
    begin(&bench, 2);
    char *csv = read_all(bench.made.arena, write_as(&bench, "x.CSV"), &length), *line;
    int lines = 0;
    assert_non_null(strstr(csv, "\r\n\"a \"\"quote\"\", a comma\",source,0.533333"));
    assert_non_null(
        strstr(csv, ",\"Somebody <of> 1888, \"\"CC0\"\"\",CC0-1.0,https://example.org"));
    for (line = csv; (line = strstr(line, "\r\n")); line += 2)
        lines++;
    assert_int_equal(lines, 1 + SOURCES + 2);
    end(&bench);
}

// --- Drawings

// librsvg takes nothing that is not well-formed.
static void assert_drawing(const char *path, struct rmx_arena *arena)
{
    size_t length;
    char why[200], *svg = read_all(arena, path, &length);
    struct rmx_image image;
    if (!rmx_drawing_load(svg, length, 0.5, &image, why, sizeof(why)))
        fail_msg("%s: %s", path, why);
    assert_int_equal(image.width, 640);
    rmx_image_finish(&image);
}

static void test_plot(void **state)
{
    (void)state;
    for (int frames = 1; frames <= 2; frames++)
        for (int stills = 0; stills <= 1; stills++) {
            struct bench bench;
            size_t length;
            begin(&bench, frames);
            bench.report.still_count *= stills;
            const char *path = write_as(&bench, "x.svg");
            char *svg = read_all(bench.made.arena, path, &length);
            assert_drawing(path, bench.made.arena);
            assert_non_null(strstr(svg, ">Thistles &lt; Thorns<"));
            assert_non_null(strstr(svg, ">&lt;b&gt;&amp;amp;'&lt;/b&gt;<"));
            assert_true(!strstr(svg, "data:image/png;base64,") == !stills);
            end(&bench);
        }
}

// How much of a picture has a colour exactly.
static double part_of(const struct rmx_image *image, uint32_t colour)
{
    size_t count = (size_t)image->width * (size_t)image->height, found = 0;
    for (size_t i = 0; i < count; i++) {
        const unsigned char *p = image->pixels + 4 * i;
        found += ((uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2]) == colour;
    }
    return (double)found / (double)count;
}

// What the map gives a holder beside another one is as its share: colours never mix.
static void test_map(void **state)
{
    (void)state;
    for (int stills = 0; stills <= 1; stills++) {
        struct bench bench;
        struct rmx_image image;
        begin(&bench, 1);
        bench.report.still_count *= stills;
        const struct rmx_image_params params = {.path = write_as(&bench, "x.png")};
        assert_int_equal(rmx_image_load(&params, &image, NULL, NULL, 0), RMX_IMAGE_OK);
        assert_int_equal(image.width, 2560);
        const uint32_t *colours = rmx_palette_create(bench.made.arena, &bench.made.holders);
        double first = part_of(&image, colours[0]), second = part_of(&image, colours[1]);
        assert_true(first > 0.05);
        assert_true(fabs(first / second - 2.5) < 0.2);
        rmx_image_finish(&image);
        end(&bench);
    }
}

// --- What cannot be written

static int entries(const char *path)
{
    int count = 0;
    DIR *opened = opendir(path);
    assert_non_null(opened);
    while (readdir(opened))
        count++;
    closedir(opened);
    return count;
}

static void test_a_full_disk_leaves_nothing(void **state)
{
    (void)state;
    static const char *const all[] = {"y.json", "y.csv", "y.png", "y.svg"};
    struct rlimit old, small;
    struct bench bench;
    begin(&bench, 2);
    int before = entries(folder);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 64;
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        char why[256] = "", want[400];
        const char *path = in_folder(all[i]);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        bool whole = rmx_ledger_write(path, &bench.report, why, sizeof(why));
        setrlimit(RLIMIT_FSIZE, &old);
        snprintf(want, sizeof(want), "cannot write %s: File too large", path);
        assert_false(whole);
        assert_string_equal(why, want);
    }
    assert_int_equal(entries(folder), before);
    end(&bench);
}

static void test_endings(void **state)
{
    (void)state;
    assert_int_equal(rmx_ledger_format_from_path("a.EXR"), RMX_LEDGER_EXR);
    assert_int_equal(rmx_ledger_format_from_path("a.json.gz"), RMX_LEDGER_UNKNOWN);
    assert_int_equal(rmx_ledger_format_from_path("json"), RMX_LEDGER_UNKNOWN);
}

// --- Stills and colours

static void test_stills_are_chosen_along_the_span(void **state)
{
    (void)state;
    static const char *const one[] = {"plant"};
    const double shares[] = {1, 0, 0};
    struct made_shares made = made_create(one, 1);
    struct rmx_ledger *ledger = rmx_ledger_create(&made.holders);
    int samples[RMX_LEDGER_STILLS];
    for (int k = 0; k < 30; k++) {
        rmx_ledger_add(ledger, made_frame(&made, k, shares), 1.0 / 30);
        int count = rmx_ledger_choose_stills(ledger, 0.5, samples);
        assert_int_equal(count, k + 1 < RMX_LEDGER_STILLS ? k + 1 : RMX_LEDGER_STILLS);
        for (int i = 1; i < count; i++)
            assert_true(samples[i] > samples[i - 1]);
    }
    assert_in_range(samples[0], 0, 2);
    assert_in_range(samples[RMX_LEDGER_STILLS - 1], 27, 29);
    rmx_ledger_destroy(ledger);
    made_destroy(&made);
}

static void test_300_colours_differ(void **state)
{
    (void)state;
    enum { MANY = 300 };
    static const char *many[MANY];
    for (int i = 0; i < MANY; i++)
        many[i] = "x";
    struct made_shares made = made_create(many, MANY);
    const uint32_t *colours = rmx_palette_create(made.arena, &made.holders);
    for (int i = 0; i < MANY + 2; i++)
        for (int k = 0; k < i; k++) {
            int red = (int)(colours[i] >> 16) - (int)(colours[k] >> 16);
            int green = (int)(colours[i] >> 8 & 255) - (int)(colours[k] >> 8 & 255);
            int blue = (int)(colours[i] & 255) - (int)(colours[k] & 255);
            int apart = abs(red) + abs(green) + abs(blue);
            // Of the first dozen each is told apart at a glance.
            if (apart < (i < 12 ? 48 : 7))
                fail_msg("colours %d and %d: %06x, %06x", k, i, colours[k], colours[i]);
        }
    // A scene with one source fewer shows the others as before.
    struct made_shares fewer = made_create(many, MANY - 1);
    assert_memory_equal(colours, rmx_palette_create(fewer.arena, &fewer.holders),
                        (MANY - 1) * sizeof(*colours));
    made_destroy(&fewer);
    made_destroy(&made);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    return !rmx_file_write(in_folder("one.jpg"), "abc", 3) ||
           !rmx_file_write(in_folder("copy.jpg"), "abc", 3);
}

static int tear_down(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof(command), "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_keeps_its_schema),
        cmocka_unit_test(test_json_rows),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_plot),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_a_full_disk_leaves_nothing),
        cmocka_unit_test(test_endings),
        cmocka_unit_test(test_stills_are_chosen_along_the_span),
        cmocka_unit_test(test_300_colours_differ),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
