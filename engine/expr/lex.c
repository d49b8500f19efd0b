// SPDX-License-Identifier: GPL-3.0-or-later
#include "expr/expr_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
    return isalpha((unsigned char)c) || c == '_';
}

static bool is_name_part(char c)
{
    return is_name_start(c) || is_digit(c);
}

static size_t skip_digits(const char *text, size_t at)
{
    while (is_digit(text[at]))
        at++;
    return at;
}

// An 'e' without digits behind it is no exponent: "2 e" has a unit named e.
static size_t number_end(const char *text, size_t at)
{
    at = skip_digits(text, at);
    if (text[at] == '.')
        at = skip_digits(text, at + 1);
    if (text[at] == 'e' || text[at] == 'E') {
        size_t digits = at + 1 + (text[at + 1] == '+' || text[at + 1] == '-');
        if (is_digit(text[digits]))
            at = skip_digits(text, digits);
    }
    return at;
}

// strtod would go on where a number of ours ends ("0x10"), so it gets a copy. A number of more
// digits than the copy holds is cut: no double has so many.
static double number_value(const char *text, size_t length)
{
    char copy[400];
    if (length >= sizeof copy)
        length = sizeof copy - 1;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return strtod(copy, NULL);
}

static size_t name_end(const char *text, size_t at)
{
    at += text[at] == '$';
    while (is_name_part(text[at]) || (text[at] == '.' && is_name_start(text[at + 1])))
        at++;
    return at;
}

// Longer signs first. Those of the second list are answered with a hint by the parser.
static const char *const symbols[] = {"<=", ">=", "==", "!=", "(", ")", ",",
                                      "+",  "-",  "*",  "/",  "%", "<", ">"};
static const char *const strangers[] = {"**", "&&", "||", "<>"};

static size_t match(const char *text, const char *const *signs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

// One character, with all bytes of it.
static size_t character_length(const char *text)
{
    size_t length = 1;
    while (((unsigned char)text[length] & 0xC0) == 0x80)
        length++;
    return length;
}

struct expr_token expr_lex(const char *text, size_t at)
{
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')
        at++;
    struct expr_token token = {.kind = EXPR_END, .start = at};
    const char *here = text + at;
    if (*here == '\0')
        return token;
    size_t end = at;
    if (is_digit(*here) || (*here == '.' && is_digit(here[1]))) {
        token.kind = EXPR_NUMBER;
        end = number_end(text, at);
        token.number = number_value(here, end - at);
    } else if (is_name_start(*here) || (*here == '$' && is_name_start(here[1]))) {
        token.kind = EXPR_NAME;
        end = name_end(text, at);
    } else if ((*here == '"' || *here == '\'') && strchr(here + 1, *here)) {
        token.kind = EXPR_TEXT;
        end = at + (size_t)(strchr(here + 1, *here) - here) + 1;
    } else {
        token.kind = EXPR_STRANGER;
        end = at + match(here, strangers, sizeof strangers / sizeof *strangers);
        if (end == at) {
            end = at + match(here, symbols, sizeof symbols / sizeof *symbols);
            token.kind = end > at ? EXPR_SYMBOL : EXPR_STRANGER;
        }
        if (end == at)
            end = at + character_length(here);
    }
    token.length = end - at;
    return token;
}

bool expr_token_is(const char *text, struct expr_token token, const char *word)
{
    return token.kind != EXPR_END && strlen(word) == token.length &&
           memcmp(text + token.start, word, token.length) == 0;
}

int expr_signal_find(const struct expr_parser *parser, struct expr_token token)
{
    if (token.kind != EXPR_NAME)
        return -1;
    return rmx_signals_find(parser->context->signals, parser->text + token.start, token.length);
}
