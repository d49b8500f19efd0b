// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of a show: one table for the window, --keys and the manual.
//
// In:  a key of the window library. Out: what it means. Pure.
#pragma once

#include "base/text.h"
#include "show/window.h"

// `key` and `modifiers` are GLFW's. `repeats`: the key was held, not pressed.
enum rmx_action rmx_action_of_key(int key, int modifiers, bool repeats);
// The same of a key that is let go.
enum rmx_action rmx_action_of_release(int key);
void rmx_keys_print(struct rmx_text *out); // a line a key
