// SPDX-License-Identifier: GPL-3.0-or-later
// remontage ledger: its table, its files, and what it answers where it cannot.
#include "base/file.h"
#include "media/image.h"
#include "support/cli.h"
#include "support/json_schema.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// Two halves, and the same picture twice.
#define HALVES                                                                                     \
    "title: Halves\nsize: 320x180\nsources:\n"                                                     \
    "  left: {image: a.png, credit: \"Somebody, 1888\"}\n"                                         \
    "  right: {image: b.png}\n  copy: {image: c.png}\n"                                            \
    "layers: [{picture: left}, {picture: right, place: {x: 1}}]\n"
// Dark from one edge to the other: by nothing, and by an effect.
#define NOTHING "size: 320x180\nsources: {left: a.png}\nlayers: [{picture: left, visible: false}]\n"
#define DARKENED                                                                                   \
    "size: 320x180\nsources: {left: a.png}\nlayers: [{picture: left}]\n"                           \
    "finish: [levels: {black: 0, white: 1, gamma: 1}, duotone: {ink: black, paper: black}]\n"

#define CUT                                                                                        \
    "size: 320x180\nsources: {left: a.png}\nlayers: [{fragments: {from: left, cut: {grid: "        \
    "{columns: 4, rows: 3}}}}]\n"

// A file's name that would colour the terminal, break the line and turn its direction.
#define STEERS                                                                                     \
    "size: 320x180\nlayers: [{picture: \"x\\e[31m\\nrow\\u202e.png\"}, {picture: c.png}]\n"

// White once its picture is seen.
#define READS                                                                                      \
    "size: 320x180\nsources: {left: a.png}\nlayers: [{picture: left}, {generate: {solid: "         \
    "{color: white}}, opacity: 'step(0.5, share.left)'}]\n"

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return 1;
    test_cli_picture("a.png", 64, 36);
    test_cli_picture("b.png", 60, 40);
    test_cli_picture("c.png", 60, 40);
    test_cli_text("halves.yaml", HALVES);
    test_cli_text("nothing.yaml", NOTHING);
    test_cli_text("darkened.yaml", DARKENED);
    test_cli_text("cut.yaml", CUT);
    test_cli_text("reads.yaml", READS);
    test_cli_text("drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" "
                                 "height=\"36\"><rect width=\"64\" height=\"36\"/></svg>");
    test_cli_text("steers.yaml", STEERS);
    test_cli_run("cp c.png \"$(printf 'x\\033[31m\\nrow\\342\\200\\256.png')\"; mkdir latin; "
                 "cp c.png \"$(printf 'latin/\\303\\251\\374.png')\"");
    test_cli_text("latin.yaml",
                  "size: 320x180\nsources: {set: {folder: latin}}\nlayers: [{picture: set}]\n");
    test_cli_text("broken.yaml", "layers: 3\n");
    test_cli_run("mkdir -p out");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void test_words(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"half of it is left's", "remontage ledger halves.yaml -o x.json 2>/dev/null | grep left",
         0, "left                       50.", NULL},
        {"a source without a credit is named", "remontage ledger halves.yaml -o x.json 2>/dev/null",
         0, "no credit is said for right, copy\n", NULL},
        {"two of the same content are said", "remontage ledger halves.yaml -o x.json 2>/dev/null",
         0, "right and copy have the same content\n", NULL},
        {"what is written is said", "remontage ledger halves.yaml -o x.csv >x.txt", 0, NULL,
         "remontage: wrote x.csv\n"},
        {"without a terminal there are no bars",
         "remontage ledger halves.yaml -o x.csv 2>/dev/null | "
         "grep -c '█'",
         1, "0", NULL},
        {"a span tells when", "remontage ledger halves.yaml --frames 0-9x3 -o x.csv 2>/dev/null", 0,
         "frames 0 to 9, 0.333333 s\n", NULL},
        {"of which one frame is measured, too",
         "remontage ledger halves.yaml --frames 0-3x10 -o x.csv 2>/dev/null", 0,
         "frames 0 to 3, 0.133333 s\n", NULL},
        {"and how long each was seen",
         "remontage ledger halves.yaml --frames 0-3x10 -o x.csv 2>/dev/null", 0, "seen     alone",
         NULL},
        {"-q with a file prints nothing", "remontage ledger halves.yaml -q -o y.csv", 0, NULL,
         NULL},
        {"but writes it", "head -n 1 y.csv", 0, "name,", NULL},
        {"-q alone leaves the table", "cd out; remontage ledger ../cut.yaml -q", 0, "left  ", NULL},
        {"- is JSON and nothing else", "remontage ledger halves.yaml -q -o - | head -c 14", 0,
         "{\n  \"scene\": \"", NULL},
        {"nothing visible is the background's",
         "remontage ledger nothing.yaml -o x.csv 2>/dev/null "
         "| grep background",
         0, "100.0 %", NULL},
        {"black by an effect is the effects'",
         "remontage ledger darkened.yaml -o x.csv 2>/dev/null "
         "| grep effects",
         0, "100.0 %", NULL},
        {"standard input is one, too",
         "remontage ledger - -o x.csv 2>/dev/null <halves.yaml | grep left", 0,
         "left                       50.", NULL},
        {"its render and its ledger", "remontage render - -q -o in.png --ledger <halves.yaml", 0,
         NULL, NULL},
        {"fragments are counted", "remontage ledger cut.yaml -o x.csv 2>/dev/null | grep left", 0,
         "100.0 %         12\n", NULL},
        {"a column is measured at less of width",
         "remontage ledger halves.yaml --size 4x2000 -q -o x.json && grep ledger_ x.json", 0,
         "\"ledger_width\": 5,", NULL},
        {"and drawn", "remontage ledger halves.yaml --size 4x2000 -q -o x.png && ls x.png", 0,
         "x.png\n", NULL},
        {"a picture is a scene", "remontage ledger a.png -o x.csv 2>/dev/null", 0, "100.0 %", NULL},
    };
    TEST_HOLD(laws);
}

