// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what is bounded in files of others: rounds of loops, and what macros and functions grow
// to.
#include "isf/effect.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_S = 120 };

static const char header[] =
    "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}, "
    "{\"NAME\": \"amount\", \"TYPE\": \"float\"}]}*/\n";

static struct rmx_effect *read_body(struct rmx_arena *arena, const char *body,
                                    struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    source->name = "test.fs";
    source->text = rmx_arena_printf(arena, "%s%s", header, body);
    source->length = strlen(source->text);
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_effect_read(arena, source, "test", "", false, false, NULL, errors);
}

// The loops that are counted, by the first word of each condition; '.' where it has none.
static const struct {
    const char *law, *body, *counted;
} loop_laws[] = {
    {"a few rounds are free", "void main() { for (int i = 0; i < 8; i++) ; }", ""},
    {"one that fills a local is ours",
     "void main() { for (int i = 0; i < 8; i++) { float a[300]; a[i] = 1.; } }", ""},
    {"however they are counted",
     "const int N = 4;\n#define M (-8)\nvoid main() { for (float f = 1.0; f <= 2.0; f += 0.1) ; "
     "for (int j = N; j > 0; --j) ; for (int k = M; k <= int(2.0); k += 2) { } }",
     ""},
    {"many are counted", "void main() { for (int i = 0; i < 5000; i++) ; }", "i"},
    {"as many as an input says are counted",
     "void main() { for (int i = 0; i < int(amount); i++) ; }", "i"},
    {"those of a macro that is an input are",
     "#define N amount\nvoid main() { "
     "for (float i = 0.; i < N; i++) ; }",
     "i"},
    {"one that never gets there is", "void main() { for (int i = 0; i < 8; i--) ; }", "i"},
    {"one by nothing is", "void main() { for (float f = 0.; f < 1.; f += 0.) ; }", "f"},
    {"one whose counter is set is", "void main() { for (int i = 0; i < 8; i++) i = 0; }", "i"},
    {"one whose counter goes back is", "void main() { for (int i = 0; i < 8; i++) { i--; } }", "i"},
    {"one whose counter is lent is",
     "void f(inout int k) { k = 0; }\nvoid main() { for (int i = 0; i < 8; i++) f(i); }", "i"},
    {"one whose counter a macro sets is",
     "#define BACK i = 0\nvoid main() { for (int i = 0; i < 8; i++) BACK; }", "i"},
    {"one that is read is not",
     "float f(int k) { return float(k); }\nvoid main() { for (int i = 0; i < 8; i++) { f(i); } }",
     ""},
    {"one around another is, the inner one is free",
     "void main() { for (int i = 0; i < 8; i++) for (int j = 0; j < 8; j++) ; }", "i"},
    {"one around a call of another is",
     "float f() { for (int j = 0; j < 8; j++) ; return 1.0; }\nfloat g() { return f(); }\n"
     "void main() { for (int i = 0; i < 8; i++) g(); }",
     "i"},
    {"while and do are", "void main() { while (amount > 0.) ; do { } while (true); for (;;) ; }",
     "amount true ."},
    {"one in a macro is", "#define L(n) for (int i = 0; i < n; i++)\nvoid main() { L(8) ; }", "i"},
    {"a member of that name is none", "struct S { int x; };\nvoid main() { S s; s.x; }", ""},
};

