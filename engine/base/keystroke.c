// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keystroke.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define COUNT(list) ((int)(sizeof(list) / sizeof(*(list))))

static const struct {
    const char *name;
    int key;
} named[] = {
    {"Space", RMX_STROKE_SPACE},
    {"Tab", RMX_STROKE_TAB},
    {"Enter", RMX_STROKE_ENTER},
    {"Return", RMX_STROKE_ENTER},
    {"Esc", RMX_STROKE_ESCAPE},
    {"Escape", RMX_STROKE_ESCAPE},
    {"Backspace", RMX_STROKE_BACKSPACE},
    {"Insert", RMX_STROKE_INSERT},
    {"Delete", RMX_STROKE_DELETE},
    {"Left", RMX_STROKE_LEFT},
    {"Right", RMX_STROKE_RIGHT},
    {"Up", RMX_STROKE_UP},
    {"Down", RMX_STROKE_DOWN},
    {"PageUp", RMX_STROKE_PAGE_UP},
    {"PageDown", RMX_STROKE_PAGE_DOWN},
    {"Home", RMX_STROKE_HOME},
    {"End", RMX_STROKE_END},
};

static const struct {
    const char *name;
    int modifier;
} modifiers[] = {
    {"Ctrl+", RMX_STROKE_CTRL},
    {"Shift+", RMX_STROKE_SHIFT},
    {"Alt+", RMX_STROKE_ALT},
};

// Keys with numbers.
static const struct {
    const char *name;
    int first, from, to;
} numbered[] = {{"F", RMX_STROKE_F1, 1, 25}, {"Num", RMX_STROKE_NUM0, 0, 9}};

bool rmx_keystroke_prints(char character)
{
    return isalnum((unsigned char)character) ||
           (character && strchr("'+,-./;=[\\]`#", character) != NULL);
}

static const char *take_modifiers(const char *text, int *held)
{
    for (int i = 0; i < COUNT(modifiers); i++) {
        size_t length = strlen(modifiers[i].name);
        if (strncasecmp(text, modifiers[i].name, length) != 0 || !text[length])
            continue;
        *held |= modifiers[i].modifier;
        text += length;
        i = -1; // they come in any order
    }
    return text;
}

static bool read_numbered(const char *text, int *key)
{
    for (int i = 0; i < COUNT(numbered); i++) {
        size_t length = strlen(numbered[i].name);
        if (strncasecmp(text, numbered[i].name, length) != 0 ||
            !isdigit((unsigned char)text[length]))
            continue;
        char *end;
        long number = strtol(text + length, &end, 10);
        *key = numbered[i].first + (int)number - numbered[i].from;
        return !*end && number >= numbered[i].from && number <= numbered[i].to;
    }
    return false;
}

bool rmx_keystroke_read(const char *text, struct rmx_keystroke *stroke)
{
    *stroke = (struct rmx_keystroke){0};
    text = take_modifiers(text, &stroke->modifiers);
    if (text[0] && !text[1] && rmx_keystroke_prints(text[0])) {
        stroke->key = toupper((unsigned char)text[0]);
        return true;
    }
    for (int i = 0; i < COUNT(named); i++)
        if (strcasecmp(text, named[i].name) == 0) {
            stroke->key = named[i].key;
            return true;
        }
    return read_numbered(text, &stroke->key);
}

static void write_key(struct rmx_text *out, int key)
{
    for (int i = 0; i < COUNT(named); i++)
        if (named[i].key == key) {
            rmx_text_add(out, named[i].name);
            return;
        }
    for (int i = 0; i < COUNT(numbered); i++) {
        int number = key - numbered[i].first + numbered[i].from;
        if (number >= numbered[i].from && number <= numbered[i].to) {
            rmx_text_printf(out, "%s%d", numbered[i].name, number);
            return;
        }
    }
    rmx_text_printf(out, "%c", tolower(key));
}

void rmx_keystroke_write(struct rmx_text *out, struct rmx_keystroke stroke)
{
    for (int i = 0; i < COUNT(modifiers); i++)
        if (stroke.modifiers & modifiers[i].modifier)
            rmx_text_add(out, modifiers[i].name);
    write_key(out, stroke.key);
}

bool rmx_keystroke_is(struct rmx_keystroke one, struct rmx_keystroke other)
{
    return one.key == other.key && one.modifiers == other.modifiers;
}

const char **rmx_keystroke_names(struct rmx_arena *arena, int *count)
{
    const char **names = RMX_NEW(arena, const char *, COUNT(named));
    for (int i = 0; i < COUNT(named); i++)
        names[i] = named[i].name;
    *count = COUNT(named);
    return names;
}