#define NAMES                                                                                      \
    " 2>&1 | LC_ALL=C grep -c -e \"$(printf '\\033')\" -e \"$(printf '\\342\\200\\256')\" -e ^row"

// A stranger's file names neither steer the terminal nor break the table, and what is written of
// them is UTF-8.
static void test_names(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a name is on one line", "remontage ledger steers.yaml -o x.csv 2>/dev/null", 0,
         "x\\x1b[31m\\nrow\\u202e.png", NULL},
        {"credits have it so, too", "remontage credits steers.yaml", 0, "x [31m row .png, c.png\n",
         "is said of 'x\\x1b[31m\\nrow\\u202e.png, c.png'"},
        {"and what is the same", "remontage ledger steers.yaml -o x.csv 2>/dev/null", 0,
         "x\\x1b[31m\\nrow\\u202e.png and c.png have the same content\n", NULL},
        {"a table steers nothing", "remontage ledger steers.yaml -o x.csv" NAMES, 1, "0\n", NULL},
        {"nor do credits", "remontage credits steers.yaml" NAMES, 1, "0\n", NULL},
        {"nor what is said of a file that is none",
         "remontage check \"$(printf 'no\\033[31m.yaml')\"" NAMES, 1, "0\n", NULL},
        {"nor of an option",
         "remontage ledger steers.yaml -o \"$(printf 'no\\033[31m.pdf')\"" NAMES, 1, "0\n", NULL},
        {"only the bytes that are no UTF-8 are lost",
         "remontage ledger latin.yaml -q -o l.csv; cat l.csv", 0, "set/\u00E9\uFFFD.png", NULL},
        {"in JSON", "remontage ledger latin.yaml -q -o - | grep '\"name\"'", 0,
         "set/\u00E9\uFFFD.png", NULL},
        {"in SVG", "remontage ledger latin.yaml -q -o l.svg; cat l.svg", 0, "\u00E9\uFFFD.png",
         NULL},
        {"and in credits", "remontage credits latin.yaml -q", 0, "\u00E9\uFFFD.png\n", NULL},
    };
    TEST_HOLD(laws);
}

