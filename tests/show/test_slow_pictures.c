// SPDX-License-Identifier: GPL-3.0-or-later
// A picture that takes long to be saved: the old one stays until the new one is whole. In folders
// that tell of changes, and in those that do not: inotify is asked through a function of this file.
#include "base/clock.h"
#include "support/cli.h"
#include "support/live.h"

#include <dlfcn.h>
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cmocka.h>

static bool tells = true; // of changes
static const double old_grey = 51, new_grey = 204;
static int halves; // frames that showed neither

int inotify_init1(int flags)
{
    int (*real)(int flags) = *(int (**)(int)) & (void *){dlsym(RTLD_NEXT, "inotify_init1")};
    if (tells)
        return real(flags);
    errno = ENOSYS;
    return -1;
}

// $1 becomes p.png (or .jpg), about a megabyte each; of SLOW_PICTURES_MB, if that says more.
static const struct {
    const char *law, *command;
} ways[] = {
    {"copied", "cp $1 p.$2"},
    {"written beside and renamed", "cp $1 .p.x8Yz1; mv .p.x8Yz1 p.$2"},
    {"slowly, and held open", "{ part 0; sleep 1.2; part 1; sleep 1.2; part 2; } >p.$2"},
    {"in parts that are each closed",
     ": >p.$2; for i in 0 1 2; do sleep 0.4; part $i >>p.$2; done"},
    {"beside with a time long past and renamed, as rsync does",
     "{ part 0; sleep 0.4; part 1; part 2; } >.p.$2.x8Yz1a; touch -d @1000000000 .p.$2.x8Yz1a; "
     "mv .p.$2.x8Yz1a p.$2"},
    {"over the old one's bytes, as rsync --inplace does",
     "{ for i in 0 1 2; do part $i; sleep 0.4; done; } 1<>p.$2; truncate -s $(stat -c %s $1) p.$2"},
    {"through a pipe that stalls",
     "mkfifo pipe; { for i in 0 1 2; do part $i; sleep 0.6; done; } >pipe & cat <pipe >p.$2"},
};

// Where there is one, and pictures are large.
static const struct {
    const char *law, *command;
} programs[] = {
    {"by rsync", "rsync $1 p.$2"},
    {"by rsync in place", "rsync --inplace --no-whole-file $1 p.$2"},
    {"by rsync, slowly", "rsync --bwlimit=60m --inplace $1 p.$2"},
    {"as one that keeps times", "rsync -t $1 p.$2"},
    {"to a new name, which is renamed", "cp $1 new.$2; mv new.$2 p.$2"},
};

static const char *const endings[] = {"png", "jpg"};

static bool is_near(const unsigned char pixel[3], double grey)
{
    enum { ROUNDING = 3 }; // of a JPEG whose blue is noise, which its red and green feel
    return fabs(pixel[0] - grey) < ROUNDING && fabs(pixel[1] - grey) < ROUNDING;
}

// Whether both ends of a frame are of the same picture.
static bool is_one(const unsigned char low[3], const unsigned char high[3])
{
    return (is_near(low, old_grey) && is_near(high, old_grey)) ||
           (is_near(low, new_grey) && is_near(high, new_grey));
}

static void keep(const unsigned char *pixels, int width, int height)
{
    const unsigned char *low = pixels + 4 * (3 * width + width / 2);
    const unsigned char *high = pixels + 4 * ((height - 4) * width + width / 2);
    halves += !is_one(low, high) && live_counts().swaps > 0;
}

