// SPDX-License-Identifier: GPL-3.0-or-later
// Any licence is one; any words become a list, and a roll whose scene and typesetting are whole.
#include "scene/document.h"
#include "share/credits_roll.h"
#include "share/credits_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

// Tags are the typesetting's own, one a line; nothing stands between '<' and '>' that was said.
static void check_svg(const char *svg)
{
    int open = 0;
    for (; *svg; svg++) {
        open += *svg == '<' ? 1 : *svg == '>' ? -1 : 0;
        check(open == 0 || open == 1);
        check((unsigned char)*svg >= ' ' || *svg == '\n');
    }
    check(open == 0);
}

static void check_scene(struct rmx_arena *arena, const char *text)
{
    struct rmx_errors errors = {.arena = arena};
    struct rmx_source_text source = {"fuzz", text, strlen(text)};
    struct rmx_document document = rmx_document_read(arena, &source, false, &errors);
    check(document.root && errors.count == 0);
    const struct rmx_node *layers = rmx_node_get(document.root, "layers");
    check(layers && layers->kind == RMX_NODE_LIST && document.root->count == 6);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *text = rmx_arena_copy_n(arena, (const char *)data, size < 4000 ? size : 4000);
    struct rmx_licence licence = rmx_licence_read(arena, text);
    check(licence.name && licence.spdx && licence.url);
    check(rmx_licences_go_together(&licence, &licence));
    struct rmx_source source = {.name = text};
    struct rmx_credit item = {text, text, licence, text, &source};
    struct rmx_maker maker = {text, text};
    struct rmx_credits credits = {text, &item, 1, &maker, 1, true};
    struct rmx_text list = {0};
    rmx_credits_text(&list, &credits, NULL);
    check(rmx_is_utf8(rmx_text_string(&list), list.length));
    rmx_text_finish(&list);
    struct rmx_scene scene = {.width = 64, .height = 48, .fps = 25};
    struct rmx_roll_picture picture = {"a.jpg", 1.5};
    struct rmx_roll_params params = {&scene, "fuzz", &picture};
    struct rmx_roll roll = rmx_credits_roll(arena, &credits, &params);
    for (int i = 0; i < roll.sheet_count; i++)
        check_svg(roll.sheets[i].svg);
    check_scene(arena, roll.scene);
    rmx_arena_destroy(arena);
    return 0;
}