static void test_answers(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"an ending that is none", "remontage ledger halves.yaml -o x.pdf", 2, NULL,
         "'x.pdf' ends like no file of a ledger: json, csv, png, svg, exr"},
        {"two ways to say a frame", "remontage ledger halves.yaml --frame 1 --time 1", 2, NULL,
         "exclude each other"},
        {"a span into one Cryptomatte", "remontage ledger halves.yaml --frames 0-3 -o x.exr", 2,
         NULL, "mattes/%05d.exr"},
        {"no scene", "remontage ledger", 2, NULL, "ledger wants an argument"},
        {"a ledger larger than the picture", "remontage ledger halves.yaml --ledger-size 400", 2,
         NULL, "which is 320"},
        {"known before anything is drawn",
         "remontage render halves.yaml --ledger --ledger-size 400 -o no.png; code=$?; "
         "[ -e no.png ] && echo drawn; exit $code",
         2, NULL, "which is 320"},
        {"a ledger too small to measure", "remontage ledger halves.yaml --ledger-size 8", 2, NULL,
         "--ledger-size goes from 16"},
        {"its size without it", "remontage render halves.yaml --ledger-size 80", 2, NULL,
         "--ledger-size goes with --ledger"},
        {"a knob that is none", "remontage ledger halves.yaml --set chaos=1", 2, NULL, "'chaos'"},
        {"a scene with errors", "remontage ledger broken.yaml", 65, NULL, "broken.yaml:1:"},
        {"a scene that is not there", "remontage ledger none.yaml", 66, NULL, "none.yaml"},
        {"a folder that is not there", "remontage ledger halves.yaml -o none/x.svg", 73, NULL,
         "cannot write into none: No such file"},
        {"an input is spared", "remontage ledger drawing.svg -q -o drawing.svg", 73, NULL,
         "'drawing.svg' is an input"},
        {"of several files, before one is written",
         "cp a.png p.ledger.png; sed s/a.png/p.ledger.png/ halves.yaml >p.yaml; "
         "remontage ledger p.yaml -q >/dev/null; code=$?; ls p.ledger.* | wc -l; exit $code",
         73, "1\n", "'p.ledger.png' is an input"},
        {"a number's place in a table's name",
         "remontage ledger halves.yaml --frames 0-3 -o m%03d.csv; code=$?; ls m*; exit $code", 2,
         NULL, "'m%03d.csv' has a number's place, which is for .exr alone"},
        {"a full disk, JSON", "ulimit -f 1; remontage ledger halves.yaml -o full.json >/dev/null",
         73, NULL, "cannot write full.json: File too large"},
        {"a full disk, PNG", "ulimit -f 1; remontage ledger halves.yaml -o full.png >/dev/null", 73,
         NULL, "cannot write full.png: File too large"},
        {"a full disk, SVG", "ulimit -f 1; remontage ledger halves.yaml -o full.svg >/dev/null", 73,
         NULL, "cannot write full.svg: File too large"},
        {"a full disk, EXR", "ulimit -f 1; remontage ledger halves.yaml -o full.exr >/dev/null", 73,
         NULL, "full.exr"},
    };
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("full*"), 0);
}

static void test_files(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"all of a still", "cd out; remontage ledger ../halves.yaml -q >/dev/null", 0, NULL, NULL},
        {"again, the same bytes",
         "mv out/halves.ledger.json first.json; cd out; "
         "remontage ledger ../halves.yaml -q >/dev/null; "
         "cmp halves.ledger.json ../first.json",
         0, NULL, NULL},
        {"beside a render", "remontage render halves.yaml -q -o out/print.png --ledger", 0, NULL,
         NULL},
        {"it measures what was rendered",
         "remontage render halves.yaml -q --frame 7 -o out/seven.jpg --ledger --ledger-size 80; "
         "grep -E '(\"frames\"|ledger_width)' out/seven.ledger.json",
         0, "\"ledger_width\": 80,\n  \"frames\": [7]", NULL},
        {"a sequence's is named by the scene",
         "remontage render halves.yaml -q --frames 0-2 -o out/%d.png --ledger", 0, NULL, NULL},
        {"a Cryptomatte for each frame",
         "remontage ledger halves.yaml -q --frames 0-4x2 -o out/m%02d.exr", 0, NULL, NULL},
        {"which is read as other pictures are",
         "remontage render out/m00.exr -s 32x18 -q -o out/read.png", 0, NULL, NULL},
    };
    TEST_HOLD(laws);
    static const char *const files[] = {
        "out/halves.ledger.json",
        "out/halves.ledger.png",
        "out/halves.ledger.svg",
        "out/halves.ledger.exr",
        "out/print.png",
        "out/print.ledger.json",
        "out/print.ledger.exr",
        "out/m00.exr",
        "out/m02.exr",
        "out/m04.exr",
    };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        if (!test_cli_exists(files[i]))
            fail_msg("%s was not written", files[i]);
    assert_int_equal(test_cli_count("out/m*.exr"), 3);
    assert_int_equal(test_cli_count("out/*.part"), 0);
}