static void test_halves(void **state)
{
    static const struct {
        const char *law;
        unsigned char low[3], high[3];
        bool is_one;
    } frames[] = {
        {"the old one", {51, 51, 5}, {51, 51, 128}, true},
        {"the old one, rounded otherwise at its ends", {52, 51, 5}, {51, 51, 128}, true},
        {"the new one, rounded otherwise at its ends", {203, 204, 5}, {204, 204, 110}, true},
        {"the new one over the old one", {51, 51, 5}, {204, 204, 110}, false},
        {"the rows of a JPEG that are not there", {128, 128, 128}, {204, 204, 110}, false},
        {"the same of a decoder that fills with black", {0, 0, 0}, {204, 204, 110}, false},
        {"a texture without a picture", {0, 0, 0}, {0, 0, 0}, false},
        {"a grey in between", {128, 128, 128}, {128, 128, 128}, false},
        {"a colour", {51, 204, 5}, {51, 204, 5}, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++)
        if (is_one(frames[i].low, frames[i].high) != frames[i].is_one)
            fail_msg("%s: is taken for %s", frames[i].law, frames[i].is_one ? "a half" : "one");
}

static int count_errors(const char *words)
{
    int count = 0;
    for (const char *at = words; (at = strstr(at, ": error:")); at += 8)
        count++;
    return count;
}

// How often their sides are as long.
static int times(void)
{
    enum { ONE_MB = 2 };
    const char *megabytes = getenv("SLOW_PICTURES_MB");
    int times = 1;
    while (megabytes && ONE_MB * times * times < atoi(megabytes))
        times++;
    return times;
}

// Noise in blue, which is not looked at, makes them large: the same in each run.
static const char noise[] =
    "for e in png jpg; do for g in 51 204; do convert -seed 1 -size 1100x620 plasma:fractal "
    "-channel RG -evaluate set $((g * 100 / 255))% +channel -depth 8 -quality 97 "
    "-define png:compression-level=0 -sampling-factor 1x1 $g.$e || exit 1; done; done";

// Larger ones are grey, and nothing packs them.
static const char grey[] =
    "le() { for s in 0 8 16 24; do printf \"\\\\$(printf %%o $(($1 >> s & 255)))\"; done; }; "
    "w=%d h=%d; for g in 51 204; do { printf BM; le $((54 + 3 * w * h)); le 0; le 54; le 40; le "
    "$w; "
    "le $h; printf '\\001\\000\\030\\000'; le 0; le $((3 * w * h)); le 0; le 0; le 0; le 0; "
    "head -c $((3 * w * h)) /dev/zero | tr '\\000' \"\\\\$(printf %%o $g)\"; } >$g.bmp; done";

static bool make_pictures(void)
{
    char command[1000];
    snprintf(command, sizeof(command), grey, 1100 * times(), 620 * times());
    return test_cli_run(times() > 1 ? command : noise).code == 0;
}

static void save(const char *way, const char *ending)
{
    char command[700];
    snprintf(command, sizeof(command),
             "{ set -- 204.%s %s; s=$(($(stat -c %%s $1) / 3 + 1)); "
             "part() { tail -c +$(($1 * s + 1)) 204.%s | head -c $s; }; %s; } >/dev/null 2>&1 &",
             ending, ending, ending, way);
    assert_int_equal(test_cli_run(command).code, 0);
}

static bool is_new(void)
{
    return fabs(live_seen()->pixels[4 * (3 * live_seen()->width + 40)] - new_grey) < 3;
}

static void follow(const char *law, const char *way, const char *ending)
{
    char text[200];
    snprintf(text, sizeof(text), "cp 51.%s p.%s", ending, ending);
    assert_int_equal(test_cli_run(text).code, 0);
    snprintf(text, sizeof(text), "size: 160x90\nlayers: [{picture: ./p.%s}]\n", ending);
    test_cli_text("slow.yaml", text);
    halves = 0;
    assert_true(live_begin(&(struct live_params){.scene = "slow.yaml", .keep = keep}));
    assert_true(live_until_swap(1));
    live_forget_words();
    save(way, ending);
    double from_ms = rmx_clock_ms();
    double until_ms = rmx_clock_ms() + 40000 * times();
    while (!is_new() && rmx_clock_ms() < until_ms)
        live_step();
    int errors = count_errors(live_seen()->words);
    bool is_there = is_new();
    if (times() > 1)
        print_message("%s: followed in %.1f s\n", law, (rmx_clock_ms() - from_ms) / 1000);
    if (!is_there || halves || errors > 1)
        print_error("%s, %s, %s: %s, %d frames with half of one, %d errors; said: %.300s\n", law,
                    ending, tells ? "told" : "looked for", is_there ? "there" : "not there", halves,
                    errors, live_seen()->words);
    live_end();
    assert_true(is_there && !halves && errors <= 1);
}

static bool is_tried(size_t way, int ending)
{
    enum { HELD_OPEN = 2, IN_PLACE = 5 };
    return way == HELD_OPEN ? ending == 0 || tells
                            : ending == 0 && (way == 0 || way == IN_PLACE || tells);
}

static void test_ways(void **state)
{
    (void)state;
    for (int k = 0; k < 2; k++) {
        tells = k == 0;
        for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
            for (int e = 0; e < 2; e++)
                if (is_tried(i, e) && (times() == 1 || e == 0))
                    follow(ways[i].law, ways[i].command, times() > 1 ? "bmp" : endings[e]);
    }
}

// By hand alone: SLOW_PICTURES_MB=200, and rsync.
static void test_programs(void **state)
{
    (void)state;
    if (times() == 1 || test_cli_run("rsync --version").code != 0)
        skip();
    tells = true;
    for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
        follow(programs[i].law, programs[i].command, "bmp");
}

static struct {
    FILE *file; // p.bmp, held open; NULL: nothing is to be written
    unsigned char bytes[54 + 160 * 90 * 3];
} rest;
static PFNGLTEXTURESUBIMAGE2DPROC upload;

// The picture was read, and its load goes on.
static void GLAPIENTRY write_rest(GLuint texture, GLint level, GLint x, GLint y, GLsizei width,
                                  GLsizei height, GLenum format, GLenum type, const void *pixels)
{
    upload(texture, level, x, y, width, height, format, type, pixels);
    if (!rest.file || width != 160)
        return;
    fwrite(rest.bytes + sizeof(rest.bytes) / 2, 1, sizeof(rest.bytes) / 2, rest.file);
    fflush(rest.file);
    rest.file = NULL; // stays open
}

// Nothing in such a file tells that half of it is another one's: that it changed does.
static void test_read_while_written(void **state)
{
    static const char scene[] = "size: 160x90\nlayers: [{picture: ./p.bmp}]\n";
    (void)state;
    tells = true;
    halves = 0;
    assert_int_equal(test_cli_run("for g in 51 204; do convert -size 160x90 \"xc:rgb($g,$g,$g)\" "
                                  "BMP3:$g.flat; done; cp 51.flat p.bmp")
                         .code,
                     0);
    FILE *whole = fopen(test_cli_path("204.flat"), "rb");
    assert_int_equal(fread(rest.bytes, 1, sizeof(rest.bytes), whole), sizeof(rest.bytes));
    fclose(whole);
    test_cli_text("torn.yaml", scene);
    assert_true(live_begin(&(struct live_params){.scene = "torn.yaml", .keep = keep}));
    assert_true(live_until_swap(1));
    FILE *held = fopen(test_cli_path("p.bmp"), "r+b");
    fwrite(rest.bytes, 1, sizeof(rest.bytes) / 2, held);
    fflush(held);
    upload = glTextureSubImage2D;
    glTextureSubImage2D = write_rest;
    rest.file = held;
    char edited[200];
    snprintf(edited, sizeof(edited), "# edited\n%s", scene);
    test_cli_text("torn.yaml", edited);
    double until_ms = rmx_clock_ms() + 40000;
    while (!is_new() && rmx_clock_ms() < until_ms)
        live_step();
    glTextureSubImage2D = upload;
    assert_null(rest.file);
    assert_true(live_turn(2));
    assert_true(is_new());
    assert_int_equal(live_counts().reload.given_up, 1);
    assert_int_equal(halves, 0);
    fclose(held);
    live_end();
}

static int begin(void **state)
{
    if (live_set_up(state) != 0)
        return -1;
    return make_pictures() ? 0 : -1; // by ImageMagick
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_halves), cmocka_unit_test(test_read_while_written),
        cmocka_unit_test(test_ways), cmocka_unit_test(test_programs)};
    return cmocka_run_group_tests(tests, begin, live_tear_down);
}
