// SPDX-License-Identifier: GPL-3.0-or-later
// A key of the keyboard with what is held beside it, as scenes and side files write it.
//
// In:  "b", "F5", "Space", "Ctrl+1", "Shift+Tab"; no case. Out: plain data, and the text again.
// Letters, digits and punctuation are what is printed on the keys. Pure.
#pragma once

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>

// Numbers are those of GLFW, whose keys that print something have their ASCII, letters the capital.
enum {
    RMX_STROKE_SHIFT = 1,
    RMX_STROKE_CTRL = 2,
    RMX_STROKE_ALT = 4,
};
enum {
    RMX_STROKE_SPACE = ' ',
    RMX_STROKE_ESCAPE = 256,
    RMX_STROKE_ENTER,
    RMX_STROKE_TAB,
    RMX_STROKE_BACKSPACE,
    RMX_STROKE_INSERT,
    RMX_STROKE_DELETE,
    RMX_STROKE_RIGHT,
    RMX_STROKE_LEFT,
    RMX_STROKE_DOWN,
    RMX_STROKE_UP,
    RMX_STROKE_PAGE_UP,
    RMX_STROKE_PAGE_DOWN,
    RMX_STROKE_HOME,
    RMX_STROKE_END,
    RMX_STROKE_F1 = 290, // to F25
    RMX_STROKE_F25 = RMX_STROKE_F1 + 24,
    RMX_STROKE_NUM0 = 320, // of the number block, to Num9
    RMX_STROKE_NUM9 = RMX_STROKE_NUM0 + 9,
};

struct rmx_keystroke {
    int key;       // 0: none
    int modifiers; // RMX_STROKE_SHIFT and so on
};

// False: there is no such key.
bool rmx_keystroke_read(const char *text, struct rmx_keystroke *stroke);
// "Ctrl+Shift+F5".
void rmx_keystroke_write(struct rmx_text *out, struct rmx_keystroke stroke);
bool rmx_keystroke_is(struct rmx_keystroke one, struct rmx_keystroke other);
// Whether a printed character is a key of its own.
bool rmx_keystroke_prints(char character);
// Names of keys, for hints.
const char **rmx_keystroke_names(struct rmx_arena *arena, int *count);
