// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_report.h"

#include "base/text.h"

void rmx_live_report(void *data, const struct rmx_generation *generation)
{
    const struct rmx_live *live = data;
    const struct rmx_errors *errors = &generation->errors;
    struct rmx_text text = {0};
    for (int i = 0; i < errors->count; i++)
        if (errors->items[i].severity == RMX_ERROR || !live->options->quiet)
            rmx_error_format(&text, &errors->items[i]);
    if (generation->status == RMX_LOAD_NO_GL || generation->status == RMX_LOAD_TOO_LARGE)
        rmx_text_printf(&text, "remontage: %s\n", generation->why);
    else if (generation->status == RMX_LOAD_FAILED)
        rmx_text_printf(&text, "remontage: %s could not be drawn\n", generation->settings.scene);
    if (text.length)
        live->say(live->say_data, rmx_text_string(&text));
    rmx_text_finish(&text);
}
