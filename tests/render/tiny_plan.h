// SPDX-License-Identifier: GPL-3.0-or-later
// Plans of a few passes, made by hand, and the bytes that feed them.
#pragma once

// cmocka.h needs these first.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "render/renderer.h"

#include <stdio.h>
#include <string.h>

enum { TINY_BLOCK = 256, TINY_LEVEL = 16 };

static inline char *tiny_file(struct rmx_arena *arena, const char *name)
{
    char *text;
    size_t length;
    const char *path = rmx_arena_printf(arena, "%s/tests/render/%s", REMONTAGE_ROOT, name);
    assert_int_equal(rmx_file_read(arena, path, 1 << 20, &text, &length), RMX_FILE_OK);
    return text;
}

// One word of a pass: its target's number, "p0" or "s0" for what it reads, "mips" where that may be
// read above level 0, "16" or "32f" for its format, else its shader's file in tests/render.
static inline void tiny_word(struct rmx_arena *arena, struct rmx_plan *plan, struct rmx_pass *pass,
                             const char *word)
{
    int number = 0;
    if (sscanf(word, "s%d", &number) == 1 || sscanf(word, "p%d", &number) == 1) {
        struct rmx_pass_texture *read = RMX_PUSH(arena, &pass->textures, &pass->texture_count);
        read->step = word[0] == 's' ? number : plan->scene->source_count + number;
        read->level_offset = TINY_LEVEL;
    } else if (!strcmp(word, "mips")) {
        for (int i = 0; i < pass->texture_count; i++) {
            int step = pass->textures[i].step, source_count = plan->scene->source_count;
            pass->textures[i].wants_mips = true;
            if (step >= source_count)
                plan->passes[step - source_count].mips = true;
        }
    } else if (!strcmp(word, "16")) {
        pass->format = RMX_FORMAT_RGBA16;
    } else if (!strcmp(word, "32f")) {
        pass->format = RMX_FORMAT_RGBA32F;
    } else if (sscanf(word, "%d", &number) == 1) {
        pass->target = number;
        plan->target_count = number >= plan->target_count ? number + 1 : plan->target_count;
    } else {
        pass->shaders.fragment = tiny_file(arena, rmx_arena_printf(arena, "%s.frag", word));
    }
}

// Passes divided by '|': "0 solid | 1 copy p0". Steps: the sources' textures, then each pass's
// root.
static inline struct rmx_plan *tiny_plan(struct rmx_arena *arena, const char *passes,
                                         int source_count)
{
    enum { MOST = 8 };
    struct rmx_effect *effect = RMX_NEW(arena, struct rmx_effect, 1);
    struct rmx_scene *scene = RMX_NEW(arena, struct rmx_scene, 1);
    struct rmx_plan *plan = RMX_NEW(arena, struct rmx_plan, 1);
    scene->source_count = source_count;
    scene->sources = RMX_NEW(arena, struct rmx_source, source_count);
    *plan = (struct rmx_plan){.scene = scene,
                              .depth = 8,
                              .output_depth = 8,
                              .steps = RMX_NEW(arena, struct rmx_step, source_count + MOST),
                              .passes = RMX_NEW(arena, struct rmx_pass, MOST)};
    for (int i = 0; i < source_count; i++)
        plan->steps[plan->step_count++] = (struct rmx_step){.source = i, .pass = -1};
    char *rest = NULL, *words = NULL;
    for (char *part = strtok_r(rmx_arena_copy(arena, passes), "|", &rest); part;
         part = strtok_r(NULL, "|", &rest)) {
        struct rmx_pass *pass = &plan->passes[plan->pass_count];
        assert_in_range(plan->pass_count, 0, MOST - 1);
        *pass = (struct rmx_pass){.root = plan->step_count,
                                  .block_offset = plan->pass_count * TINY_BLOCK,
                                  .block_size = TINY_BLOCK};
        for (char *word = strtok_r(part, " ", &words); word; word = strtok_r(NULL, " ", &words))
            tiny_word(arena, plan, pass, word);
        plan->steps[plan->step_count++] =
            (struct rmx_step){.effect = effect, .source = -1, .pass = plan->pass_count++};
    }
    plan->block_size = plan->pass_count * TINY_BLOCK;
    return plan;
}

static inline void tiny_tint(unsigned char *block, int pass, float r, float g, float b, float a)
{
    const float tint[4] = {r, g, b, a};
    memcpy(block + pass * TINY_BLOCK, tint, sizeof tint);
}

static inline void tiny_level(unsigned char *block, int pass, float level)
{
    memcpy(block + pass * TINY_BLOCK + TINY_LEVEL, &level, sizeof level);
}

static inline struct rmx_context *tiny_context(void)
{
    char why[200] = "";
    struct rmx_context *context = rmx_context_create(why, sizeof why);
    if (!context)
        fail_msg("no OpenGL: %s", why);
    return context;
}

static inline struct rmx_renderer *tiny_renderer(struct rmx_context *context,
                                                 const struct rmx_plan *plan, int width, int height,
                                                 const char *cache_folder)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    struct rmx_renderer *renderer =
        rmx_renderer_create(&(struct rmx_renderer_params){.context = context,
                                                          .plan = plan,
                                                          .width = width,
                                                          .height = height,
                                                          .cache_folder = cache_folder},
                            &errors);
    if (!renderer)
        fail_msg("no renderer: %s", errors.count ? errors.items[0].message : "see the log");
    rmx_arena_destroy(arena);
    return renderer;
}
