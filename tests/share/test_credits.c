// SPDX-License-Identifier: GPL-3.0-or-later
// Credits: who is named, once each, in the order of appearance; what is warned of; how it is set.
#include "share/credits_roll.h"
#include "share/credits_text.h"
#include "support/scene_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// show/{a,b,a_again}.jpg, a and a_again with the same bytes, show/album/{c,d,e}.jpg, inner.yaml,
// and an effect of somebody else.
static int set_up(void **state)
{
    static const char *const folders[] = {"show/album", NULL};
    struct scene_folder *folder = scene_folder_create(folders);
    scene_folder_write(folder, "show/a.jpg", "ten  bytes");
    scene_folder_write(folder, "show/a_again.jpg", "ten  bytes");
    scene_folder_write(folder, "show/b.jpg", "other byte");
    scene_folder_write(folder, "show/album/c.jpg", "c");
    scene_folder_write(folder, "show/album/d.jpg", "d");
    scene_folder_write(folder, "show/album/e.jpg", "e");
    scene_folder_write(folder, "show/inner.yaml",
                       "sources: {in: {image: b.jpg, credit: Bea, licence: CC0}}\n"
                       "layers: [picture: in]\n");
    scene_folder_write(folder, "show/theirs.fs",
                       "/*{\"ISFVSN\": \"2\", \"CREDIT\": \"Somebody\", \"INPUTS\": "
                       "[{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n"
                       "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage); }\n");
    scene_folder_write(folder, "show/with_picture.fs",
                       "/*{\"ISFVSN\": \"2\", \"CREDIT\": \"Somebody\", \"INPUTS\": "
                       "[{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}], \"IMPORTED\": "
                       "{\"grain\": {\"PATH\": \"b.jpg\"}}}*/\n"
                       "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage) * "
                       "IMG_THIS_PIXEL(grain); }\n");
    *state = folder;
    return 0;
}

static const struct rmx_scene *load(struct scene_folder *folder, const char *text)
{
    struct scene_bench *scenes = folder->scenes;
    scene_folder_write(folder, "show/scene.yaml", text);
    struct rmx_scene_params params = {.path = scene_folder_path(folder, "show/scene.yaml"),
                                      .catalog = scenes->catalog};
    scenes->errors = (struct rmx_errors){.arena = scenes->arena};
    const struct rmx_scene *scene = rmx_scene_load(scenes->arena, &params, &scenes->errors);
    if (!scene)
        fail_msg("%s", scene_bench_dump(scenes, NULL));
    return scene;
}

static const char *dump(struct rmx_arena *arena, const struct rmx_credits *credits)
{
    const char *list = credits->is_remix ? "remix" : "whole";
    for (int i = 0; i < credits->count; i++) {
        const struct rmx_credit *credit = &credits->items[i];
        list = rmx_arena_printf(arena, "%s; %s|%s|%s|%s", list, credit->name, credit->credit,
                                credit->licence.name, credit->url);
    }
    for (int i = 0; i < credits->maker_count; i++)
        list = rmx_arena_printf(arena, "%s; effect %s: %s", list, credits->makers[i].effect,
                                credits->makers[i].credit);
    return list;
}

