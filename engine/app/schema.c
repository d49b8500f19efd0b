// SPDX-License-Identifier: GPL-3.0-or-later
// remontage schema: the scene language as a JSON Schema.
#include "graph/schema.h"
#include "app/command.h"

#include <stdio.h>

// The folder one stands in does not count: the same words give the same schema everywhere.
int rmx_command_schema(const struct rmx_options *options)
{
    const struct rmx_catalog_params params = {
        .effect_folders = options->effects.items,
        .effect_folder_count = options->effects.count,
    };
    struct rmx_catalog *catalog = rmx_catalog_create(&params);
    struct rmx_errors errors = {.arena = options->arena};
    struct rmx_text schema = {0};
    rmx_schema_write(catalog, &errors, &schema);
    rmx_print_errors(options, &errors);
    fputs(schema.data, stdout);
    rmx_text_finish(&schema);
    rmx_catalog_destroy(catalog);
    return RMX_EXIT_OK;
}
