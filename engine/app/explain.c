// SPDX-License-Identifier: GPL-3.0-or-later
// remontage explain: the plan of a scene in words, without a GPU.
#include "plan/explain.h"
#include "app/open.h"

#include <stdio.h>

int rmx_command_explain(const struct rmx_options *options)
{
    struct rmx_generation *generation;
    struct rmx_text text = {0};
    int code = rmx_open(options, options->arguments.items[0], RMX_LOAD_PLAN, NULL, &generation);
    if (code == RMX_EXIT_OK) {
        rmx_plan_explain(generation->plan, &text);
        if (options->glsl)
            rmx_plan_explain_glsl(generation->plan, &text);
        fputs(rmx_text_string(&text), stdout);
    }
    rmx_text_finish(&text);
    rmx_generation_destroy(generation);
    return code;
}
