// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/lexer.h"

#include <string.h>

struct lexer {
    const char *at, *end;
    int line;
    bool line_is_empty; // only white space and comments so far: a '#' begins a directive
    bool in_directive;
};

static char peek(const struct lexer *lexer, size_t offset)
{
    return offset < (size_t)(lexer->end - lexer->at) ? lexer->at[offset] : '\0';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// The length of a line's end that begins `offset` bytes from here, 0 where none does.
static size_t newline_length(const struct lexer *lexer, size_t offset)
{
    if (peek(lexer, offset) == '\n')
        return 1;
    if (peek(lexer, offset) != '\r')
        return 0;
    return peek(lexer, offset + 1) == '\n' ? 2 : 1;
}

// A backslash and the line's end after it: they join two lines.
static size_t continuation_length(const struct lexer *lexer, size_t offset)
{
    if (peek(lexer, offset) != '\\')
        return 0;
    size_t newline = newline_length(lexer, offset + 1);
    return newline ? newline + 1 : 0;
}

static size_t space_length(const struct lexer *lexer)
{
    size_t n = 0;
    for (;;) {
        char c = peek(lexer, n);
        size_t joined = continuation_length(lexer, n);
        if (c == ' ' || c == '\t' || c == '\v' || c == '\f')
            n++;
        else if (joined)
            n += joined;
        else
            return n;
    }
}

static size_t line_comment_length(const struct lexer *lexer)
{
    size_t most = (size_t)(lexer->end - lexer->at), n = 2;
    while (n < most && !newline_length(lexer, n)) {
        size_t joined = continuation_length(lexer, n);
        n += joined ? joined : 1;
    }
    return n;
}

// One that never ends goes to the end of the text, as compilers have it.
static size_t block_comment_length(const struct lexer *lexer)
{
    size_t most = (size_t)(lexer->end - lexer->at), n = 2;
    while (n < most && !(peek(lexer, n) == '*' && peek(lexer, n + 1) == '/'))
        n++;
    return n < most ? n + 2 : most;
}

static size_t comment_length(const struct lexer *lexer)
{
    if (peek(lexer, 0) != '/')
        return 0;
    if (peek(lexer, 1) == '/')
        return line_comment_length(lexer);
    return peek(lexer, 1) == '*' ? block_comment_length(lexer) : 0;
}

static size_t name_length(const struct lexer *lexer)
{
    if (!is_letter(peek(lexer, 0)))
        return 0;
    size_t n = 1;
    while (is_letter(peek(lexer, n)) || is_digit(peek(lexer, n)))
        n++;
    return n;
}

static size_t exponent_length(const struct lexer *lexer, size_t n)
{
    if (peek(lexer, n) != 'e' && peek(lexer, n) != 'E')
        return 0;
    size_t sign = peek(lexer, n + 1) == '+' || peek(lexer, n + 1) == '-';
    if (!is_digit(peek(lexer, n + 1 + sign)))
        return 0;
    size_t digits = 1;
    while (is_digit(peek(lexer, n + 1 + sign + digits)))
        digits++;
    return 1 + sign + digits;
}

static size_t number_length(const struct lexer *lexer)
{
    size_t n = 0;
    if (peek(lexer, 0) == '0' && (peek(lexer, 1) == 'x' || peek(lexer, 1) == 'X')) {
        for (n = 2; is_hex(peek(lexer, n)); n++)
            ;
    } else {
        if (!is_digit(peek(lexer, 0)) && !(peek(lexer, 0) == '.' && is_digit(peek(lexer, 1))))
            return 0;
        while (is_digit(peek(lexer, n)))
            n++;
        if (peek(lexer, n) == '.')
            for (n++; is_digit(peek(lexer, n)); n++)
                ;
        n += exponent_length(lexer, n);
    }
    while (peek(lexer, n) && strchr("uUfFlL", peek(lexer, n)))
        n++;
    return n;
}

static size_t punctuation_length(const struct lexer *lexer)
{
    static const char *const longer[] = {
        "<<=", ">>=", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&",
        "||",  "^^",  "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "##"};
    size_t most = (size_t)(lexer->end - lexer->at);
    bool may_be_longer = most > 1 && strchr("<>+-=&|^#", lexer->at[1]);
    for (size_t i = 0; may_be_longer && i < sizeof(longer) / sizeof(*longer); i++) {
        size_t n = strlen(longer[i]);
        if (n <= most && memcmp(lexer->at, longer[i], n) == 0)
            return n;
    }
    char c = peek(lexer, 0);
    return c && strchr("()[]{}.,;:?+-*/%<>=!~&|^", c) ? 1 : 0;
}

// The kind and length of what stands here; the order decides between a comment and a division,
// a number and a dot.
static enum rmx_token_kind measure(const struct lexer *lexer, size_t *length)
{
    if ((*length = newline_length(lexer, 0)))
        return RMX_TOKEN_NEWLINE;
    if ((*length = space_length(lexer)))
        return RMX_TOKEN_SPACE;
    if ((*length = comment_length(lexer)))
        return RMX_TOKEN_COMMENT;
    if ((*length = name_length(lexer)))
        return RMX_TOKEN_NAME;
    if ((*length = number_length(lexer)))
        return RMX_TOKEN_NUMBER;
    if (peek(lexer, 0) == '#' && lexer->line_is_empty) {
        *length = 1;
        return RMX_TOKEN_HASH;
    }
    if ((*length = punctuation_length(lexer)))
        return RMX_TOKEN_PUNCTUATION;
    *length = 1;
    return RMX_TOKEN_OTHER;
}

static void count_lines(struct lexer *lexer, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        size_t newline = newline_length(lexer, i);
        lexer->line += newline != 0;
        i += newline == 2;
    }
}

static void follow(struct lexer *lexer, enum rmx_token_kind kind)
{
    if (kind == RMX_TOKEN_NEWLINE) {
        lexer->line_is_empty = true;
        lexer->in_directive = false;
    } else if (kind != RMX_TOKEN_SPACE && kind != RMX_TOKEN_COMMENT) {
        lexer->line_is_empty = false;
    }
}

struct rmx_tokens rmx_lex(struct rmx_arena *arena, const char *text, size_t length)
{
    struct lexer lexer = {.at = text, .end = text + length, .line = 1, .line_is_empty = true};
    struct rmx_tokens tokens = {0};
    while (lexer.at < lexer.end) {
        size_t n;
        enum rmx_token_kind kind = measure(&lexer, &n);
        if (kind == RMX_TOKEN_HASH)
            lexer.in_directive = true;
        struct rmx_token *token = RMX_PUSH(arena, &tokens.items, &tokens.count);
        *token = (struct rmx_token){
            .kind = kind,
            .in_directive = lexer.in_directive && kind != RMX_TOKEN_NEWLINE,
            .line = lexer.line,
            .at = lexer.at,
            .text = lexer.at,
            .length = (int)n,
        };
        count_lines(&lexer, n);
        follow(&lexer, kind);
        lexer.at += n;
    }
    return tokens;
}

bool rmx_token_is(const struct rmx_token *token, const char *text)
{
    size_t length = strlen(text);
    return (size_t)token->length == length && memcmp(token->text, text, length) == 0;
}
