// SPDX-License-Identifier: GPL-3.0-or-later
// What cuts and arranges have that other effects lack: their own header keys and functions.
//
// In:  a header's JSON, a body's declarations. Out: effect->fragments; errors with their places.
// Pure.
#pragma once

#include "glsl/calls.h"
#include "isf/header.h"

// True where the files of a folder of that name are cuts or arranges; then *role says which. `role`
// may be NULL.
bool rmx_fragment_keys_role(const char *folder, enum rmx_role *role);
// The keys of the header into effect->fragments, once its inputs are read and its role is set.
void rmx_fragment_keys_read(const struct rmx_header *header, const cJSON *root,
                            struct rmx_effect *effect);
// What the functions that the engine calls reach, the body's and those of included files.
void rmx_fragment_keys_reach(struct rmx_effect *effect, const struct rmx_calls *calls);
// The functions that the body must have, or may.
void rmx_fragment_keys_check(struct rmx_effect *effect, const struct rmx_declarations *found,
                             struct rmx_errors *errors);
