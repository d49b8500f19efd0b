// SPDX-License-Identifier: GPL-3.0-or-later
// A scene's credits into files, with warnings on standard error.
#pragma once

#include "app/command.h"
#include "scene/scene.h"

// Beside options->output (render --credits): NAME.credits.txt, and the roll NAME.credits.yaml with
// its typesetting. An exit code; what went wrong was said.
int rmx_write_credits(const struct rmx_options *options, const struct rmx_scene *scene);
