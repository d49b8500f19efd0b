// SPDX-License-Identifier: GPL-3.0-or-later
// What `remontage render` says of its sources within the file and beside it, read back from
// outside.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// Left half the plant's, right half the sea's.
static const char two_halves[] =
    "title: Two halves\nsize: 64x48\nsources:\n"
    "  plant: {image: plant.png, credit: Ann, licence: CC BY 4.0, url: 'https://example.org'}\n"
    "  sea: {image: sea.png, credit: Bea}\n"
    "layers:\n"
    "  - picture: plant\n"
    "  - {picture: sea, place: {x: 1}}\n";

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_picture("plant.png", 64, 48);
    test_cli_picture("sea.png", 64, 40);
    test_cli_picture("owned.png", 40, 30);
    test_cli_text("scene.yaml", two_halves);
    test_cli_text("plain.yaml", "size: 32x24\nlayers: [picture: owned.png]\n");
    test_cli_text("noise.yaml", "size: 32x24\nlayers: [generate: noise]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

#define READ "exiftool -s3 -sep ' + ' -XMP-dc:Creator -XMP-dc:Rights "

static void test_credits(void **state)
{
    (void)state;
    static const char want[] = "Ann + Bea\nplant: Ann, CC BY 4.0, https://example.org; sea: Bea\n";
    static const struct test_law laws[] = {
        {"in a PNG", "remontage render scene.yaml -q -o a.png; " READ "a.png", 0, want, NULL},
        {"of 16 bits", "remontage render scene.yaml -q --depth 16 -o b.png; " READ "b.png", 0, want,
         NULL},
        {"in a JPEG", "remontage render scene.yaml -q -o a.jpg; " READ "a.jpg", 0, want, NULL},
        {"in a TIFF", "remontage render scene.yaml -q -o a.tif; " READ "a.tif", 0, want, NULL},
        {"in a WebP", "remontage render scene.yaml -q -o a.webp; " READ "a.webp", 0, want, NULL},
        {"down a pipe", "remontage render scene.yaml -q -o - | " READ "-", 0, want, NULL},
        {"in each of a sequence",
         "remontage render scene.yaml -q --frames 0-1 -o f%d.png; " READ "f1.png", 0, want, NULL},
        {"BMP has no place for it", "remontage render scene.yaml -q -o a.bmp; " READ "a.bmp", 0,
         NULL, NULL},
        {"where nothing is owed there is none",
         "remontage render plain.yaml -q -o c.png; exiftool -s3 -XMP:all c.png; grep -c iTXt c.png",
         1, "0\n", NULL},
        {"unmeasured it names no ingredients",
         "remontage render scene.yaml -q -o a.png; exiftool -s3 -XMP-xmpMM:all a.png", 0, NULL,
         NULL},
    };
    TEST_HOLD(laws);
}

#define INGREDIENTS "exiftool -struct -XMP-xmpMM:Ingredients -s3 "

static void test_ingredients(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"halves are halves, within half a percent",
         "remontage render scene.yaml -q --credits -o a.png; " INGREDIENTS
         "a.png | grep -o 'Share=[0-9.]*' | tr -d 'A-Za-z=' | "
         "awk '{ n++; sum += $1; if ($1 < 0.495 || $1 > 0.505) bad = 1 } "
         "END { if (n == 2 && !bad && sum > 0.99999 && sum < 1.00001) print \"both\" }'",
         0, "both\n", NULL},
        {"a hash is that of the file",
         INGREDIENTS "a.png | grep -c \"sha256:$(sha256sum plant.png | cut -d' ' -f1)\"", 0, "1\n",
         NULL},
        {"with name, file, credit, licence and address",
         INGREDIENTS "a.png | grep -c 'Credit=Ann,.*FilePath=plant.png,Licence=CC BY 4.0,"
                     "Name=plant,.*Url=https://example.org'",
         0, "1\n", NULL},
        {"those that nobody owns, too",
         "remontage render plain.yaml -q --credits -o d.jpg; " INGREDIENTS
         "d.jpg | grep -c 'FilePath=owned.png'",
         0, "1\n", NULL},
        {"a generator is no ingredient",
         "remontage render noise.yaml -q --credits -o n.png; exiftool -s3 -XMP:all n.png", 0, NULL,
         NULL},
        {"of the frame that is written",
         "printf 'size: 32x24\\nlayers: [picture: plant.png, {picture: sea.png, opacity: time}]\\n'"
         " > fade.yaml; remontage render fade.yaml -q --time 1 --credits -o t.png; " INGREDIENTS
         "t.png | grep -o 'FilePath=[a-z.]*'",
         0, "FilePath=sea.png\n", NULL},
        {"down a pipe",
         "remontage render scene.yaml -q --credits -o - | " INGREDIENTS "- | grep -o Name=plant", 0,
         "Name=plant\n", NULL},
        {"the same bytes twice",
         "cp a.png b.png; remontage render scene.yaml -q --credits -o a.png; cmp a.png b.png", 0,
         NULL, NULL},
        {"not of a sequence",
         "remontage render scene.yaml -q --credits --frames 0-0 -o f%d.png; " INGREDIENTS "f0.png",
         0, NULL, NULL},
    };
    TEST_HOLD(laws);
}

