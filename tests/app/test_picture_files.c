// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures as other people's programs leave them: what is drawn, and what is said of the rest.
#include "base/sanitized.h"
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// `cut FROM TO BYTES`: a copy without its last bytes.
#define CUT "cut() { head -c $(($(stat -c %s $1) - $3)) $1 > $2; }; "

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("whole.jpg", 200, 200);
    test_cli_run("convert whole.jpg -interlace plane passes.jpg; mkdir -p album;" CUT
                 "cut whole.jpg endless.jpg 2; cut whole.jpg half.jpg 900;"
                 "cut passes.jpg halfpass.jpg 900; cut passes.jpg endlesspass.jpg 2;"
                 "cp whole.jpg album/1.jpg; cp endless.jpg album/2.jpg; cp half.jpg album/3.jpg");
    test_cli_text("album.yaml", "size: 32x18\nsources: {a: {folder: album, every: 1 s}}\n"
                                "layers: [{picture: a}]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void a_jpeg_that_ends_too_early(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"is drawn, and named, without its end marker", "remontage render endless.jpg -o a.png", 0,
         NULL, "'endless.jpg' lacks its last bytes"},
        {"is drawn as the whole one is",
         "remontage render -q whole.jpg -o b.png && cmp a.png b.png", 0, NULL, NULL},
        {"in passes, too", "remontage render endlesspass.jpg -o a.png", 0, NULL,
         "picture is whole"},
        {"is refused where the picture is cut", "remontage render half.jpg -o c.png", 66, NULL,
         "% of the picture is there"},
        {"in passes: by its pass", "remontage render halfpass.jpg -o c.png", 66, NULL,
         "of a progressive JPEG"},
        {"and where an end marker stands amid it",
         "(head -c $(($(stat -c %s whole.jpg) / 2)) whole.jpg; printf '\\377\\331'; tail -c "
         "$(($(stat -c %s whole.jpg) / 2)) whole.jpg) > ended.jpg; remontage render ended.jpg -o "
         "c.png",
         66, NULL, "% of the picture is there"},
        {"of what else a decoder warns, the picture is drawn",
         "(head -c 2 whole.jpg; printf 'zzz'; tail -c +3 whole.jpg) > odd.jpg; remontage render -q "
         "odd.jpg -o b.png && remontage render -q whole.jpg -o f.png && cmp b.png f.png",
         0, NULL, NULL},
        {"writes nothing then", "test ! -e c.png", 0, NULL, NULL},
        {"costs a folder that picture alone",
         "remontage render album.yaml --frame 30 -o d.png 2>&1 | grep -c -e 2.jpg -e 3.jpg", 0, "2",
         NULL},
        {"and the others are shown",
         "remontage render -q album.yaml --frame 30 -o d.png && remontage render -q album.yaml "
         "--frame 0 -o e.png && cmp d.png e.png",
         0, NULL, NULL},
    };
    TEST_HOLD(laws);
}

// As `render -o` wrote it.
static void what_is_written_is_read_back(void **state)
{
    (void)state;
    test_cli_run("convert -size 24x18 gradient:red-blue first.png");
    static const char *const endings[] = {"png", "jpg", "webp", "tif", "bmp", "tga", "hdr"};
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        char command[300];
        snprintf(
            command, sizeof(command),
            "remontage render -q first.png -o again.%s && remontage render -q again.%s -o "
            "back.png && test \"$(compare -metric AE -fuzz 6%% first.png back.png null: 2>&1)\" "
            "-le 4",
            endings[i], endings[i]);
        struct test_run run = test_cli_run(command);
        if (run.code != 0)
            fail_msg("%s: %s%s", endings[i], run.out, run.err);
    }
}

