// SPDX-License-Identifier: GPL-3.0-or-later
// Credits and ingredients stand in the picture's own file: read back by exempi from the packet, by
// exiftool from PNG, JPEG, TIFF and WebP.
#include "share/xmp.h"

#include "media/encode.h"
#include "media/image.h"
#include "write/still.h"

#include <cJSON.h>
#include <exempi/xmp.h>
#include <exempi/xmpconsts.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static const char mm[] = "http://ns.adobe.com/xap/1.0/mm/";

static struct rmx_ingredient items[] = {
    {"plant", "/photos/acanthus <1>.jpg", HASH, "Karl Blossfeldt, Acanthus", "CC0 1.0",
     "https://example.org/?a=1&b=2", 0.625},
    {"evening/gr\xc3\xb6\xc3\x9f"
     "er",
     "boats.png", HASH, "Felice Beato", "", "", 0.25},
    {"album/3", "album/\xff\xfe.tif", "", "Felice Beato", "CC BY 4.0", "", 0.0625},
    {"odd", "odd.jpg", HASH, "", "", "", 0.01},
};
static const struct rmx_ingredients owed = {items, 4};
static const struct rmx_ingredients measured = {items, 4};

static struct rmx_arena *arena;

static XmpPtr parse(const struct rmx_xmp_params *params)
{
    struct rmx_xmp xmp = rmx_xmp_packet(arena, params);
    assert_non_null(xmp.packet);
    assert_int_equal(xmp.left_out, 0);
    XmpPtr parsed = xmp_new_empty();
    assert_true(xmp_parse(parsed, xmp.packet, strlen(xmp.packet)));
    return parsed;
}

// NULL: it does not stand there.
static const char *property(XmpPtr xmp, const char *schema, const char *name)
{
    XmpStringPtr text = xmp_string_new();
    const char *value = NULL;
    if (xmp_get_property(xmp, schema, name, text, NULL))
        value = rmx_arena_copy(arena, xmp_string_cstr(text));
    xmp_string_free(text);
    return value;
}

static const struct {
    const char *law, *schema, *name, *value;
} laws[] = {
    {"a credit is a creator", NS_DC, "creator[1]", "Karl Blossfeldt, Acanthus"},
    {"in the order given", NS_DC, "creator[2]", "Felice Beato"},
    {"each once", NS_DC, "creator[3]", NULL},
    {"all rights in a line, those who say nothing left out", NS_DC, "rights[1]",
     "plant: Karl Blossfeldt, Acanthus, CC0 1.0, https://example.org/?a=1&b=2; "
     "evening/gr\xc3\xb6\xc3\x9f"
     "er: Felice Beato; album/3: Felice Beato, CC BY 4.0"},
    {"the file's name without its folders", mm, "Ingredients[1]/stRef:filePath",
     "acanthus <1>.jpg"},
    {"the hash is the document", mm, "Ingredients[1]/stRef:documentID", "sha256:" HASH},
    {"the ledger's name", mm, "Ingredients[2]/remontage:name",
     "evening/gr\xc3\xb6\xc3\x9f"
     "er"},
    {"the share", mm, "Ingredients[1]/remontage:share", "0.625000"},
    {"the credit", mm, "Ingredients[2]/remontage:credit", "Felice Beato"},
    {"the licence", mm, "Ingredients[3]/remontage:licence", "CC BY 4.0"},
    {"the address", mm, "Ingredients[1]/remontage:url", "https://example.org/?a=1&b=2"},
    {"a name that is no UTF-8", mm, "Ingredients[3]/stRef:filePath", "\uFFFD\uFFFD.tif"},
    {"a file that could not be read has no hash", mm, "Ingredients[3]/stRef:documentID", NULL},
    {"nor has one without a credit a credit", mm, "Ingredients[4]/remontage:credit", NULL},
    {"as many as there are", mm, "Ingredients[5]/remontage:name", NULL},
};

