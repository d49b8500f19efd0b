// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/keys.h"

#include "show/verbs.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

static const struct {
    int key, modifiers;
    enum rmx_action meaning;
    bool repeats;
    const char *name; // NULL: told with the row above
    const char *help; // NULL: what the verb means
} rows[] = {
    {GLFW_KEY_F, 0, RMX_ACTION_FULLSCREEN, false, "f", NULL},
    {GLFW_KEY_F11, 0, RMX_ACTION_FULLSCREEN, false, NULL, NULL},
    {GLFW_KEY_ESCAPE, 0, RMX_ACTION_WINDOWED, false, "Esc", NULL},
    {GLFW_KEY_SPACE, 0, RMX_ACTION_PAUSE, false, "Space", NULL},
    {GLFW_KEY_PERIOD, 0, RMX_ACTION_STEP, true, ".", NULL},
    {GLFW_KEY_R, 0, RMX_ACTION_RESTART, false, "r", NULL},
    {GLFW_KEY_H, 0, RMX_ACTION_FREEZE, false, "h", NULL},
    {GLFW_KEY_B, 0, RMX_ACTION_BLACKOUT, false, "b", NULL},
    {GLFW_KEY_S, 0, RMX_ACTION_STILL, false, "s", NULL},
    {GLFW_KEY_V, 0, RMX_ACTION_REVEAL, false, "v",
     "how it is made, and back; held: until it is let go"},
    {GLFW_KEY_TAB, 0, RMX_ACTION_NEXT_KNOB, true, "Tab",
     "choose the next knob; with Shift the last"},
    {GLFW_KEY_TAB, GLFW_MOD_SHIFT, RMX_ACTION_PREVIOUS_KNOB, true, NULL, NULL},
    {GLFW_KEY_RIGHT, 0, RMX_ACTION_MORE, true, "Left, Right",
     "move the knob by a hundredth of its way"},
    {GLFW_KEY_LEFT, 0, RMX_ACTION_LESS, true, NULL, NULL},
    {GLFW_KEY_UP, 0, RMX_ACTION_MUCH_MORE, true, "Down, Up", "move it by a tenth"},
    {GLFW_KEY_DOWN, 0, RMX_ACTION_MUCH_LESS, true, NULL, NULL},
    {0, 0, RMX_ACTION_NONE, false, "Ctrl+Q", "held for a second: quit; so does the close button"},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

enum rmx_action rmx_action_of_key(int key, int modifiers, bool repeats)
{
    modifiers &= GLFW_MOD_SHIFT | GLFW_MOD_CONTROL | GLFW_MOD_ALT;
    for (int i = 0; i < ROWS; i++)
        if (rows[i].key == key && rows[i].modifiers == modifiers && (rows[i].repeats || !repeats))
            return rows[i].meaning;
    return RMX_ACTION_NONE;
}

enum rmx_action rmx_action_of_release(int key)
{
    return key == GLFW_KEY_V ? RMX_ACTION_REVEAL_RELEASED : RMX_ACTION_NONE;
}

void rmx_keys_print(struct rmx_text *out)
{
    for (int i = 0; i < ROWS; i++)
        if (rows[i].name)
            rmx_text_printf(out, "  %-12s %s\n", rows[i].name,
                            rows[i].help ? rows[i].help : rmx_verb(rows[i].meaning)->meaning);
}
