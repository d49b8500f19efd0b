// SPDX-License-Identifier: GPL-3.0-or-later
// remontage explain: the plan of a scene in words, without a GPU.
#include "plan/explain.h"
#include "app/open.h"
#include "app/print.h"
#include "runtime/inner.h"

#include <stdio.h>

// The plan, then those of the scenes within.
static void explain(const struct rmx_generation *generation, bool glsl, struct rmx_text *text)
{
    rmx_plan_explain(generation->plan, true, text);
    if (glsl)
        rmx_plan_explain_glsl(generation->plan, text);
    for (int i = 0; i < generation->scene->source_count; i++) {
        const struct rmx_generation *inner = rmx_inner_of(generation, i);
        if (!inner)
            continue;
        rmx_text_printf(text, "\nsource %s, the scene %s: ", generation->scene->sources[i].name,
                        inner->scene->path);
        explain(inner, glsl, text);
    }
}

int rmx_command_explain(const struct rmx_options *options)
{
    struct rmx_generation *generation;
    struct rmx_text text = {0};
    const struct rmx_settings settings = rmx_settings_of(options, options->arguments.items[0]);
    int code = rmx_open(options, &settings, RMX_LOAD_PLAN, NULL, &generation);
    if (code == RMX_EXIT_OK) {
        rmx_print_explain(options, generation, &text);
        explain(generation, options->glsl, &text);
        rmx_budget_print(&generation->memory, &text);
        rmx_print_text(stdout, rmx_text_string(&text));
    }
    rmx_text_finish(&text);
    rmx_generation_destroy(generation);
    return code;
}