static void a_packet_says_who_and_what(void **state)
{
    (void)state;
    XmpPtr xmp = parse(&(struct rmx_xmp_params){.owed = &owed, .measured = &measured});
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        const char *got = property(xmp, laws[i].schema, laws[i].name), *want = laws[i].value;
        if (!got != !want || (got && strcmp(got, want) != 0))
            fail_msg("%s: %s", laws[i].law, got ? got : "nothing");
    }
    xmp_free(xmp);
}

static void unmeasured_it_has_credits_alone(void **state)
{
    (void)state;
    XmpPtr xmp = parse(&(struct rmx_xmp_params){.owed = &owed});
    assert_non_null(property(xmp, NS_DC, "creator[2]"));
    assert_false(xmp_has_property(xmp, mm, "Ingredients"));
    xmp_free(xmp);
}

static void where_nothing_is_owed_there_is_no_packet(void **state)
{
    (void)state;
    const struct rmx_ingredients odd = {&items[3], 1}, none = {0};
    assert_null(rmx_xmp_packet(arena, &(struct rmx_xmp_params){.owed = &odd}).packet);
    assert_null(rmx_xmp_packet(arena, &(struct rmx_xmp_params){&none, &none, 0}).packet);
    XmpPtr xmp = parse(&(struct rmx_xmp_params){.owed = &none, .measured = &odd});
    assert_string_equal(property(xmp, mm, "Ingredients[1]/remontage:name"), "odd");
    assert_false(xmp_has_property(xmp, NS_DC, "rights"));
    xmp_free(xmp);
}

static void control_characters_are_blanks(void **state)
{
    (void)state;
    struct rmx_ingredient one = {"a", "a.jpg", "", "two\nlines\x01, <b>&amp;</b>", "", "", 0};
    const struct rmx_ingredients it = {&one, 1};
    XmpPtr xmp = parse(&(struct rmx_xmp_params){.owed = &it});
    assert_string_equal(property(xmp, NS_DC, "creator[1]"), "two lines , <b>&amp;</b>");
    xmp_free(xmp);
}

static void the_same_bytes_twice(void **state)
{
    (void)state;
    const struct rmx_xmp_params params = {.owed = &owed, .measured = &measured};
    assert_string_equal(rmx_xmp_packet(arena, &params).packet,
                        rmx_xmp_packet(arena, &params).packet);
}

static struct rmx_ingredients many(int count)
{
    struct rmx_ingredients all = {RMX_NEW(arena, struct rmx_ingredient, count), count};
    for (int i = 0; i < count; i++) {
        all.items[i] = items[0];
        all.items[i].name = rmx_arena_printf(arena, "source_%d", i);
        all.items[i].share = 1.0 / (i + 2);
    }
    return all;
}

// 300 sources: what a JPEG has room for, the largest shares.
static void what_does_not_fit_is_left_out_and_counted(void **state)
{
    (void)state;
    const struct rmx_ingredients none = {0}, all = many(300);
    struct rmx_xmp_params params = {&none, &all, 0};
    struct rmx_xmp whole = rmx_xmp_packet(arena, &params);
    assert_true(strlen(whole.packet) > RMX_ENCODE_MOST_JPEG_XMP && whole.left_out == 0);
    params.most_bytes = RMX_ENCODE_MOST_JPEG_XMP;
    struct rmx_xmp xmp = rmx_xmp_packet(arena, &params);
    int count = 300 - xmp.left_out;
    assert_true(strlen(xmp.packet) <= params.most_bytes && xmp.left_out > 0);
    assert_true(strlen(xmp.packet) > params.most_bytes - 1000); // for two more there is no room
    assert_non_null(strstr(xmp.packet, rmx_arena_printf(arena, "\"source_%d\"", count - 1)));
    assert_null(strstr(xmp.packet, rmx_arena_printf(arena, "\"source_%d\"", count)));
    params.most_bytes = 100;
    xmp = rmx_xmp_packet(arena, &params);
    assert_null(xmp.packet);
    assert_int_equal(xmp.left_out, 300);
}

