// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/json_loose.h"

#include <stdbool.h>
#include <string.h>

struct text {
    char *at, *end;
    char *comma; // the last character but space was this one; NULL: it was none
    const char *first, *what;
};

static void note(struct text *text, const char *place, const char *what)
{
    if (text->first && text->first <= place)
        return;
    text->first = place;
    text->what = what;
}

static bool stands(const struct text *text, const char *what)
{
    size_t length = strlen(what);
    return (size_t)(text->end - text->at) >= length && memcmp(text->at, what, length) == 0;
}

// Line ends stay, for the lines behind them.
static void blank(char *from, const char *to)
{
    for (; from < to; from++)
        if (*from != '\n' && *from != '\r')
            *from = ' ';
}

static void pass_comment(struct text *text)
{
    char *from = text->at;
    bool is_line = stands(text, "//");
    for (text->at += 2; text->at < text->end; text->at++) {
        if (is_line ? *text->at == '\n' || *text->at == '\r' : stands(text, "*/"))
            break;
    }
    if (!is_line)
        text->at += text->at < text->end ? 2 : 0;
    note(text, from, "a comment");
    blank(from, text->at);
}

static void pass_string(struct text *text)
{
    while (++text->at < text->end && *text->at != '"')
        text->at += *text->at == '\\' && text->at + 1 < text->end;
    text->at += text->at < text->end;
}

// Its closing quote; NULL: it does not end on its line.
static char *end_of_single_quotes(const struct text *text)
{
    char *at = text->at + 1;
    for (; at < text->end && *at != '\'' && *at != '\n'; at++)
        at += *at == '\\' && at + 1 < text->end && at[1] != '\n';
    return at < text->end && *at == '\'' ? at : NULL;
}

// `\'` loses its backslash, which JSON lacks, and blanks behind the quote keep all places. Double
// quotes within become single ones: there is no room for a backslash. One that does not end stays.
static void pass_single_quotes(struct text *text)
{
    char *close = end_of_single_quotes(text), *to = text->at;
    if (!close) {
        text->at++;
        return;
    }
    note(text, text->at, "single quotes");
    *to++ = '"';
    for (const char *from = text->at + 1; from < close; from++) {
        bool is_escape = *from == '\\' && from + 1 < close;
        if (is_escape && from[1] != '\'')
            *to++ = '\\';
        if (is_escape)
            *to++ = *++from;
        else
            *to++ = *from == '"' ? '\'' : *from;
    }
    *to++ = '"';
    blank(to, close + 1);
    text->at = close + 1;
}

static void pass_character(struct text *text)
{
    char c = *text->at++;
    if ((unsigned char)c <= ' ')
        return;
    if ((c == ']' || c == '}') && text->comma) {
        note(text, text->comma, "a comma after the last entry");
        *text->comma = ' ';
    }
    text->comma = c == ',' ? text->at - 1 : NULL;
}

const char *rmx_json_tighten(char *json, char *end, const char **what)
{
    struct text text = {.at = json, .end = end};
    while (text.at < end) {
        if (stands(&text, "//") || stands(&text, "/*")) {
            pass_comment(&text);
        } else if (*text.at == '"' || *text.at == '\'') {
            text.comma = NULL;
            if (*text.at == '"')
                pass_string(&text);
            else
                pass_single_quotes(&text);
        } else {
            pass_character(&text);
        }
    }
    *what = text.what;
    return text.first;
}