static const struct {
    const char *law, *scene, *credits;
} laws[] = {
    {"a source with all its words",
     "sources: {p: {image: a.jpg, credit: Ann, licence: cc-by-4.0, url: a.example}}\n"
     "layers: [picture: p]\n",
     "remix; p|Ann|CC BY 4.0|a.example"},
    {"one that is named by its path has its file's name", "layers: [picture: album/c.jpg]\n",
     "remix; c.jpg|||"},
    {"so has one of the program's own", "layers: [picture: asset:coffee.jpg]\n",
     "remix; coffee.jpg|Rachel Michetti, coffee cup|CC0 1.0|"},
    {"in the order of appearance, the bottom first",
     "sources: {p: a.jpg, q: b.jpg}\nlayers: [picture: q, {picture: p, mask: album/c.jpg}]\n",
     "remix; q|||; p|||; c.jpg|||"},
    {"those of chains and of the finish, too",
     "layers:\n- picture: a.jpg\n  chain: [displace: {map: b.jpg}]\n"
     "finish: [weave: {second: album/c.jpg}]\n",
     "remix; a.jpg|||; b.jpg|||; c.jpg|||"},
    {"what is not shown is not named", "sources: {p: a.jpg, q: b.jpg}\nlayers: [picture: p]\n",
     "remix; p|||"},
    {"nor what a hidden layer shows", "layers: [picture: a.jpg, {picture: b.jpg, visible: no}]\n",
     "remix; a.jpg|||"},
    {"unless another one reads that",
     "layers: [{picture: b.jpg, visible: no, name: l}, {picture: a.jpg, mask: l}]\n",
     "remix; b.jpg|||; a.jpg|||"},
    {"the same source twice is named once",
     "sources: {p: a.jpg}\nlayers: [picture: p, {picture: p, mask: p}]\n", "remix; p|||"},
    {"so is the same file", "sources: {p: a.jpg, q: ./a.jpg}\nlayers: [picture: p, picture: q]\n",
     "remix; p, q|||"},
    {"and the same content; one says what the other leaves unsaid",
     "sources:\n  p: {image: a.jpg, credit: Ann}\n"
     "  q: {image: a_again.jpg, credit: not she, licence: CC0}\n"
     "layers: [picture: p, picture: q]\n",
     "remix; p, q|Ann|CC0 1.0|"},
    {"a file of the same length is another one", "layers: [picture: a.jpg, picture: b.jpg]\n",
     "remix; a.jpg|||; b.jpg|||"},
    {"a folder's pictures, each its own",
     "sources: {f: {folder: album, credit: all of us}}\nlayers: [picture: f]\n",
     "remix; f/c.jpg|all of us||; f/d.jpg|all of us||; f/e.jpg|all of us||"},
    {"fragments of a folder as well",
     "sources: {f: {folder: album}}\nlayers: [fragments: {from: f, cut: grid}]\n",
     "remix; f/c.jpg|||; f/d.jpg|||; f/e.jpg|||"},
    {"of a scene within its own sources",
     "sources: {s: {scene: inner.yaml}}\nlayers: [picture: s]\n", "remix; s/in|Bea|CC0 1.0|"},
    {"what both scenes show is named once", "layers: [picture: b.jpg, picture: inner.yaml]\n",
     "remix; b.jpg, inner.yaml/in|Bea|CC0 1.0|"},
    {"generators owe nothing", "layers: [generate: noise]\n", "remix"},
    {"effects of others are named, ours are not",
     "layers: [{picture: a.jpg, chain: [invert, ./theirs.fs, ./theirs.fs]}]\n",
     "remix; a.jpg|||; effect theirs: Somebody"},
    {"whose pictures are theirs", "layers: [{picture: a.jpg, chain: ./with_picture.fs}]\n",
     "remix; a.jpg|||; b.jpg|Somebody||; effect with_picture: Somebody"},
    {"a sound stands last", "sound: {file: asset:heartbeat.flac}\nlayers: [picture: a.jpg]\n",
     "remix; a.jpg|||; heartbeat.flac|Remontage|CC0 1.0|"},
    {"what the scene says of it holds",
     "sound: {file: asset:heartbeat.flac, credit: Ann, url: a.example}\nlayers: [generate: "
     "noise]\n",
     "remix; heartbeat.flac|Ann|CC0 1.0|a.example"},
    {"a licence at a credit's end",
     "sources: {p: {image: a.jpg, credit: \"Ann, A plant, CC0\"}}\nlayers: [picture: p]\n",
     "remix; p|Ann, A plant|CC0 1.0|"},
    {"in brackets", "sources: {p: {image: a.jpg, credit: Ann (CC BY 4.0)}}\nlayers: [picture: p]\n",
     "remix; p|Ann|CC BY 4.0|"},
    {"said twice, alike",
     "sources: {p: {image: a.jpg, credit: \"Ann, CC0\", licence: CC0-1.0}}\n"
     "layers: [picture: p]\n",
     "remix; p|Ann|CC0 1.0|"},
    {"said twice, otherwise: `licence` counts, nothing is cut off",
     "sources: {p: {image: a.jpg, credit: \"Ann, CC0\", licence: CC BY 4.0}}\n"
     "layers: [picture: p]\n",
     "remix; p|Ann, CC0|CC BY 4.0|"},
    {"a word of the SPDX list may be a place",
     "sources: {p: {image: a.jpg, credit: \"Ann, MIT\"}}\nlayers: [picture: p]\n",
     "remix; p|Ann, MIT||"},
    {"a picture shown whole is no remix", "layers: [{picture: a.jpg, fit: contain}]\n",
     "whole; a.jpg|||"},
    {"nor a folder's", "sources: {f: {folder: album, fit: contain}}\nlayers: [picture: f]\n",
     "whole; f/c.jpg|||; f/d.jpg|||; f/e.jpg|||"},
    {"one that is cut off is", "layers: [{picture: a.jpg, fit: cover}]\n", "remix; a.jpg|||"},
    {"one with an effect is", "layers: [{picture: a.jpg, fit: contain, chain: invert}]\n",
     "remix; a.jpg|||"},
    {"one that fades is", "layers: [{picture: a.jpg, fit: contain, opacity: time}]\n",
     "remix; a.jpg|||"},
};