static char folder[] = "/tmp/rmx_xmp_XXXXXX";

static cJSON *read_by_exiftool(const char *path)
{
    enum { MOST = 1 << 16 };
    char *json = rmx_arena_alloc(arena, MOST + 1);
    FILE *out = popen(rmx_arena_printf(arena, "exiftool -j -struct -G1 '%s'", path), "r");
    assert_non_null(out);
    json[fread(json, 1, MOST, out)] = '\0';
    assert_int_equal(pclose(out), 0);
    cJSON *list = cJSON_Parse(json);
    if (!cJSON_IsArray(list))
        fail_msg("exiftool says '%s'", json);
    return list;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(value) ? value->valuestring : "";
}

static const struct {
    const char *law, *file;
    enum rmx_pixel_format format;
} files[] = {
    {"PNG", "a.png", RMX_PIXELS_RGBA8},
    {"PNG of 16 bits", "b.png", RMX_PIXELS_RGBA16},
    {"JPEG", "a.jpg", RMX_PIXELS_RGBA8},
    {"TIFF", "a.tif", RMX_PIXELS_RGBA8},
    {"TIFF of floats", "b.tif", RMX_PIXELS_RGBA32F},
    {"WebP", "a.webp", RMX_PIXELS_RGBA8},
};

static void check_file(const char *law, const char *path)
{
    cJSON *list = read_by_exiftool(path);
    const cJSON *all = cJSON_GetArrayItem(list, 0);
    const cJSON *creators = cJSON_GetObjectItemCaseSensitive(all, "XMP-dc:Creator");
    const cJSON *ingredients = cJSON_GetObjectItemCaseSensitive(all, "XMP-xmpMM:Ingredients");
    const cJSON *first = cJSON_GetArrayItem(ingredients, 0);
    const cJSON *share = cJSON_GetObjectItemCaseSensitive(first, "Share");
    bool fine = cJSON_GetArraySize(creators) == 2 && cJSON_GetArraySize(ingredients) == 4 &&
                strncmp(text_of(all, "XMP-dc:Rights"), "plant: Karl Blossfeldt", 22) == 0 &&
                strcmp(text_of(first, "DocumentID"), "sha256:" HASH) == 0 &&
                strcmp(text_of(first, "FilePath"), "acanthus <1>.jpg") == 0 &&
                cJSON_IsNumber(share) && share->valuedouble == 0.625 &&
                !strstr(text_of(all, "ExifTool:Warning"), "XMP");
    if (!fine)
        fail_msg("%s: %s", law, cJSON_Print(all));
    cJSON_Delete(list);
}

static void exiftool_reads_it_from_every_format(void **state)
{
    (void)state;
    static float pixels[16 * 16 * 4];
    const struct rmx_xmp_params xmp = {.owed = &owed, .measured = &measured};
    const struct rmx_still_params params = {.xmp = rmx_xmp_packet(arena, &xmp).packet};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct rmx_picture picture = {16, 16, files[i].format, pixels, false};
        const char *path = rmx_arena_printf(arena, "%s/%s", folder, files[i].file);
        assert_true(rmx_still_write(path, &picture, &params, NULL, 0));
        check_file(files[i].law, path);
    }
}

static int set_up(void **state)
{
    (void)state;
    arena = rmx_arena_create();
    return mkdtemp(folder) && rmx_media_start() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_arena_destroy(arena);
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_packet_says_who_and_what),
        cmocka_unit_test(unmeasured_it_has_credits_alone),
        cmocka_unit_test(where_nothing_is_owed_there_is_no_packet),
        cmocka_unit_test(control_characters_are_blanks),
        cmocka_unit_test(the_same_bytes_twice),
        cmocka_unit_test(what_does_not_fit_is_left_out_and_counted),
        cmocka_unit_test(exiftool_reads_it_from_every_format),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
