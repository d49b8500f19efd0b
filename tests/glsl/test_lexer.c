// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the lexer: tokens cover the text, and the awkward corners of GLSL come out as compilers
// see them.
#include "base/text.h"
#include "glsl/lexer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// Tokens are written as kind letter and text between bars: n name, d number, p punctuation, s
// space, e newline, c comment, h hash, o other; a capital letter stands on a preprocessor line.
static const struct {
    const char *law, *text, *tokens;
} laws[] = {
    {"a name takes digits and underlines", "a_1b", "na_1b|"},
    {"a number keeps its exponent and suffix", "1.5e-3f", "d1.5e-3f|"},
    {"a number may begin with a dot", ".5", "d.5|"},
    {"a number may end with a dot", "1.", "d1.|"},
    {"a sign after a hexadecimal E is an operator", "0xE+1u", "d0xE|p+|d1u|"},
    {"an e without digits begins a name", "1em", "d1|nem|"},
    {"double suffixes belong to the number", "1.0lf", "d1.0lf|"},
    {"a dot before a name is an operator", "v.x", "nv|p.|nx|"},
    {"a swizzle of a call stays apart", "f().xy", "nf|p(|p)|p.|nxy|"},
    {"the longest operator wins", "a<<=b", "na|p<<=|nb|"},
    {"increments are one token", "i++ +j", "ni|p++|s |p+|nj|"},
    {"exclusive or of truths is one token", "a^^b", "na|p^^|nb|"},
    {"a line comment ends before the newline", "//x\ny", "c//x|e\n|ny|"},
    {"a line comment goes on after a backslash", "//x\\\ny\nz", "c//x\\\ny|e\n|nz|"},
    {"a block comment holds stars and newlines", "/***\n*/a", "c/***\n*/|na|"},
    {"a comment that never ends takes the rest", "/*a", "c/*a|"},
    {"a slash alone is a division", "a/b", "na|p/|nb|"},
    {"a slash-star needs both characters apart from the end", "/*/ x", "c/*/ x|"},
    {"a carriage return and a newline are one end", "a\r\nb", "na|e\r\n|nb|"},
    {"a carriage return alone ends a line", "a\rb", "na|e\r|nb|"},
    {"a hash begins a preprocessor line", "#if A\nB", "H#|Nif|S |NA|e\n|nB|"},
    {"white space and comments may come before the hash", " /**/ #if\n", "s |c/**/|s |H#|Nif|e\n|"},
    {"a backslash continues a preprocessor line", "#a\\\nb\nc", "H#|Na|S\\\n|Nb|e\n|nc|"},
    {"a block comment continues a preprocessor line", "#a/*\n*/b\nc", "H#|Na|C/*\n*/|Nb|e\n|nc|"},
    {"a hash within a line begins nothing", "a # b", "na|s |o#|s |nb|"},
    {"two hashes glue", "#d a##b", "H#|Nd|S |Na|P##|Nb|"},
    {"a backslash alone is another byte", "a\\b", "na|o\\|nb|"},
    {"bytes past ASCII are other bytes", "\xC3\xA9", "o\xC3|o\xA9|"},
    {"quotes are other bytes", "\"a\"", "o\"|na|o\"|"},
};

static void add_token(struct rmx_text *out, const struct rmx_token *token)
{
    static const char letters[] = "secndpho";
    char letter = letters[token->kind];
    rmx_text_printf(out, "%c", token->in_directive ? letter - 'a' + 'A' : letter);
    rmx_text_add_n(out, token->text, (size_t)token->length);
    rmx_text_add(out, "|");
}

static void tokens_are_what_compilers_see(void **data)
{
    (void)data;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_text out = {0};
        struct rmx_tokens tokens = rmx_lex(arena, laws[i].text, strlen(laws[i].text));
        for (int k = 0; k < tokens.count; k++)
            add_token(&out, &tokens.items[k]);
        if (strcmp(rmx_text_string(&out), laws[i].tokens) != 0) {
            print_error("%s: got %s\n", laws[i].law, rmx_text_string(&out));
            faults++;
        }
        rmx_text_finish(&out);
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

static void joining_gives_the_text_again(void **data)
{
    (void)data;
    struct rmx_arena *arena = rmx_arena_create();
    char text[256 * 3];
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = (char)(i * 7 % 256); // zero bytes among them
    struct rmx_tokens tokens = rmx_lex(arena, text, sizeof(text));
    const char *at = text;
    for (int i = 0; i < tokens.count; i++) {
        assert_ptr_equal(tokens.items[i].text, at);
        assert_true(tokens.items[i].length > 0);
        at += tokens.items[i].length;
    }
    assert_ptr_equal(at, text + sizeof(text));
    rmx_arena_destroy(arena);
}

static void lines_count_through_comments_and_continuations(void **data)
{
    (void)data;
    struct rmx_arena *arena = rmx_arena_create();
    static const char text[] = "/*\n\n*/a\\\n\r\nb\rc";
    struct rmx_tokens tokens = rmx_lex(arena, text, sizeof(text) - 1);
    int line_of[3] = {0};
    for (int i = 0; i < tokens.count; i++)
        if (tokens.items[i].kind == RMX_TOKEN_NAME)
            line_of[*tokens.items[i].text - 'a'] = tokens.items[i].line;
    assert_int_equal(line_of[0], 3);
    assert_int_equal(line_of[1], 5);
    assert_int_equal(line_of[2], 6);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_what_compilers_see),
        cmocka_unit_test(joining_gives_the_text_again),
        cmocka_unit_test(lines_count_through_comments_and_continuations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
