// SPDX-License-Identifier: GPL-3.0-or-later
// remontage live --keys [SCENE]: what keys and messages do, as that scene has it.
#pragma once

#include "app/options.h"

// Returns the exit code.
int rmx_live_print_keys(const struct rmx_options *options);