static void test_who_is_named(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    bool good = true;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_credits credits = rmx_credits_of(arena, load(folder, laws[i].scene));
        const char *found = dump(arena, &credits);
        if (strcmp(found, laws[i].credits) == 0)
            continue;
        print_error("%s: %s\n", laws[i].law, found);
        good = false;
    }
    assert_true(good);
}

// Two contents that are equal stay two; one file under two names is one.
static void test_by_file_nothing_is_read(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    struct rmx_credits credits = rmx_credits_by_file(
        arena, load(folder, "sources: {p: {image: a.jpg, credit: Ann}, q: a_again.jpg, r: a.jpg}\n"
                            "layers: [picture: p, picture: q, picture: r]\n"));
    assert_string_equal(dump(arena, &credits), "remix; p, r|Ann||; q|||");
}

#define TWO(a, b)                                                                                  \
    "sources:\n  p: {image: a.jpg, credit: Ann, licence: " a "}\n"                                 \
    "  q: {image: b.jpg, credit: Bea, licence: " b "}\nlayers: [picture: p, picture: q]\n"
#define WHOLE(a)                                                                                   \
    "sources: {p: {image: a.jpg, credit: Ann, licence: " a ", fit: contain}}\n"                    \
    "layers: [picture: p]\n"

// Warnings as "id line:column message", the first one alone told whole.
static const struct {
    const char *law, *scene, *warning;
    bool commercial;
    int count;
} warned[] = {
    {"all is said, all goes together", TWO("CC BY 4.0", "CC0"), "", true, 0},
    {"no licence", "sources: {p: {image: a.jpg, credit: Ann}}\nlayers: [picture: p]\n",
     "no-licence 1:22 no licence is said of 'p'", false, 1},
    {"no credit", "sources: {p: {image: a.jpg, licence: CC0}}\nlayers: [picture: p]\n",
     "no-credit 1:22 it is not said who made 'p'", false, 1},
    {"neither", "layers: [picture: a.jpg]\n", "no-credit 1:19 it is not said who made 'a.jpg'",
     false, 2},
    {"a folder's pictures together",
     "sources: {f: {folder: album, credit: us}}\nlayers: [picture: f]\n",
     "no-licence 1:23 no licence is said of 'f/c.jpg', 'f/d.jpg' and 'f/e.jpg'", false, 1},
    {"NoDerivatives in a remix", TWO("CC BY-ND 4.0", "CC0"),
     "no-derivatives 2:14 NoDerivatives, but the scene changes 'p'", false, 1},
    {"NoDerivatives alone", WHOLE("CC BY-ND 4.0"), "", false, 0},
    {"NonCommercial for no trade", TWO("CC BY-NC 4.0", "CC0"), "", false, 0},
    {"NonCommercial for trade", TWO("CC0", "CC BY-NC 4.0"),
     "non-commercial 3:14 NonCommercial, but this is for trade: 'q'", true, 1},
    {"alone as well", WHOLE("CC BY-NC 4.0"),
     "non-commercial 1:22 NonCommercial, but this is for trade: 'p'", true, 1},
    {"ShareAlike of two kinds", TWO("CC BY-SA 4.0", "GFDL-1.3"),
     "share-alike 3:14 'p' (CC BY-SA 4.0) and 'q' (GFDL-1.3) cannot be shared in one picture: each "
     "wants it under its own licence",
     false, 1},
    {"ShareAlike of one", TWO("CC BY-SA 4.0", "CC BY-SA 2.0"), "", false, 0},
    {"ShareAlike and NonCommercial", TWO("CC BY-NC 4.0", "CC BY-SA 4.0"),
     "share-alike 3:14 'p' (CC BY-NC 4.0) and 'q' (CC BY-SA 4.0) cannot be shared in one picture: "
     "one wants it free for trade, the other forbids that",
     false, 1},
    {"what is not known is left to people", TWO("ask me", "CC BY-SA 4.0"), "", true, 0},
};

