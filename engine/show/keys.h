// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of a show: what is built in, what a scene makes of it, and what its side file makes of
// that.
//
// In:  bindings. Out: what a keystroke means; the table for --keys. Pure.
#pragma once

#include "scene/bindings.h"

struct rmx_keys;

struct rmx_keys *rmx_keys_create(void);       // as they are built in
void rmx_keys_destroy(struct rmx_keys *keys); // NULL is fine
// From now on the scene's, and the side file's over them, until the next call of each; NULL: none.
// Copied.
void rmx_keys_bind(struct rmx_keys *keys, const struct rmx_bindings *scene);
void rmx_keys_bind_side(struct rmx_keys *keys, const struct rmx_bindings *side);
// The verb RMX_ACTION_NONE: nothing.
struct rmx_verb_call rmx_keys_find(const struct rmx_keys *keys, struct rmx_keystroke stroke);
// A line a verb; `midi`: those that controls of MIDI send, too.
void rmx_keys_print(const struct rmx_keys *keys, struct rmx_text *out);
