// SPDX-License-Identifier: GPL-3.0-or-later
// Address patterns of OSC, matched in bounded time: patterns are foreign bytes.
#include "control/osc_message.h"

#include <string.h>

enum { MOST_COMPARISONS = 2000, LONGEST = 255 };

bool rmx_osc_is_pattern(const char *address)
{
    return address[strcspn(address, "?*[{")] != '\0';
}

// Whether the class "a-z]" or "!a-z]" holds the character; `end`: behind its bracket, NULL where
// there is none. Each of its characters is a comparison.
static bool class_holds(const char *class, char c, const char **end, int *left)
{
    bool is_other = *class == '!', holds = false;
    const char *close = strchr(class, ']');
    *end = close ? close + 1 : NULL;
    *left -= (int)strcspn(class, "]");
    for (const char *at = class + is_other; close && at < close; at++) {
        bool is_range = at[1] == '-' && at + 2 < close;
        holds |= is_range ? at[0] <= c && c <= at[2] : *at == c;
        at += is_range ? 2 : 0;
    }
    return close && holds != is_other;
}

static bool match(const char *pattern, const char *text, int *left);

// One of "one,two}" stands here, and the rest follows.
static bool match_choice(const char *choice, const char *text, int *left)
{
    const char *close = strchr(choice, '}');
    *left -= (int)strcspn(choice, "}");
    while (close && choice <= close && *left > 0) {
        size_t length = strcspn(choice, ",}");
        *left -= (int)length;
        if (strncmp(choice, text, length) == 0 && match(close + 1, text + length, left))
            return true;
        choice += length + 1;
    }
    return false;
}

static bool match_star(const char *pattern, const char *text, int *left)
{
    pattern += strspn(pattern, "*"); // several in a row mean what one does
    for (; *left > 0; text++) {
        if (match(pattern, text, left))
            return true;
        if (!*text || *text == '/')
            return false;
    }
    return false;
}

static bool match(const char *pattern, const char *text, int *left)
{
    for (; *left > 0; text++) {
        --*left;
        const char *next = pattern + 1;
        if (*pattern == '\0')
            return *text == '\0';
        if (*pattern == '{')
            return match_choice(next, text, left);
        if (*pattern == '*')
            return match_star(next, text, left);
        if (*text == '\0' || (*text == '/') != (*pattern == '/'))
            return false;
        if (*pattern == '[' ? !class_holds(next, *text, &next, left)
                            : *pattern != '?' && *pattern != *text)
            return false;
        pattern = next;
    }
    return false;
}

bool rmx_osc_matches(const char *pattern, const char *address)
{
    int left = MOST_COMPARISONS; // a pattern's length bounds how deep this goes
    return strlen(pattern) <= LONGEST && match(pattern, address, &left);
}