static void test_what_is_warned_of(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    bool good = true;
    for (size_t i = 0; i < sizeof(warned) / sizeof(*warned); i++) {
        struct rmx_errors errors = {.arena = arena};
        struct rmx_credits credits = rmx_credits_of(arena, load(folder, warned[i].scene));
        rmx_credits_check(&credits, warned[i].commercial, &errors);
        const struct rmx_error *first = errors.count ? &errors.items[0] : NULL;
        const char *found =
            first ? rmx_arena_printf(arena, "%s %d:%d %s", first->id, first->span.line,
                                     first->span.column, first->message)
                  : "";
        if (errors.count == warned[i].count && !errors.error_count &&
            strcmp(found, warned[i].warning) == 0)
            continue;
        print_error("%s: %d warnings, %s\n", warned[i].law, errors.count, found);
        good = false;
    }
    assert_true(good);
}

static void test_many_names_are_counted(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    struct rmx_errors errors = {.arena = arena};
    struct rmx_source source = {.owner = 1};
    struct rmx_credit items[300];
    for (int i = 0; i < 300; i++)
        items[i] = (struct rmx_credit){.name = rmx_arena_printf(arena, "f/%d.jpg", i),
                                       .credit = "Ann",
                                       .licence = rmx_licence_read(arena, ""),
                                       .url = "",
                                       .source = &source};
    struct rmx_credits credits = {.title = "many", .items = items, .count = 300};
    rmx_credits_check(&credits, false, &errors);
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.items[0].message,
                        "no licence is said of 'f/0.jpg', 'f/1.jpg', 'f/2.jpg', 'f/3.jpg' and 296 "
                        "more");
}

// One after the other is a collection.
static void test_what_is_no_remix_needs_no_common_licence(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    struct rmx_source source = {.owner = 1};
    struct rmx_credit items[] = {
        {"f/a.jpg", "Ann", rmx_licence_read(arena, "CC BY-SA 4.0"), "", &source, false},
        {"f/b.jpg", "Bea", rmx_licence_read(arena, "CC BY-NC-SA 4.0"), "", &source, false},
    };
    struct rmx_credits credits = {.title = "two", .items = items, .count = 2};
    for (int is_remix = 0; is_remix < 2; is_remix++) {
        struct rmx_errors errors = {.arena = arena};
        credits.is_remix = is_remix;
        rmx_credits_check(&credits, false, &errors);
        assert_int_equal(errors.count, is_remix);
    }
}

