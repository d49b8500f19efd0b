// SPDX-License-Identifier: GPL-3.0-or-later
// However a file of others writes a loop without an end, it is drawn within two seconds of
// processor time, or answered: a loop that no guard counts would be left by some drivers only.
#include "isf/effect.h"
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#define A "void main() { float a = 1.; "
#define Z "; gl_FragColor = vec4(a); }"

// `counted`: how many of its loops have a guard; -1: the file is refused.
static const struct {
    const char *law, *code;
    int counted;
} laws[] = {
    {"while", A "while (a > 0.) a += 1." Z, 1},
    {"for without a condition", A "for (;;) a += 1." Z, 1},
    {"do", A "do a += 1.; while (a > 0.)" Z, 1},
    {"loops in each other", A "for (;;) while (a > 0.) do a += 1.; while (true)" Z, 3},
    {"a condition that does something", A "while (a++ > 0.) ;" Z, 1},
    {"a condition that is several", A "while (a += 1., a > 0.) ;" Z, 1},
    {"a continue before the step", A "int i = 0; while (i < 4) { continue; i++; }" Z, 1},
    {"a counter that is set back", A "for (int i = 0; i < 4; i++) i = 0" Z, 1},
    {"one in parentheses", A "for (int i = 0; i < 4; i++) (i) = 0" Z, 1},
    {"one in more of them", A "for (int i = 0; i < 4; i++) --((i))" Z, 1},
    {"one that a function of GLSL's sets", A "for (int i = 0; i < 4; i++) frexp(2., i)" Z, 1},
    {"one that a function sets",
     "void f(inout int i) { i = 0; }\n" A "for (int i = 0; i < 4; i++) f((i))" Z, 1},
    {"one that a macro's function sets",
     "#define BY inout\nvoid f(BY int i) { i = 0; }\n" A "for (int i = 0; i < 4; i++) f(i)" Z, 1},
    {"a float that is too large for its step",
     A "for (float f = 16777216.; f < 16777226.; f += .5) a += 1." Z, 1},
    {"a whole number that turns over", A "for (int i = 2147483640; i <= 2147483647; i++) a += 1." Z,
     1},
    {"one without a sign", A "for (uint i = 5u; i >= 0u; i--) a += 1." Z, 1},
    {"a constant that a variable hides",
     "const int N = 4;\n" A "int N = 9; for (int i = 0; i < N; i++) N++" Z, 1},
    {"a constant that a parameter hides",
     "const int N = 4;\nfloat f(int N) { float a = 1.; for (int i = 0; i < N; i++) { N++; } return "
     "a; }\n" A "a = f(4)" Z,
     1},
    {"a macro", "#define FOREVER for (;;)\n" A "FOREVER a += 1." Z, 1},
    {"a macro with arguments",
     "#define LOOP(i, n) for (int i = 0; i < n; i -= 1)\n" A "LOOP(k, 4) a += 1." Z, 1},
    {"a macro that says its argument eight times",
     "#define R(x) x x x x x x x x\n" A "R(for (int i = 0; i < 100; i++)) a += sin(a)" Z, 1},
    {"a macro that sets a counter by another",
     "#define B i = 0\n#define C B\n" A "for (int i = 0; i < 4; i++) { C; }" Z, 1},
    {"a macro that sets what it is given",
     "#define S(x) x = 0\n" A "for (int i = 0; i < 4; i++) { S(i); }" Z, 1},
    {"a macro that is defined anew",
     "#define N 4\n#undef N\n#define N 9 + int(a)\n" A "for (int i = 0; i < N; i++) a += 1." Z, 1},
    {"a keyword by another name", "#define W while\n" A "W (a > 0.) a += 1." Z, -1},
    {"a keyword that is glued", "#define W whi##le\n" A "W (a > 0.) a += 1." Z, -1},
    {"one that is glued of arguments", "#define G(x, y) x##y\n" A "G(wh, ile) (a > 0.) a += 1." Z,
     -1},
    {"one that is glued of half an argument", "#define G(x) fo##x\n" A "G(r) (;;) a += 1." Z, -1},
    {"the rounds that are left, glued",
     "#define G(x, y) x##y\n" A "for (;;) { G(r0, _left) = 9; a += 1.; }" Z, -1},
    {"what is glued to other names", "#define G(x) amount##x\n" A "for (;;) a += G(1)" Z, 1},
    {"a head from a macro", "#define H (;;)\n" A "for H a += 1." Z, -1},
    {"half a head", "#define H ; ;\n" A "for (int i = 0 H i++) a += 1." Z, -1},
    {"brackets that a macro hides", "#define OR ) || (true\n" A "while (a < 0. OR) a += 1." Z, -1},
    {"a body that a macro hides",
     "#define END i = 0; }\n" A "for (int i = 0; i < 4; i++) { a += 1.; END" Z, 1},
    {"an #if that only a driver knows",
     A "for (int i = 0;\n#ifdef GL_ARB_sync\ntrue;\n#else\ni < 4;\n#endif\ni++) a += 1." Z, -1},
    {"a branch that is taken", "#if 1\n#define T true\n#endif\n" A "while (T) a += 1." Z, 1},
    {"a keyword on two lines", A "whi\\\nle (a > 0.) a += 1." Z, 0},
    {"the rounds that are left", A "for (;;) { r0_left = 9; r1_left = 9; a += 1.; }" Z, 1},
    {"those of a file that is included", "#include \"forever.glsl\"\n" A "a = forever(a)" Z, 0},
    {"a macro of such a file", "#include \"forever.glsl\"\n" A "EVER a += 1." Z, 0},
    {"one that such a file's macro sets back",
     "#include \"forever.glsl\"\n" A "for (int i = 0; i < 4; i++) BACK" Z, 1},
    {"a function that calls itself", "float f(float a) { return f(a) + 1.; }\n" A "a = f(a)" Z, 0},
    {"two that call each other",
     "float g(float a);\nfloat f(float a) { return g(a); }\nfloat g(float a) { return f(a); }\n" A
     "a = f(a)" Z,
     0},
};

