// SPDX-License-Identifier: GPL-3.0-or-later
// GLSL as tokens: enough to rename, to count and to put together again, byte for byte.
//
// In:  the text of a shader's body. Out: tokens that cover it whole; joining them gives the text
// again. Pure. Any bytes will do: what is not GLSL becomes RMX_TOKEN_OTHER.
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum rmx_token_kind {
    RMX_TOKEN_SPACE,   // white space without newlines
    RMX_TOKEN_NEWLINE, // one "\n" (or "\r\n"); a backslash before it makes it part of a SPACE token
    RMX_TOKEN_COMMENT, // with its delimiters; // comments end before the newline
    RMX_TOKEN_NAME,    // identifiers and keywords
    RMX_TOKEN_NUMBER,
    RMX_TOKEN_PUNCTUATION, // one operator or bracket, "<<=" and "++" being one each
    RMX_TOKEN_HASH,        // the '#' that starts a preprocessor line
    RMX_TOKEN_OTHER,       // any other byte
};

struct rmx_token {
    enum rmx_token_kind kind;
    bool in_directive; // stands on a preprocessor line, continuation lines included
    bool is_plain;     // set by older.c: a word of GLSL that is a name in this file
    bool is_put;       // set by open_locals.c: of what fills a local, which always ends
    int line;          // within the lexed text, from 1
    const char *at;    // where it stands in the lexed text
    const char *text;  // not terminated; `at`, unless a reader put another one in its place
    int length;
};

struct rmx_tokens {
    struct rmx_token *items;
    int count;
};

struct rmx_tokens rmx_lex(struct rmx_arena *arena, const char *text, size_t length);
bool rmx_token_is(const struct rmx_token *token, const char *text);