static void test_loops_are_counted(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(loop_laws) / sizeof(*loop_laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect = read_body(arena, loop_laws[i].body, &errors);
        assert_non_null(effect);
        const char *counted = "";
        for (int k = 0; k < effect->guard_count; k++) {
            const struct rmx_guard *guard = &effect->guards[k];
            const struct rmx_token *first = &effect->tokens.items[guard->first_token];
            while (first->kind == RMX_TOKEN_SPACE)
                first++;
            counted = rmx_arena_printf(arena, "%s%s%.*s", counted, k ? " " : "",
                                       guard->is_whole ? 1 : first->length,
                                       guard->is_whole ? "." : first->text);
        }
        if (strcmp(counted, loop_laws[i].counted) != 0) {
            print_error("%s: counted '%s'\n", loop_laws[i].law, counted);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// How many rounds constants show, the looks that end each loop among them.
static const struct {
    const char *law, *body;
    double rounds;
} known_rounds[] = {
    {"one in another multiplies",
     "void main() { for (int j = 0; j < 200; j++) for (int i = 0; i < 300; i++) ; }",
     201 + 200 * 301},
    {"and so do four, with the words in them",
     "void main() { float a = 1.; for (int i = 0; i < 31; i++) for (int j = 0; j < 31; j++) "
     "for (int k = 0; k < 31; k++) for (int l = 0; l < 31; l++) a = sin(a + float(l)); }",
     32 + 31 * (32 + 31 * 32)},
    {"a free one does not count",
     "void main() { for (int j = 0; j < 200; j++) for (int i = 0; i < 30; i++) ; }", 201},
    {"one beside another does not",
     "void main() { for (int j = 0; j < 200; j++) ; for (int i = 0; i < 300; i++) ; }", 301},
    {"what may be left is not known",
     "void main() { for (int j = 0; j < 200; j++) { if (amount > 0.) break; } }", 0},
    {"nor is what an input says",
     "void main() { for (int j = 0; j < int(amount); j++) for (int i = 0; i < 300; i++) ; }", 0},
};

static void test_known_rounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(known_rounds) / sizeof(*known_rounds); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect = read_body(arena, known_rounds[i].body, &errors);
        assert_non_null(effect);
        if (effect->known_rounds != known_rounds[i].rounds)
            fail_msg("%s: %g", known_rounds[i].law, effect->known_rounds);
        rmx_arena_destroy(arena);
    }
}

// As how many rounds one of its heaviest loop counts: one for each 2,048 words that run in it.
#define WORDS "a = a + 1.; a = a + 1.; a = a + 1.; " // 18 words
static const struct {
    const char *law, *body;
    int least, most;
} weights[] = {
    {"few words", "for (int i = 0; i < int(amount); i++) { " WORDS " }", 1, 1},
    {"a free loop in it as often as it goes round",
     "for (int i = 0; i < int(amount); i++) for (int j = 0; j < 100; j++) { " WORDS " " WORDS " }",
     1, 2},
    {"one in another of them counts for itself",
     "for (int i = 0; i < int(amount); i++) for (int j = 0; j < 120; j++) for (int k = 0; k < 120; "
     "k++) { " WORDS " }",
     1, 4},
    {"a call", "for (int i = 0; i < int(amount); i++) a = f(a);", 2, 3},
    {"a call of a call", "for (int i = 0; i < int(amount); i++) a = g(a);", 12, 16},
    {"a macro", "for (int i = 0; i < int(amount); i++) a = F(a);", 2, 3},
    {"a do", "int i = 0; do { a = g(a); i++; } while (i < int(amount));", 12, 16},
    {"a while", "while (a < amount) a = g(a);", 12, 16},
    {"a loop of a macro is as long as all there is", "EACH(i, int(amount)) a = 0.;", 10, 1000},
};

static void test_weights(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(weights) / sizeof(*weights); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *macro = strstr(weights[i].body, "EACH")
                                ? "#define EACH(i, n) for (int i = 0; i < n; i++)\n"
                                : "";
        const char *body = rmx_arena_printf(
            arena,
            "%sfloat f(float a) { for (int n = 0; n < 120; n++) { " WORDS WORDS "} return a; }\n"
            "#define F(x) f(x)\nfloat g(float a) { return f(f(f(f(f(a))))); }\n"
            "void main() { float a = 0.; %s gl_FragColor = vec4(a); }",
            macro, weights[i].body);
        const struct rmx_effect *effect = read_body(arena, body, &errors);
        assert_non_null(effect);
        int weight = 0;
        for (int k = 0; k < effect->guard_count; k++)
            weight = effect->guards[k].weight > weight ? effect->guards[k].weight : weight;
        if (weight < weights[i].least || weight > weights[i].most) {
            print_error("%s: %d\n", weights[i].law, weight);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// An error's id and its line in the body; NULL: none.
static const struct {
    const char *law, *body, *id;
    int line;
} mistakes[] = {
    {"nothing leaves it", "void main() {\nwhile (true) { }\n}", "isf-endless", 2},
    {"nothing leaves a for", "void main() { \nfor (int i = 0; ; i++)\n ;\n}", "isf-endless", 2},
    {"nothing leaves a do", "void main() {\ndo {\n}\nwhile (true); }", "isf-endless", 4},
    {"a break may", "void main() { while (true) { if (amount > 0.) break; } }", NULL, 0},
    {"a return may", "void main() { for (;;) return; }", NULL, 0},
    {"a break inside of a do may", "void main() { do { break; } while (true); }", NULL, 0},
    {"what is after it does not", "void main() {\nwhile (true) ; { return; } }", "isf-endless", 2},
    {"a keyword without its head", "#define FOREVER while\nvoid main() { FOREVER (true) ; }",
     "isf-loop", 1},
    {"a keyword given to a macro", "#define DO(x) x (true) ;\nvoid main() {\nDO(while) }",
     "isf-loop", 3},
    {"a declaration as a condition", "void main() {\nwhile (bool b = true) ; }", "isf-loop", 2},
    {"half a head", "#define HALF for (;\nvoid main() { HALF ; ) ; }", "isf-loop", 1},
};

static const struct rmx_error *find(const struct rmx_errors *errors, const char *id)
{
    for (int i = 0; i < errors->count; i++)
        if (strcmp(errors->items[i].id, id) == 0)
            return &errors->items[i];
    return NULL;
}

static void test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        read_body(arena, mistakes[i].body, &errors);
        const struct rmx_error *error = mistakes[i].id ? find(&errors, mistakes[i].id) : NULL;
        if (mistakes[i].id ? !error || error->span.line != mistakes[i].line + 1 : errors.count > 0)
            fail_msg("%s: %s at %d", mistakes[i].law,
                     errors.count ? errors.items[0].message : "no mistake",
                     errors.count ? errors.items[0].span.line - 1 : 0);
        rmx_arena_destroy(arena);
    }
}

// `%d` is a number, `%p` the one before it; the line is repeated from 1 to `times`.
static const struct {
    const char *law, *first, *line;
    int times;
    const char *last;
    bool too_long;
} growths[] = {
    {"macros that double", "#define M0 1.0", "#define M%d (M%p + M%p)", 40,
     "void main() { gl_FragColor = vec4(M40); }", true},
    {"macros that double what they are given", "#define M0(x) x", "#define M%d(x) M%p(x x)", 40,
     "void main() { }", true},
    {"functions that double", "float f0() { return 1.0; }", "float f%d() { return f%p() + f%p(); }",
     40, "void main() { gl_FragColor = vec4(f40()); }", true},
    {"macros that hold nothing", "#define M0", "#define M%d M%p M%p", 40,
     "#if M40\n#endif\nvoid main() { }", true},
    {"globals that double functions", "float f0() { return 1.0; }",
     "float f%d() { return f%p() + f%p(); }", 40, "float a = f40();\nvoid main() { }", true},
    {"globals that say a long macro", "#define M0 1.0", "#define M%d (M%p + M%p)", 18,
     "float a = M18; float b = M18;\nvoid main() { }", true},
    {"constants that say one", "#define M0 1.0", "#define M%d M%p, M%p", 40,
     "const float a[] = float[](M40);\nvoid main() { }", true},
    {"functions that nobody calls", "float f0() { return 1.0; }",
     "float f%d() { return f%p() + f%p(); }", 40, "void main() { gl_FragColor = vec4(f0()); }",
     false},
    {"one long function, handed on", "float f0() { return 1.0 + 1.0; }",
     "float f%d() { return f%p() + f%p() - (%d < 11 ? 0.0 : 1.0); }", 11,
     "float g0() { return f11(); }\nfloat g1() { return g0(); }\nfloat g2() { return g1(); }\n"
     "void main() { gl_FragColor = vec4(g2()); }",
     false},
    {"macros in a row", "#define M0 1.0", "#define M%d (M%p + 1.0)", 150,
     "void main() { gl_FragColor = vec4(M150); }", false},
    {"many functions", "float f0() { return 1.0; }", "float f%d(vec4 p) { return p.x + p.y; }",
     2000, "void main() { gl_FragColor = vec4(f2(vec4(0))); }", false},
    {"a macro of itself", "#define M0 M1 M0", "#define M%d M%d M%p", 20, "void main() { M20; }",
     false},
};

static char *grow(struct rmx_arena *arena, size_t i)
{
    struct rmx_text text = {0};
    rmx_text_printf(&text, "%s\n", growths[i].first);
    for (int k = 1; k <= growths[i].times; k++) {
        for (const char *at = growths[i].line; *at; at++)
            if (*at == '%')
                rmx_text_printf(&text, "%d", *++at == 'p' ? k - 1 : k);
            else
                rmx_text_printf(&text, "%c", *at);
        rmx_text_add(&text, "\n");
    }
    rmx_text_add(&text, growths[i].last);
    char *copy = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return copy;
}

static const char *growing;

static void give_up(int signal)
{
    static const char text[] = ": it is not read to its end\n";
    (void)signal;
    if (write(STDERR_FILENO, growing, strlen(growing)) < 0 ||
        write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
        _exit(2);
    _exit(1);
}

// What is not bounded would take years.
static void test_growth_is_bounded(void **state)
{
    (void)state;
    signal(SIGALRM, give_up);
    for (size_t i = 0; i < sizeof(growths) / sizeof(*growths); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        growing = growths[i].law;
        alarm(PATIENCE_S);
        read_body(arena, grow(arena, i), &errors);
        alarm(0);
        const struct rmx_error *error = find(&errors, "isf-limit");
        if ((error != NULL) != growths[i].too_long)
            fail_msg("%s: %s", growths[i].law, error ? error->message : "not too long");
        if (error)
            assert_in_range(error->span.line, 3, 22); // where it first passes the limit
        rmx_arena_destroy(arena);
    }
}

// Taps in the arguments of a macro that says them often are as many.
static void test_taps_in_arguments_are_repeated(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors;
    const struct rmx_effect *effect =
        read_body(arena,
                  "#define TWICE(x, y) (x + y + x)\n"
                  "void main() { gl_FragColor = TWICE(TWICE(IMG_THIS_PIXEL(inputImage), 0.0), 1.0) "
                  "+ IMG_THIS_PIXEL(inputImage); }",
                  &errors);
    assert_non_null(effect);
    assert_int_equal(effect->taps[0].count, 5);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loops_are_counted),
        cmocka_unit_test(test_known_rounds),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_growth_is_bounded),
        cmocka_unit_test(test_taps_in_arguments_are_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
