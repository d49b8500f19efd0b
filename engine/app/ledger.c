// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ledger_all.h"
int rmx_command_ledger(const struct rmx_options *options)
{
    return rmx_app_exhibition(options);
}
