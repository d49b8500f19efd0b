// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that does not suffice or is not allowed, and sizes that nothing can hold: an exit code and
// no file, never another picture, never a signal.
#include "base/sanitized.h"
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// Three buffers of half a gigabyte that start as green.
static const char buffers[] =
    "/*{\"ISFVSN\":\"2\",\"INPUTS\":[{\"NAME\":\"inputImage\",\"TYPE\":\"image\"}],\"PASSES\":["
    "{\"TARGET\":\"a\",\"WIDTH\":\"5792\",\"HEIGHT\":\"5792\",\"PERSISTENT\":true,\"FLOAT\":true},"
    "{\"TARGET\":\"b\",\"WIDTH\":\"5792\",\"HEIGHT\":\"5792\",\"PERSISTENT\":true,\"FLOAT\":true},"
    "{}]}*/\nvoid main(){ if(PASSINDEX<2) gl_FragColor=vec4(0,1,0,1); else "
    "gl_FragColor=IMG_NORM_PIXEL(b,isf_FragNormCoord); }\n";

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("plant.png", 40, 30);
    test_cli_text("buffers.fs", buffers);
    test_cli_text("scene.yaml", "size: 64x48\nlayers:\n  - picture: plant.png\n"
                                "    chain: ./buffers.fs\n");
    test_cli_text("endless.svg",
                  "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><filter id='f' "
                  "x='0' y='0' width='1' height='1'><feTurbulence baseFrequency='0.9' "
                  "numOctaves='2000000000'/></filter><rect width='64' height='64' "
                  "filter='url(#f)'/></svg>");
    test_cli_text("vast.yaml", "size: 32768x32768\nlayers:\n  - picture: endless.svg\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void with_little_memory_it_is_the_picture_or_none(void **state)
{
    (void)state;
    if (RMX_IS_SANITIZED)
        skip(); // whose shadow takes all addresses
    static const int most_kib[] = {2000000, 1200000, 900000, 700000, 500000, 300000};
    assert_int_equal(test_cli_run("remontage render scene.yaml -o whole.png").code, 0);
    for (size_t i = 0; i < sizeof(most_kib) / sizeof(*most_kib); i++) {
        char command[160];
        snprintf(command, sizeof(command),
                 "ulimit -c 0; ulimit -v %d; remontage render scene.yaml -q -o little.png",
                 most_kib[i]);
        int code = test_cli_run(command).code;
        if (code >= 128)
            fail_msg("with %d KiB a signal ended it: %d", most_kib[i], code);
        if (code == 0 && !test_cli_same("whole.png", "little.png"))
            fail_msg("with %d KiB it is another picture", most_kib[i]);
        if (code != 0 && test_cli_exists("little.png"))
            fail_msg("with %d KiB it left a file, and exit code %d", most_kib[i], code);
        test_cli_run("rm -f little.png");
    }
}

// Where it ends while libvips and GLib start, which fall then. Nor is it the file's fault.
static void a_check_with_little_memory_falls_nowhere(void **state)
{
    (void)state;
    if (RMX_IS_SANITIZED)
        skip();
    for (int kib = 330000; kib <= 400000; kib += 5000) {
        char command[160];
        snprintf(
            command, sizeof(command),
            "rm -rf \"$XDG_CACHE_HOME\"; ulimit -c 0; ulimit -v %d; remontage check scene.yaml",
            kib);
        const struct test_run run = test_cli_run(command);
        if (run.code >= 128)
            fail_msg("with %d KiB a signal ended it: %d", kib, run.code);
        bool has_started = !strstr(run.err, "failed to map") && !strstr(run.err, "picture library");
        if (!has_started && strstr(run.err, "damaged"))
            fail_msg("with %d KiB it says: %s", kib, run.err);
    }
}

static void what_cannot_be_drawn_is_refused_before_anything_is_decoded(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"by the command line",
         "remontage render endless.svg -s 900000x900000 --patience 20 -o vast.png", 69, NULL,
         "900000x900000 is more than this machine's OpenGL can hold"},
        {"by the scene", "remontage render vast.yaml --patience 20 -o vast.png", 69, NULL,
         "32768x32768 is more than this machine's OpenGL can hold"},
        {"checked as well", "remontage check vast.yaml --patience 20", 65, "0 errors",
         "32768x32768 is more than this machine's OpenGL can hold"},
    };
    TEST_HOLD(laws);
    assert_false(test_cli_exists("vast.png"));
}

