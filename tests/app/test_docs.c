// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages say is true: each scene in them loads without a word, each picture is there.
#include "support/stage.h"

#include "base/file.h"
#include "base/signals.h"
#include "base/verbs.h"
#include "catalog/folders.h"
#include "show/keys.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const pages[] = {"README.md",         "docs/scenes.md",  "docs/effects.md",
                                    "docs/fragments.md", "docs/credits.md", "docs/sound.md",
                                    "docs/install.md"};

static char *read_page(struct rmx_arena *arena, const char *page)
{
    char *text;
    size_t length;
    const char *path = rmx_arena_printf(arena, REMONTAGE_ROOT "/%s", page);
    if (rmx_file_read(arena, path, 1 << 20, &text, &length) != RMX_FILE_OK)
        fail_msg("no page %s", page);
    return text;
}

static void load_block(const char *page, int number, const char *text)
{
    struct rmx_generation *generation = stage_load(&(struct stage_params){.text = text});
    if (generation->errors.count)
        fail_msg("%s, scene %d: %s", page, number, generation->errors.items[0].message);
    rmx_generation_destroy(generation);
}

// Loads every ```yaml block; returns how many there were.
static int load_blocks(struct rmx_arena *arena, const char *page)
{
    const char *text = read_page(arena, page);
    int count = 0;
    while ((text = strstr(text, "\n```yaml\n"))) {
        const char *begin = text + strlen("\n```yaml\n");
        const char *end = strstr(begin, "\n```");
        if (!end)
            fail_msg("%s: its scene %d does not end", page, count + 1);
        load_block(page, ++count, rmx_arena_printf(arena, "%.*s\n", (int)(end - begin), begin));
        text = end + 1;
    }
    return count;
}

static void test_scenes_load(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    assert_int_equal(load_blocks(arena, "README.md"), 1);
    assert_true(load_blocks(arena, "docs/scenes.md") > 10);
    assert_true(load_blocks(arena, "docs/fragments.md") > 3);
    assert_int_equal(load_blocks(arena, "docs/credits.md"), 1);
    rmx_arena_destroy(arena);
}

static void test_links_lead_somewhere(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        const char *text = read_page(arena, pages[i]), *slash = strrchr(pages[i], '/');
        int folder = slash ? (int)(slash + 1 - pages[i]) : 0;
        while ((text = strstr(text, "]("))) {
            text += 2;
            int length = (int)strcspn(text, "#)");
            if (length == 0 || strncmp(text, "https:", 6) == 0)
                continue;
            const char *path =
                rmx_arena_printf(arena, REMONTAGE_ROOT "/%.*s%.*s", folder, pages[i], length, text);
            if (access(path, R_OK) != 0)
                fail_msg("%s: nothing at %.*s", pages[i], length, text);
        }
    }
    rmx_arena_destroy(arena);
}

// A parameter is called as `describe` calls it: target, not targetImage, though both are read.
static void check_names(const char *page, const char *text)
{
    for (const char *at = text; (at = strstr(at, "Image:")); at++)
        if (at > text && strchr("abcdefghijklmnopqrstuvwxyz", at[-1]))
            fail_msg("%s: '%.20s': leave out Image", page, at - 6 < text ? text : at - 6);
}

