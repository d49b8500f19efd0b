// SPDX-License-Identifier: GPL-3.0-or-later
// What bench_start runs beside ours: a context of OpenGL 4.5 on EGL's first device, and nothing
// else.
#include "render/context.h"

#include <stdio.h>

int main(void)
{
    char why[200];
    struct rmx_context *context = rmx_context_create(why, (int)sizeof(why));
    if (!context)
        fprintf(stderr, "%s\n", why);
    rmx_context_destroy(context);
    return !context;
}
