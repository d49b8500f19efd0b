// SPDX-License-Identifier: GPL-3.0-or-later
// --set NAME=VALUE of the command line: provided signals (knobs, mouse.x) and the
// date, as values of settings.
//
// In:  options. Out: settings, or one line on standard error for RMX_EXIT_USAGE.
#pragma once

#include "app/command.h"
#include "runtime/settings.h"
#include "scene/scene.h"

// Every --set into `settings`; texts and lists are the options'. False: said.
bool rmx_set_read(const struct rmx_options *options, struct rmx_settings *settings);
// Whether a scene has all that is set, and the values lie within its ends. False: said.
bool rmx_set_check(const struct rmx_settings *settings, const struct rmx_scene *scene);