static const char included[] = "#define EVER for (;;)\n#define BACK i = 0\n"
                               "float forever(float a) { while (a > 0.) a += 1.; return a; }\n";
static const char header[] = "/*{\"ISFVSN\": \"2\", \"INPUTS\": []}*/\n";

static const struct rmx_effect *read_law(struct rmx_arena *arena, size_t i,
                                         struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    source->name = "a.fs";
    source->text = rmx_arena_printf(arena, "%s%s", header, laws[i].code);
    source->length = strlen(source->text);
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_effect_read(arena, source, "a", "", false, NULL, NULL, errors);
}

static bool has_error(const struct rmx_errors *errors, const char *id)
{
    for (int i = 0; i < errors->count; i++)
        if (strcmp(errors->items[i].id, id) == 0)
            return true;
    return false;
}

static void test_loops_are_counted(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect = read_law(arena, i, &errors);
        int counted = effect ? effect->guard_count : has_error(&errors, "isf-loop") ? -1 : -2;
        if (!strstr(laws[i].code, "#include") && counted != laws[i].counted) {
            print_error("%s: %d counted\n", laws[i].law, counted);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// Of all that was run and has ended.
static double processor_s(void)
{
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

static void write_file(const char *name, const char *head, const char *code)
{
    struct rmx_text text = {0};
    rmx_text_printf(&text, "%s%s", head, code);
    test_cli_text(name, rmx_text_string(&text));
    rmx_text_finish(&text);
}

// Drawn, or answered with a place.
static bool is_over_in_time(const char *law)
{
    const double most_s = 2.0;
    double from = processor_s();
    struct test_run run =
        test_cli_run("ulimit -t 10; remontage render a.yaml -s 32x18 -q -o a.png");
    double passed = processor_s() - from;
    bool holds = (run.code == 0 || run.code == 65) && passed < most_s;
    if (!holds)
        print_error("%s: exit %d after %.1f s: %s\n", law, run.code, passed, run.err);
    return holds;
}

static void test_drawn_in_time(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        write_file("a.fs", header, laws[i].code);
        faults += !is_over_in_time(laws[i].law);
    }
    assert_int_equal(faults, 0);
}

static void test_vertex_shader(void **state)
{
    (void)state;
    write_file("a.fs", header, "void main() { gl_FragColor = vec4(1.); }");
    test_cli_text("a.vs", "void main() { float a = 1.; while (a > 0.) a += 1.; "
                          "isf_vertShaderInit(); gl_Position.x += a * 1e-9; }");
    assert_true(is_over_in_time("a vertex shader's"));
    struct test_run run = test_cli_run("rm a.vs; remontage explain --glsl a.yaml");
    assert_int_equal(run.code, 0);
}

// Those of a file that is included: told by the GLSL, since some drivers leave all loops.
static void test_included(void **state)
{
    (void)state;
    write_file("a.fs", header, "#include \"forever.glsl\"\n" A "EVER a += forever(a)" Z);
    struct test_run run =
        test_cli_run("remontage explain --glsl a.yaml | grep -c 'rmx_rounds-- > 0'");
    assert_string_equal(run.out, "2\n");
    test_cli_text("forever.glsl", "#define W whi##le\nfloat forever(float a) { return a; }\n");
    run = test_cli_run("remontage check a.yaml");
    assert_int_equal(run.code, 65);
    assert_non_null(strstr(run.err, "isf-loop"));
    test_cli_text("forever.glsl", included);
}

static int set_up(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_text("forever.glsl", included);
    test_cli_text("a.yaml", "layers:\n  - generate: ./a.fs\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loops_are_counted),
        cmocka_unit_test(test_drawn_in_time),
        cmocka_unit_test(test_vertex_shader),
        cmocka_unit_test(test_included),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