static void pictures_share_what_is_allowed(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"explain states it", "remontage explain scene.yaml --memory 4G", 0,
         "2.0 GiB of 4.0 GiB (--memory)", NULL},
        {"what passes draw into is refused with the sum, at a place",
         "remontage render scene.yaml --memory 1G -o much.png", 65, NULL,
         "scene.yaml:3:14: error: the scene's pictures take 2.0 GiB together, and 1.0 GiB are "
         "allowed [too-much-memory]"},
        {"and says what takes it", "remontage check scene.yaml --memory 1G", 65, "1 error",
         "into a: 1024 MiB); --memory 2G allows it"},
        {"sources are made smaller", "remontage render large.yaml --memory 64M -o large.png", 0,
         NULL, "large.jpg' is 4000 x 3000; it is used at 2048 x 1536 [picture-shrunk]"},
        {"and how they would not be", "remontage check large.yaml --memory 64M", 0,
         "0 errors, 2 warnings",
         "all pictures together have 64 MiB of memory; --memory allows more"},
        {"with more they are not", "remontage check large.yaml --memory 1G", 0,
         "0 errors, 0 warnings", NULL},
        {"a size has a unit", "remontage check large.yaml --memory 4", 2, NULL,
         "--memory takes a size with its unit, 4G or 500M, not '4'"},
        {"and is not too small", "remontage check large.yaml --memory 1M", 2, NULL,
         "--memory goes from 64M to"},
    };
    test_cli_picture("large.jpg", 4000, 3000);
    test_cli_run("cp large.jpg second.jpg");
    test_cli_text("large.yaml", "size: 64x48\nlayers:\n  - picture: large.jpg\n"
                                "  - {picture: second.jpg, opacity: 0.5}\n");
    TEST_HOLD(laws);
    assert_false(test_cli_exists("much.png"));
    assert_true(test_cli_exists("large.png"));
}

// Grows by 4 MiB for each of 512 pixels more a side, squared.
static const char grow_fs[] =
    "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},\n"
    "{\"NAME\": \"side\", \"TYPE\": \"float\", \"DEFAULT\": 64, \"MIN\": 1, \"MAX\": 16384}],\n"
    "\"PASSES\": [{\"TARGET\": \"a\", \"WIDTH\": \"$side\", \"HEIGHT\": \"$side\",\n"
    "\"FLOAT\": true}, {}]}*/\n"
    "void main() {\n"
    "if (PASSINDEX == 0) gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord);\n"
    "else gl_FragColor = IMG_NORM_PIXEL(a, isf_FragNormCoord); }\n";

static void explain_names_every_use(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"copies of sources", "remontage explain large.yaml | grep 'sources made smaller'", 0,
         "24 KiB", NULL},
        {"a buffer that grows, at the most it may come to",
         "remontage explain grows.yaml | grep 'what may grow'", 0, "1024 MiB", NULL},
        {"no more than half of what is left",
         "remontage explain grows.yaml --memory 128M | grep 'what may grow'", 0, "6", NULL},
        {"a table of fragments, and what its number may come to",
         "remontage explain tables.yaml | grep -c 'tables of fragments\\|what may grow'", 0, "2",
         NULL},
        {"what comes back and is written", "remontage explain large.yaml -s 4000x3000", 0,
         "reading back           46 MiB\n  encoding               11 MiB", NULL},
    };
    test_cli_text("grow.fs", grow_fs);
    test_cli_text("grows.yaml", "size: 64x48\nlayers:\n  - {picture: plant.png, "
                                "chain: [{./grow.fs: {side: \"64 + 4000 * step(1, time)\"}}]}\n");
    test_cli_text("tables.yaml",
                  "size: 64x48\nlayers:\n  - fragments: {from: [plant.png], arrange: scatter,\n"
                  "      cut: {grid: {columns: \"8 + 900 * step(1, time)\", rows: \"8 + 900 * "
                  "step(1, time)\"}}}\n");
    TEST_HOLD(laws);
}

