// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_outputs.h"

#include "app/command.h"
#include "base/text.h"
#include "show/show.h"

#include <stdio.h>

int rmx_print_outputs(void)
{
    struct rmx_text text = {0};
    bool there = rmx_show_print_outputs(&text);
    if (there)
        rmx_print(stdout, "outputs\n%s", rmx_text_string(&text));
    else
        rmx_complain("there is no display with an output");
    rmx_text_finish(&text);
    return there ? RMX_EXIT_OK : RMX_EXIT_NO_GL;
}