static void test_parameters_have_their_short_names(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
        check_names(pages[i], read_page(arena, pages[i]));
    glob_t found = {0};
    assert_int_equal(glob(REMONTAGE_ROOT "/scenes/*.yaml", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *name = found.gl_pathv[i] + strlen(REMONTAGE_ROOT "/");
        check_names(name, read_page(arena, name));
    }
    globfree(&found);
    rmx_arena_destroy(arena);
}

static void check_fragments(struct rmx_arena *arena, const char *page, const char *folder)
{
    struct rmx_found found = {0};
    rmx_folders_find(arena, folder, false, NULL, &found);
    assert_true(found.count > 0);
    for (int i = 0; i < found.count; i++) {
        const char *name = rmx_path_stem(arena, found.files[i].path);
        if (!strstr(page, rmx_arena_printf(arena, "\n- `%s`: ", name)))
            fail_msg("docs/fragments.md says nothing of %s", name);
    }
}

static void test_every_cut_and_arrange_is_shown(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    const char *page = read_page(arena, "docs/fragments.md");
    check_fragments(arena, page, REMONTAGE_ROOT "/shaders/cut");
    check_fragments(arena, page, REMONTAGE_ROOT "/shaders/arrange");
    rmx_arena_destroy(arena);
}

static void check_row(struct rmx_arena *arena, const char *page, const char *name,
                      const char *provider, const char *meaning)
{
    const char *row = rmx_arena_printf(arena, "| `%s` | %s | %s |\n", name, provider, meaning);
    if (!strstr(page, row))
        fail_msg("docs/scenes.md lacks: %s", row);
}

static void test_signals_stand_in_the_page(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    const char *page = read_page(arena, "docs/scenes.md");
    const struct rmx_signal *own = rmx_signals_own(), *display = rmx_signals_display();
    int count;
    const struct rmx_signal_family *measured = rmx_signals_measured(&count);
    for (int i = 0; i < RMX_SIGNALS_OWN; i++)
        if (own[i].name)
            check_row(arena, page, own[i].name, own[i].provider, own[i].meaning);
    check_row(arena, page, display->name, display->provider, display->meaning);
    for (int i = 0; i < count; i++)
        check_row(arena, page, rmx_arena_printf(arena, "%s.NAME", measured[i].word),
                  measured[i].provider, measured[i].meaning);
    check_row(arena, page, "osc(\"/…\")", rmx_signals_osc()->provider, rmx_signals_osc()->meaning);
    rmx_arena_destroy(arena);
}

static void test_messages_stand_in_the_page(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    const char *page = read_page(arena, "docs/live.md");
    for (int i = 0; rmx_verb(i); i++) {
        const struct rmx_verb *verb = rmx_verb(i);
        const char *row =
            rmx_arena_printf(arena, "| `/remontage/%s` | %s |\n", verb->name, verb->meaning);
        if (verb->name && !strstr(page, row))
            fail_msg("docs/live.md lacks: %s", row);
    }
    rmx_arena_destroy(arena);
}

// A line of --keys as a row of the page: "| f, F11 | `fullscreen` | full screen, and back |".
static const char *row_of(struct rmx_arena *arena, const char *line)
{
    const char *verb = strstr(line + 2, "  "), *rest = line + strcspn(line, "\n");
    int key = (int)(verb - line - 2), length = (int)strcspn(verb += strspn(verb, " "), " ");
    const char *meaning = verb + length + strspn(verb + length, " ");
    if (strncmp(line + 2, "Ctrl+Q", 6) == 0) // of no verb
        return rmx_arena_printf(arena, "| Ctrl+Q | | %.*s |\n", (int)(rest - verb), verb);
    return rmx_arena_printf(arena, "| %.*s | `%.*s` | %.*s |\n", key, line + 2, length, verb,
                            (int)(rest - meaning), meaning);
}

static void test_keys_stand_in_the_page(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    const char *page = read_page(arena, "docs/live.md");
    struct rmx_keys *keys = rmx_keys_create();
    struct rmx_text text = {0};
    rmx_keys_print(keys, &text);
    const char *line = rmx_text_string(&text);
    for (; *line; line += strcspn(line, "\n") + 1)
        if (!strstr(page, row_of(arena, line)))
            fail_msg("docs/live.md lacks: %s", row_of(arena, line));
    rmx_text_finish(&text);
    rmx_keys_destroy(keys);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scenes_load),
        cmocka_unit_test(test_signals_stand_in_the_page),
        cmocka_unit_test(test_messages_stand_in_the_page),
        cmocka_unit_test(test_keys_stand_in_the_page),
        cmocka_unit_test(test_links_lead_somewhere),
        cmocka_unit_test(test_parameters_have_their_short_names),
        cmocka_unit_test(test_every_cut_and_arrange_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