static void what_may_not_grow_is_drawn_smaller(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a buffer", "remontage render grows.yaml -t 1.5 --memory 64M -o small.png", 0, NULL,
         "a picture of 4064 x 4064 is more than is drawn: "},
        {"who may have more is named",
         "remontage render grows.yaml -t 1.5 --memory 64M -o small.png", 0, NULL,
         "(--memory allows more)"},
        {"a number of fragments", "remontage render tables.yaml -t 1.5 --memory 64M -o t.png", 0,
         NULL, "824464 fragments are too many, "},
    };
    TEST_HOLD(laws);
}

// --- What is counted, and what is taken.

static double taken_mib(const char *command)
{
    struct rusage usage;
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        char all[512];
        snprintf(all, sizeof(all), "cd %s && exec %s %s", test_cli_path("."), REMONTAGE_BINARY,
                 command);
        execl("/bin/sh", "sh", "-c", all, NULL);
        _exit(127);
    }
    assert_int_equal(wait4(child, &status, 0, &usage), child);
    if (status != 0)
        fail_msg("%s ends with %d", command, status);
    return (double)usage.ru_maxrss / 1024;
}

static double counted_mib(const char *scene)
{
    char command[256], unit[8];
    double number = 0;
    snprintf(command, sizeof(command), "remontage explain %s | grep 'together at most'", scene);
    assert_int_equal(sscanf(test_cli_run(command).out, " together at most %lf %7s", &number, unit),
                     2);
    return number * (unit[0] == 'G' ? 1024 : unit[0] == 'K' ? 1.0 / 1024 : 1);
}

// Programs and their code are not counted.
static void what_is_taken_is_within_what_is_counted(void **state)
{
    (void)state;
    if (RMX_IS_SANITIZED)
        skip();
    static const char *const scenes[] = {
        "large.yaml", "scene.yaml", "grows.yaml", "tables.yaml", "large.yaml -s 3000x2250",
    };
    enum { PROGRAM_MIB = 160 };
    double nothing = taken_mib("render plant.png -q -o nothing.png");
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        char command[256];
        snprintf(command, sizeof(command), "render %s -t 1.5 -q -o counted.png", scenes[i]);
        double taken = taken_mib(command) - nothing, counted = counted_mib(scenes[i]);
        print_message("%s: counted %.0f MiB, taken %.0f MiB\n", scenes[i], counted, taken);
        if (taken > 1.1 * counted + PROGRAM_MIB)
            fail_msg("%s: %.0f MiB are counted, %.0f MiB are taken", scenes[i], counted, taken);
    }
}

// By what is said where it is too much.
static double counted_to_write_mib(const char *command)
{
    char line[256];
    snprintf(line, sizeof(line), "remontage %s --memory 64M", command);
    const struct test_run run = test_cli_run(line);
    const char *sum = strstr(run.err, "pictures take ");
    double number = 0;
    char unit[8] = "";
    if (!sum || sscanf(sum, "pictures take %lf %7s", &number, unit) != 2)
        fail_msg("%s says no sum: %s", command, run.err);
    return number * (unit[0] == 'G' ? 1024 : 1);
}

