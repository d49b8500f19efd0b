// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of how deep and how large files of others may be: what is just allowed, and what is refused
// with its place.
#include "isf/effect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MAIN "void main() { float a = 1.0; "

// What stands `count` times between two ends; '@' is the number of the time. It is refused where it
// stands `refused` times. `line`: of the error, below the header.
static const struct {
    const char *law, *before, *each, *after;
    int count, refused, line;
} laws[] = {
    {"a sum", MAIN "a = a", "\n+ a", "; }", 2000, 2100, 2041},
    {"a sum of calls", MAIN "a = a", " + sin(a)", "; }", 2000, 2100, 1},
    {"signs before a number", MAIN "a = ", "- ", "a; }", 2000, 2100, 1},
    {"assignments", MAIN, "a = ", "a; }", 2000, 2100, 1},
    {"choices", MAIN "a = ", "a > 1. ? a : ", "a; }", 200, 300, 1},
    {"commas that are operators", MAIN "a = (", "a += 1., ", "a); }", 1000, 2100, 1},
    {"commas of a statement", MAIN, "a += 1., ", "a; }", 1000, 2100, 1},
    {"commas of a loop's head", MAIN "for (", "a += 1., ", "a; a < 1.;) ; }", 1000, 2100, 1},
    {"parts of parts", MAIN "vec4 b; b = b", ".xyzw", "; }", 2000, 2100, 1},
    {"parentheses", MAIN "a = ", "(", "a; }", 0, 300, 0},
    {"an else behind each other", MAIN "if (a > 1.) ; ", "else if (a > 2.) ; ", "}", 250, 300, 1},
    {"an if in each other", MAIN, "if (a > 1.) ", "; }", 150, 300, 1},
    {"loops in each other", MAIN, "for (int i = 0; i < 2; i++) ", "; }", 15, 20, 1},
    {"statements", MAIN, "a = a + 1.; ", "}", 5000, 0, 0},
    {"arguments", "const float t[] = float[](0.", ", -1.", "); void main() { }", 2000, 0, 0},
    {"a table in braces", "const float t[3] = {0.", ", -1.", "}; void main() { }", 5000, 0, 0},
    {"cases", MAIN "switch (1) { ", "case @: a = 1.; break; ", "} }", 300, 500, 1},
    {"loops in a row", MAIN, "for (int i = 0; i < 9; i++) a = sin(a); ", "}", 200, 300, 1},
    {"a sum of a macro", "#define A a + a + a + a\n" MAIN "a = A", " + A", "; }", 400, 600, 2},
    {"parentheses of macros", "#define P(x) ((((((((x))))))))\n" MAIN "a = ", "P(", "a; }", 0, 30,
     2},
    {"a macro's repeated argument", "#define S(x) x + x + x + x\n" MAIN "a = S(S(a", " + a",
     ")); }", 40, 200, 2},
    {"macros by each other", "#define A0 a\n", "#define A@1 (A@)\n", MAIN "a = A0; }", 100, 0, 0},
    {"parameters of a macro", "#define A(a", ", a@", ") 1\nvoid main() { }", 200, 300, 1},
    {"functions by each other", "float f0(float a) { return a; }\n",
     "float f1@(float a) { return f1@_(a); }\n", "void main() { }", 100, 0, 0},
    {"elements of an array", MAIN "float b[0", " + 10", "]; }", 20, 300, 1},
    {"elements by a constant", "const int N = 0", " + 100", "; " MAIN "float b[N]; }", 10, 11, 1},
    {"elements by a macro", "#define N (0", " + 10", ")\n" MAIN "float b[N * 10]; }", 8, 20, 2},
    {"elements by shifts", MAIN "float b[1 << (0", " + 1", ")]; }", 10, 13, 1},
    {"arrays", MAIN, "float b@[256]; ", "}", 4, 5, 1},
    {"arrays of one declaration", MAIN "float c", ", b@[256]", "; }", 4, 5, 1},
    {"vectors of arrays", MAIN, "vec4 b@[64]; ", "}", 4, 5, 1},
    {"arrays of arrays", MAIN "float b", "[4]", "; }", 5, 6, 1},
    {"a type's own brackets", MAIN, "float[256] b@; ", "}", 4, 5, 1},
    {"arrays of structs", "struct S { vec4 a, b; };\n" MAIN, "S b@[32]; ", "}", 4, 5, 2},
    {"structs of arrays", "struct S { float a[256]; };\n" MAIN, "S b@; ", "}", 4, 5, 2},
    {"global arrays", "", "float b@[256];\n", "void main() { }", 4, 5, 5},
    {"arrays of a struct that is declared with them", "struct S { vec4 a, b; } s", "[32]",
     "; void main() { }", 1, 2, 1},
    {"constant arrays", "", "const float b@[] = float[1024](0.);\n", "void main() { }", 4, 0, 0},
};

static const char *write_law(struct rmx_arena *arena, size_t i, int count)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, "/*{\"ISFVSN\": \"2\"}*/\n");
    rmx_text_add(&text, laws[i].before);
    for (int k = 0; k < count; k++)
        for (const char *at = laws[i].each; *at; at++)
            if (*at == '@')
                rmx_text_printf(&text, "%d", k);
            else
                rmx_text_add_n(&text, at, 1);
    rmx_text_add(&text, laws[i].after);
    char *copy = rmx_arena_copy_n(arena, text.data, text.length);
    rmx_text_finish(&text);
    return copy;
}

// The line of its first error that names a limit; 0: it has none.
static int limit_line(size_t i, int count)
{
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_source_text source = {.name = "test.fs", .text = write_law(arena, i, count)};
    struct rmx_source_text whole = source;
    struct rmx_errors errors = {.arena = arena};
    int line = 0;
    whole.length = strlen(whole.text);
    rmx_effect_read(arena, &whole, "test", "", false, NULL, NULL, &errors);
    for (int k = 0; k < errors.count && !line; k++)
        if (strcmp(errors.items[k].id, "isf-limit") == 0)
            line = errors.items[k].span.line;
    rmx_arena_destroy(arena);
    return line;
}

static void test_limits(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        int allowed = limit_line(i, laws[i].count);
        int refused = laws[i].refused ? limit_line(i, laws[i].refused) : 0;
        int wanted = laws[i].refused ? laws[i].line + 1 : 0;
        if (allowed || refused != wanted) {
            print_error("%s: %s allowed, refused in line %d of %d\n", laws[i].law,
                        allowed ? "not" : "is", refused, wanted);
            faults++;
        }
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_limits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