#define MEASURED " --timings 2>&1 | grep measure"

// Who holds what of a frame is measured once, and of the scene as it is drawn.
static void test_beside_a_render(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"all that goes with a picture shares a measurement",
         "remontage render halves.yaml -q --reveal --exhibit --credits --c2pa-manifest --ledger "
         "-o all.png" MEASURED,
         0, " 1 frame at 160 x 90", NULL},
        {"at the ledger's size",
         "remontage render halves.yaml -q --reveal --ledger --ledger-size 80 -o a80.png" MEASURED,
         0, " 1 frame at 80 x 45", NULL},
        {"a film is exhibited by its half seconds",
         "remontage render halves.yaml -q --exhibit --frames 10-30x2 -o h%d.png" MEASURED, 0,
         " 3 frames at 160 x 90", NULL},
        {"nothing is measured unasked", "remontage render halves.yaml -q -o no.png" MEASURED, 1,
         NULL, NULL},
        {"an edit meanwhile is of the next render",
         "cp halves.yaml edited.yaml; "
         "remontage render edited.yaml -q --frames 0-59 --reveal --ledger -o e%d.png & "
         "until [ -e e0.png ] || ! kill -0 $!; do sleep 0.01; done; "
         "cp broken.yaml edited.yaml; wait $! && ls edited.ledger.json",
         0, "edited.ledger.json\n", NULL},
    };
    TEST_HOLD(laws);
}

static cJSON *parse(struct rmx_arena *arena, const char *path)
{
    char *text;
    size_t length;
    if (rmx_file_read(arena, path, 1 << 20, &text, &length) != RMX_FILE_OK)
        fail_msg("%s is not there", path);
    cJSON *json = cJSON_Parse(text);
    assert_non_null(json);
    return json;
}

static void test_json(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    test_cli_run("remontage ledger halves.yaml -q --frames 0-10x4 -o span.json");
    cJSON *schema = parse(arena, REMONTAGE_ROOT "/docs/ledger.schema.json");
    cJSON *json = parse(arena, test_cli_path("span.json"));
    assert_true(json_schema_holds(schema, json));
    const cJSON *row, *frames = cJSON_GetObjectItem(json, "frames");
    assert_int_equal(cJSON_GetArraySize(frames), 3);
    // Frames 0 to 10: eleven of them, whatever is measured.
    assert_true(fabs(cJSON_GetObjectItem(json, "seconds")->valuedouble - 11.0 / 30) < 1e-9);
    double sum = 0;
    cJSON_ArrayForEach(row, cJSON_GetObjectItem(json, "sources")) sum +=
        cJSON_GetObjectItem(row, "share")->valuedouble;
    assert_true(fabs(sum - 1) < 1e-6);
    cJSON_Delete(json);
    cJSON_Delete(schema);
    rmx_arena_destroy(arena);
}

// The picture in the map is the one that is rendered, of a scene that reads its own shares, too.
static void test_map_shows_the_picture(void **state)
{
    (void)state;
    struct rmx_image image;
    test_cli_run("remontage ledger reads.yaml -q -o reads.png");
    const struct rmx_image_params params = {.path = test_cli_path("reads.png")};
    assert_int_equal(rmx_image_load(&params, &image, NULL, NULL, 0), RMX_IMAGE_OK);
    // The middle of the left panel; rows go up.
    const unsigned char *pixel =
        image.pixels + 4 * ((size_t)(image.height - 574) * (size_t)image.width + 676);
    assert_true(pixel[0] > 250 && pixel[1] > 250 && pixel[2] > 250);
    rmx_image_finish(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_beside_a_render),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_map_shows_the_picture),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