// Noise, which packs least: neither less nor much more, with transparency as without.
static void what_an_encoder_takes_is_what_is_counted(void **state)
{
    (void)state;
    if (RMX_IS_SANITIZED)
        skip();
    static const char *const files[] = {"n.png",           "n.jpg", "n.webp", "n.tif",
                                        "n.bmp",           "n.tga", "n.hdr",  "n.png --depth 16",
                                        "n.tif --depth 32"};
    static const char *const scenes[] = {"opaque.yaml", "through.yaml"};
    enum { NEAR_MIB = 40 };
    test_cli_text("noise.fs",
                  "/*{}*/\nuint h(uint x){x^=x>>16;x*=0x7feb352du;x^=x>>15;x*=0x846ca68bu;"
                  "return x^(x>>16);}\nvoid main(){uint a=h(uint(gl_FragCoord.x)+"
                  "h(uint(gl_FragCoord.y)));uint b=h(a+77u);gl_FragColor="
                  "vec4(a&65535u,a>>16,b&65535u,b>>16)/65535.0;}\n");
    test_cli_text("opaque.yaml", "size: 4000x3000\nlayers:\n  - generate: ./noise.fs\n");
    test_cli_text("through.yaml",
                  "size: 4000x3000\nbackground: none\nlayers:\n  - generate: ./noise.fs\n");
    for (size_t i = 0; i < 2 * sizeof(files) / sizeof(*files); i++) {
        char small[140], large[128];
        snprintf(large, sizeof(large), "render %s -q -o %s", scenes[i % 2], files[i / 2]);
        snprintf(small, sizeof(small), "%s -s 64", large);
        double taken = taken_mib(large) - taken_mib(small), counted = counted_to_write_mib(large);
        print_message("%s: counted %.0f MiB, taken %.0f MiB\n", large, counted, taken);
        if (taken > counted + NEAR_MIB || counted > taken + NEAR_MIB)
            fail_msg("%s: %.0f MiB are counted, %.0f MiB are taken", large, counted, taken);
    }
}

static void an_encoder_without_memory_leaves_no_file(void **state)
{
    (void)state;
    if (RMX_IS_SANITIZED)
        skip();
    static const char *const endings[] = {"png", "jpg", "tif", "webp"};
    static const int most_kib[] = {900000, 760000, 680000};
    test_cli_text("plain.yaml", "size: 4000x3000\nlayers:\n  - generate: checker\n");
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        char command[200];
        snprintf(command, sizeof(command), "remontage render plain.yaml -q -o whole.%s",
                 endings[i]);
        assert_int_equal(test_cli_run(command).code, 0);
        for (size_t k = 0; k < sizeof(most_kib) / sizeof(*most_kib); k++) {
            snprintf(command, sizeof(command),
                     "rm -f little.*; ulimit -c 0; ulimit -v %d; timeout 60 \"$REMONTAGE\" render "
                     "plain.yaml -q -o little.%s",
                     most_kib[k], endings[i]);
            int code = test_cli_run(command).code;
            char whole[32], little[32];
            snprintf(whole, sizeof(whole), "whole.%s", endings[i]);
            snprintf(little, sizeof(little), "little.%s", endings[i]);
            print_message("%s in %d KiB: %d\n", endings[i], most_kib[k], code);
            if (code >= 124 || (code == 0 && !test_cli_same(whole, little)) ||
                (code != 0 && test_cli_exists(little)))
                fail_msg("a %s in %d KiB ends with %d", endings[i], most_kib[k], code);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_little_memory_it_is_the_picture_or_none),
        cmocka_unit_test(pictures_share_what_is_allowed),
        cmocka_unit_test(a_check_with_little_memory_falls_nowhere),
        cmocka_unit_test(what_cannot_be_drawn_is_refused_before_anything_is_decoded),
        cmocka_unit_test(explain_names_every_use),
        cmocka_unit_test(what_may_not_grow_is_drawn_smaller),
        cmocka_unit_test(what_is_taken_is_within_what_is_counted),
        cmocka_unit_test(what_an_encoder_takes_is_what_is_counted),
        cmocka_unit_test(an_encoder_without_memory_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
