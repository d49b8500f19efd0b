// SPDX-License-Identifier: GPL-3.0-or-later
// remontage ledger without a scene: what was ever shown (share/exhibits.h), printed, written,
// forgotten.
#pragma once

#include "app/command.h"

// Whether the options ask for it: --all, --forget or --forget-all.
bool rmx_asks_exhibition(const struct rmx_options *options);
// Does what they ask for. An exit code.
int rmx_app_exhibition(const struct rmx_options *options);