static void other_kinds_are_named(void **state)
{
    (void)state;
    static const unsigned char rest[64] = {1, 2, 0, 255, 254};
    static const struct {
        const char *file, *beginning;
    } files[] = {{"in.psd", "8BPS"},       {"no_ending", "%PDF-1.7\n"}, {"in.mp4", "1234ftypisom"},
                 {"pictures/b c.psd", ""}, {"a.bin", "\x01\x02"},       {"in.wav", "RIFF1234WAVE"}};
    test_cli_run("mkdir pictures; cp whole.jpg pictures/a.jpg; printf x > pictures/notes.txt");
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        char bytes[128];
        size_t length = strlen(files[i].beginning);
        memcpy(bytes, files[i].beginning, length);
        memcpy(bytes + length, rest, sizeof(rest));
        test_cli_write(files[i].file, bytes, length + sizeof(rest));
    }
    test_cli_text("pictures.yaml", "sources: {a: {folder: pictures}}\nlayers: [{picture: a}]\n");
    test_cli_text("psd.yaml", "layers: [{picture: in.psd}]\n");
    test_cli_text("fine.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/>");
    static const struct test_law laws[] = {
        {"a kind by its name, with a command", "remontage render in.psd -o x.png", 66, NULL,
         "a picture is made of it by: convert 'in.psd[0]' in.png"},
        {"whatever the file is called", "remontage render no_ending -o x.png", 66, NULL,
         "'no_ending' is a PDF, which is not read here"},
        {"in a scene, too", "remontage render psd.yaml -o x.png", 66, NULL,
         "psd.yaml:1:20: error: 'in.psd' is a Photoshop document"},
        {"a film", "remontage check in.mp4", 66, "1 error", "ffmpeg -i in.mp4 -frames:v 1 in.png"},
        {"a sound", "remontage check in.wav", 66, "1 error", "a scene hears it"},
        {"bytes of no kind are no scene, and are not shown",
         "remontage check a.bin 2>&1 | tr -d '\\n' | grep -v '[[:cntrl:]]'", 0,
         "neither text nor a known picture", NULL},
        {"a folder names each once",
         "remontage check pictures.yaml 2>&1 | grep -c 'b c.psd. is a Photoshop'", 0, "1", NULL},
        {"and nothing else of it", "remontage check pictures.yaml", 0, "1 warning",
         "convert 'pictures/b c.psd[0]' 'pictures/b c.png'"},
        {"a packed BMP is read",
         "convert whole.jpg -resize 31x17! -colors 99 -type palette -strip -compress RLE "
         "BMP3:rle.bmp; "
         "convert rle.bmp plain.png; remontage render -q rle.bmp -o a.png; remontage render -q "
         "plain.png -o b.png; cmp a.png b.png",
         0, NULL, NULL},
        {"and one that ends too early told",
         "head -c $(($(stat -c %s rle.bmp) - 99)) rle.bmp > less.bmp; remontage check less.bmp", 66,
         "1 error", "% of the picture"},
        {"a BMP that ends too early, too",
         "convert whole.jpg -resize 8x8! BMP3:cut.bmp; head -c 150 cut.bmp >half.bmp; remontage "
         "check half.bmp",
         66, "1 error", "50 % of the picture"},
        {"and a TGA",
         "convert cut.bmp -compress None cut.tga; head -c 114 cut.tga >half.tga; remontage check "
         "half.tga",
         66, "1 error", "50 % of the picture"},
        {"and a packed one",
         "remontage render -q cut.bmp -s 8x8 -o cut.tga; head -c 126 cut.tga >half.tga; remontage "
         "check half.tga",
         66, "1 error", "50 % of the picture"},
        {"a packed SVG is read", "gzip -c fine.svg > fine.svgz; remontage check fine.svgz", 0,
         "0 errors", NULL},
        {"all of them are listed", "remontage list formats", 0, "TGA        .tga", NULL},
    };
    TEST_HOLD(laws);
}

// Some numbers of descriptors suffice for the program, but not for what decodes a drawing.
static void what_a_decoder_lacks_is_said(void **state)
{
    static const struct test_law laws[] = {
        {"it never fell for want of descriptors",
         "for n in 5 6 7 8 9 10 11 12 13 14; do (ulimit -n $n; remontage check fine.svg) 2>&1; "
         "done "
         ">said; ! grep -q fell said && grep -o 'ulimit -n' said",
         0, "ulimit -n", NULL},
        {"nor for want of /proc",
         "unshare -m true 2>/dev/null || { echo 'without /proc'; exit 0; }; "
         "REMONTAGE=\"$REMONTAGE\" unshare -m sh -c "
         "'mount --make-rprivate / && umount -l /proc && \"$REMONTAGE\" check fine.svg' >said "
         "2>&1; "
         "grep -o 'without /proc' said",
         0, "without /proc", NULL},
    };
    (void)state;
    test_cli_text("fine.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    test_cli_hold(laws, RMX_IS_SANITIZED ? 1 : 2); // a sanitizer looks into /proc itself
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(other_kinds_are_named),
        cmocka_unit_test(a_jpeg_that_ends_too_early),
        cmocka_unit_test(what_a_decoder_lacks_is_said),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