static void test_manifest(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"beside the picture", "remontage render scene.yaml --c2pa-manifest -o a.jpg", 0, NULL,
         "wrote a.c2pa.json, for c2patool to sign"},
        {"titled as the scene, of the picture's type",
         "grep -c -e '\"title\": \"Two halves\"' -e '\"format\": \"image/jpeg\"' a.c2pa.json", 0,
         "2\n", NULL},
        {"each source a component", "grep -c '\"relationship\": \"componentOf\"' a.c2pa.json", 0,
         "2\n", NULL},
        {"and placed", "grep -c '\"action\": \"c2pa.placed\"' a.c2pa.json", 0, "2\n", NULL},
        {"with its hash",
         "grep -c \"\\\"hash\\\": \\\"$(sha256sum sea.png | cut -d' ' -f1)\\\"\" a.c2pa.json", 0,
         "1\n", NULL},
        {"the ingredients are in the file as well", INGREDIENTS "a.jpg | grep -o Name=plant", 0,
         "Name=plant\n", NULL},
        {"the same text twice",
         "cp a.c2pa.json b.json; remontage render scene.yaml -q --c2pa-manifest -o a.jpg; "
         "cmp a.c2pa.json b.json",
         0, NULL, NULL},
        {"an untitled scene's has the file's name",
         "remontage render plain.yaml -q --c2pa-manifest -o u.png; "
         "grep -c '\"title\": \"u.png\"' u.c2pa.json",
         0, "1\n", NULL},
        {"a generator alone is an algorithm's",
         "remontage render noise.yaml -q --c2pa-manifest -o n.png; "
         "grep -c digitalsourcetype/algorithmicMedia n.c2pa.json",
         0, "1\n", NULL},
        {"not unasked", "remontage render scene.yaml -q -o z.png; ls z.c2pa.json", 2, NULL,
         "z.c2pa.json"},
        {"not of a sequence", "remontage render scene.yaml --c2pa-manifest --frames 0-1 -o f%d.png",
         2, NULL, "--c2pa-manifest is of one picture"},
        {"nor of a pipe", "remontage render scene.yaml --c2pa-manifest -o - | cat", 0, NULL,
         "--c2pa-manifest is of a file"},
        {"nor of a format that cannot carry it",
         "remontage render scene.yaml --c2pa-manifest -o a.bmp", 2, NULL,
         "'a.bmp' cannot carry a manifest; png, jpg, webp and tif can"},
        {"a folder of its name is no file",
         "mkdir y.c2pa.json; remontage render scene.yaml -q --c2pa-manifest -o y.png; code=$?; "
         "ls y.png; exit $code",
         73, "y.png\n", "cannot write 'y.c2pa.json'"},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_credits),
        cmocka_unit_test(test_ingredients),
        cmocka_unit_test(test_manifest),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
