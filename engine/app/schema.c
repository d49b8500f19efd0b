// SPDX-License-Identifier: GPL-3.0-or-later
// remontage schema: the scene language, with every effect, as a JSON Schema.
#include "scene/schema.h"

#include "app/open.h"

#include <stdio.h>

int rmx_command_schema(const struct rmx_options *options)
{
    struct rmx_catalog *catalog = rmx_open_catalog(options, NULL);
    struct rmx_errors errors = {.arena = options->arena};
    struct rmx_text text = {0};
    rmx_schema_write(catalog, &errors, &text);
    rmx_print_errors(options, &errors);
    rmx_print_json(stdout, rmx_text_string(&text));
    rmx_text_finish(&text);
    rmx_catalog_destroy(catalog);
    return rmx_errors_exit_code(&errors);
}
