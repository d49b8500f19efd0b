// SPDX-License-Identifier: GPL-3.0-or-later
// What cuts and arranges have that other effects lack: their own header keys and functions.
//
// In:  a header's JSON, a body's declarations. Out: effect->pieces; mistakes with their places.
// Pure.
#pragma once

#include "catalog/declare.h"
#include "catalog/header.h"

// True where the files of a folder of that name are cuts or arranges; then *role says which. `role`
// may be NULL.
bool rmx_pieces_role(const char *folder, enum rmx_role *role);
// The keys of the header into effect->pieces, once its inputs are read and its role is set.
void rmx_pieces_read(const struct rmx_header *header, const cJSON *root, struct rmx_effect *effect);
// The functions that the body must have, or may.
void rmx_pieces_check(struct rmx_effect *effect, const struct rmx_declarations *found,
                      struct rmx_errors *errors);
