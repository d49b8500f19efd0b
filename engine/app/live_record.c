// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_record.h"

#include "app/command.h"
#include "app/help.h"

bool rmx_live_record(const struct rmx_options *options, const struct rmx_settings *settings,
                     void (*say)(void *data, const char *text), void *say_data,
                     struct rmx_recorder **recorder)
{
    char why[512];
    *recorder = NULL;
    if (!options->record)
        return true;
    const struct rmx_recorder_params params = {.path = options->record,
                                               .settings = settings,
                                               .version = rmx_version(),
                                               .say = say,
                                               .say_data = say_data};
    *recorder = rmx_recorder_create(&params, why, sizeof(why));
    if (!*recorder)
        rmx_complain("%s", why);
    return *recorder != NULL;
}