static void test_many_names_of_one_content_are_cut(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_text text = {0};
    rmx_text_add(&text, "sources:\n");
    for (int i = 0; i < 300; i++)
        rmx_text_printf(&text, "  name_%d: a.jpg\n", i);
    rmx_text_add(&text, "layers:\n");
    for (int i = 0; i < 300; i++)
        rmx_text_printf(&text, "  - picture: name_%d\n", i);
    struct rmx_credits credits =
        rmx_credits_of(folder->scenes->arena, load(folder, rmx_text_string(&text)));
    assert_int_equal(credits.count, 1);
    assert_true(strlen(credits.items[0].name) < 200);
    assert_true(rmx_has_suffix(credits.items[0].name, "name_19, …"));
    rmx_text_finish(&text);
}

static void test_the_list_is_set_for_people(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    struct rmx_errors errors = {.arena = arena};
    struct rmx_text text = {0};
    struct rmx_credits credits = rmx_credits_of(
        arena, load(folder, "title: Two\nsources:\n"
                            "  p: {image: a.jpg, credit: \"A name that is so long that it will not "
                            "stand on one line, however one sets it\", licence: CC BY 4.0, url: "
                            "a.example}\n  q: {image: b.jpg, credit: \"B\\e[31m\\n b\"}\n"
                            "layers: [picture: p, {picture: q, chain: ./theirs.fs}]\n"));
    rmx_credits_check(&credits, false, &errors);
    rmx_credits_text(&text, &credits, &errors);
    assert_string_equal(rmx_text_string(&text),
                        "Two\n\np\n"
                        "    A name that is so long that it will not stand on one line, however\n"
                        "    one sets it\n"
                        "    CC BY 4.0\n"
                        "    https://creativecommons.org/licenses/by/4.0/\n"
                        "    a.example\n\n"
                        "q\n    B [31m b\n    No licence said\n\n\n"
                        "Effects by others\n\ntheirs: Somebody\n\n\n"
                        "Open questions\n\n- no licence is said of 'q'\n");
    rmx_text_finish(&text);
}

static const struct {
    const char *law, *text;
    int most;
    bool cut;
    size_t bytes;
} breaks[] = {
    {"it fits", "one two", 7, false, 7},
    {"at the last blank that fits", "one two three", 8, false, 7},
    {"or at one that just does not", "one two three", 7, false, 7},
    {"not within a word", "https://a.example/long two", 8, false, 22},
    {"unless it is to be cut: behind a stroke", "https://a.example/long two", 20, true, 18},
    {"or anywhere", "Donaudampfschiff", 5, true, 5},
    {"but between words first", "in https://a.example/long", 20, true, 2},
    {"letters of two bytes are one", "äöü äöü", 4, false, 6},
    {"nor is one of them cut through", "äöüäöü", 4, true, 8},
    {"signs of East Asia take two places, and break anywhere", "写真展示価値", 8, false, 12},
    {"though there is a blank", "写真 展示価値", 8, false, 10},
    {"at least one word", "word", 0, true, 4},
    {"nothing", "", 8, false, 0},
};

static void test_where_lines_break(void **state)
{
    bool good = true;
    (void)state;
    for (size_t i = 0; i < sizeof(breaks) / sizeof(*breaks); i++) {
        size_t bytes = rmx_credits_break(breaks[i].text, breaks[i].most, breaks[i].cut);
        if (bytes == breaks[i].bytes)
            continue;
        print_error("%s: '%s' breaks at %zu\n", breaks[i].law, breaks[i].text, bytes);
        good = false;
    }
    assert_true(good);
}

