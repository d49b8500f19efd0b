// SPDX-License-Identifier: GPL-3.0-or-later
// remontage schema: the scene language as a JSON Schema.
#include "app/command.h"

int rmx_command_schema(const struct rmx_options *options)
{
    (void)options;
    rmx_complain("not yet");
    return RMX_EXIT_FAILED;
}