static struct rmx_roll roll_of(struct scene_folder *folder, const char *text)
{
    struct rmx_arena *arena = folder->scenes->arena;
    const struct rmx_scene *scene = load(folder, text);
    struct rmx_credits *credits = RMX_NEW(arena, struct rmx_credits, 1);
    *credits = rmx_credits_of(arena, scene);
    struct rmx_roll_picture *pictures = RMX_NEW(arena, struct rmx_roll_picture, credits->count);
    for (int i = 0; i < credits->count; i++)
        pictures[i] = (struct rmx_roll_picture){"a.jpg", 1.5};
    struct rmx_roll_params params = {scene, "x.credits", pictures};
    return rmx_credits_roll(arena, credits, &params);
}

static void test_a_roll_is_a_scene_whatever_is_said(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_roll roll =
        roll_of(folder, "title: '<&> \"quoted\" # no: comment \\ {}'\nsize: 320x180\nfps: 25\n"
                        "sources: {p: {image: a.jpg, credit: \"<script>&\\\"'\\n\\e[0m: x\"}}\n"
                        "layers: [picture: p]\n");
    assert_int_equal(roll.sheet_count, 1);
    assert_string_equal(roll.sheets[0].name, "x.credits.svg");
    assert_null(strstr(roll.sheets[0].svg, "<script>"));
    assert_non_null(strstr(roll.sheets[0].svg, "&lt;script&gt;&amp;\"' [0m: x"));
    scene_folder_write(folder, "show/x.credits.svg", roll.sheets[0].svg);
    const struct rmx_scene *scene = load(folder, roll.scene);
    assert_int_equal(folder->scenes->errors.count, 0);
    assert_string_equal(scene->title, "<&> \"quoted\" # no: comment \\ {}, credits");
    assert_int_equal(scene->width, 320);
    assert_int_equal(scene->height, 180);
    assert_true(scene->fps == 25);
    assert_int_equal(scene->layer_count, 2);
}

static void test_a_long_roll_has_many_sheets_and_no_line_twice(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_roll roll =
        roll_of(folder, "size: 320x180\nsources:\n"
                        "  p: {image: a.jpg, credit: Ann, licence: CC0}\n"
                        "  q: {image: b.jpg, credit: Bea}\n  f: {folder: album, credit: Us}\n"
                        "layers: [picture: p, picture: q, picture: f]\n");
    int names = 0;
    bool is_counted = false;
    assert_true(roll.sheet_count > 1);
    assert_string_equal(roll.sheets[1].name, "x.credits_2.svg");
    for (int i = 0; i < roll.sheet_count; i++) {
        for (const char *at = roll.sheets[i].svg; (at = strstr(at, ">Us<")); at++)
            names++;
        is_counted |= strstr(roll.sheets[i].svg, ">f/c.jpg and 2 more<") != NULL;
    }
    assert_int_equal(names, 1); // a folder's pictures, of which the same is said, stand together
    assert_true(is_counted);
    assert_true(roll.seconds > 10 && roll.seconds < 40);
}

static void test_a_roll_of_nothing_says_so(void **state)
{
    struct rmx_roll roll = roll_of(*state, "layers: [generate: noise]\n");
    assert_int_equal(roll.sheet_count, 1);
    assert_non_null(strstr(roll.sheets[0].svg, ">Drawn by effects alone<"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_named),
        cmocka_unit_test(test_by_file_nothing_is_read),
        cmocka_unit_test(test_what_is_warned_of),
        cmocka_unit_test(test_many_names_are_counted),
        cmocka_unit_test(test_what_is_no_remix_needs_no_common_licence),
        cmocka_unit_test(test_many_names_of_one_content_are_cut),
        cmocka_unit_test(test_the_list_is_set_for_people),
        cmocka_unit_test(test_where_lines_break),
        cmocka_unit_test(test_a_roll_is_a_scene_whatever_is_said),
        cmocka_unit_test(test_a_roll_of_nothing_says_so),
        cmocka_unit_test(test_a_long_roll_has_many_sheets_and_no_line_twice),
    };
    return cmocka_run_group_tests(tests, set_up, scene_folder_tear_down);
}
