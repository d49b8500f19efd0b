// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of uniform expressions: what code computes of numbers alone gets a name, line for line, and
// nothing else does.
#include "glsl/uniform_expr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const struct rmx_uniform_number numbers[] = {
    {"float", "turn"}, {"vec2", "size"}, {"bool", "on"}, {"int", "menu"}, {"vec4", "view"},
};
enum { NUMBERS = sizeof(numbers) / sizeof(*numbers) };
static const char *const texts[NUMBERS] = {"b.turn", "b.size", "b.on", "b.menu", "b.view"};

static const struct {
    const char *law, *code;
    const char *becomes;  // NULL: it stays
    const char *computed; // statements that are among those above; NULL: not looked at
} laws[] = {
    {"a sine of a number is one", "void main() { c = p * sin(turn); }",
     "void main() { c = p * rmx_once0; }", "    rmx_once0 = sin(b.turn);\n"},
    {"as large as it gets", "void main() { c = p * (cos(turn) + sin(2.0 * turn) / 3.0); }",
     "void main() { c = p * rmx_once0; }",
     "    rmx_once0 = cos(b.turn) + sin(2.0 * b.turn) / 3.0;\n"},
    {"signs keep their order", "void main() { c = p * (1.0 / (turn - (size.x - size.y))); }",
     "void main() { c = p * rmx_once0; }",
     "    rmx_once0 = 1.0 / (b.turn - (b.size.x - b.size.y));\n"},
    {"and so do two minus signs", "void main() { c = p * exp(-(-turn)); }",
     "void main() { c = p * rmx_once0; }", "    rmx_once0 = exp(-(-b.turn));\n"},
    {"what is behind something else in a product stays", "void main() { c = p * turn / turn; }",
     NULL, NULL},
    {"a sum or a product is not worth it", "void main() { c = p * (turn * 2.0 + turn); }", NULL,
     NULL},
    {"literals alone are the compiler's", "void main() { c = p * sin(2.0) / sqrt(3.0); }", NULL,
     NULL},
    {"the same is computed once", "void main() { c = p * sin(turn); d = q + sin( turn ); }",
     "void main() { c = p * rmx_once0; d = q + rmx_once0; }", NULL},
    {"what two need is computed once",
     "void main() { c = p * sin(turn / 2.0) + q * cos(turn / 2.0); }",
     "void main() { c = p * rmx_once0 + q * rmx_once1; }",
     "    float rmx_part0 = b.turn / 2.0;\n    rmx_once0 = sin(rmx_part0);\n"},
    {"a variable that nothing else names loses its value",
     "void main() { float a = radians(turn); c = p * sin(a); }",
     "void main() { float a; c = p * rmx_once0; }", "    rmx_once0 = sin(radians(b.turn));\n"},
    {"one that is named still keeps it", "void main() { float a = sin(turn); c = p * sin(a) + a; }",
     "void main() { float a = rmx_once1; c = p * rmx_once0 + a; }", NULL},
    {"one that nothing ever named stays as it is",
     "void main() { float a = radians(turn); c = p; }", NULL, NULL},
    {"one that is written to is none", "void main() { float a = turn; a += p; c = p * sin(a); }",
     NULL, NULL},
    {"or to a part of", "void main() { vec2 a = size; a[0] = p; c = p * sin(a); }", NULL, NULL},
    {"or in parentheses", "void main() { vec2 a = size; (a).x = p; c = p * sin(a); }", NULL, NULL},
    {"or by a step", "void main() { float a = turn; ++a; c = p * sin(a); }", NULL, NULL},
    {"or behind it", "void main() { float a = turn; a--; c = p * sin(a); }", NULL, NULL},
    {"or by a function",
     "void f(inout float x) { x = p; }\nvoid main() { float a = turn; f(a); c = sin(a); }", NULL,
     NULL},
    {"or by a built-in one", "void main() { float a = turn; c = modf(p, a) + sin(a); }", NULL,
     NULL},
    {"or by a macro", "#define SET(x) x = p\nvoid main() { float a = turn; SET(a); c = sin(a); }",
     NULL, NULL},
    {"or by one that names it",
     "#define NEXT a = p\nvoid main() { float a = turn; NEXT; c = sin(a); }", NULL, NULL},
    {"a number that a variable hides is none", "void main() { float turn = p; c = p * sin(turn); }",
     NULL, NULL},
    {"or a parameter", "float f(float turn) { return sin(turn) * p; }\nvoid main() { c = f(p); }",
     NULL, NULL},
    {"after the block it is one again", "void main() { { float turn = p; d = sin(turn); } }", NULL,
     NULL},
    {"nor what a block's variable is named like",
     "void main() { if (p > 0.0) { float a = turn; d = p * sin(a); } float b = sin(a); }",
     "void main() { if (p > 0.0) { float a = turn; d = p * rmx_once0; } float b = sin(a); }", NULL},
    {"a loop's variable is none", "void main() { for (float a = turn; p < 1.0;) c = sin(a); }",
     NULL, NULL},
    {"what stands in a loop is one",
     "void main() { for (int i = 0; i < 3; i++) c += p * sin(turn); }",
     "void main() { for (int i = 0; i < 3; i++) c += p * rmx_once0; }", NULL},
    {"and what is asked in its head", "void main() { while (p < sin(turn)) p += 1.0; }",
     "void main() { while (p < rmx_once0) p += 1.0; }", NULL},
    {"returned, chosen and indexed",
     "float f() { return p > 0.0 ? sin(turn) : q[int(exp(turn))]; }\nvoid main() { c = f(); }",
     "float f() { return p > 0.0 ? rmx_once0 : q[rmx_once1]; }\nvoid main() { c = f(); }", NULL},
    {"a truth is one", "void main() { if (on && sin(turn) > 0.5) c = p; }",
     "void main() { if (rmx_once0) c = p; }", "    bool rmx_once0 = b.on && sin(b.turn) > 0.5;\n"},
    {"a matrix of a function is one",
     "mat2 turned(float a) { float r = radians(a); return mat2(cos(r), sin(r), -sin(r), cos(r)); "
     "}\n"
     "void main() { c = turned(-turn) * p + turned(p) * q; }",
     "mat2 turned(float a) { float r = radians(a); return mat2(cos(r), sin(r), -sin(r), cos(r)); "
     "}\n"
     "void main() { c = rmx_once0 * p + turned(p) * q; }",
     "    float rmx_part0 = radians(-b.turn);\n    float rmx_part1 = cos(rmx_part0);\n"},
    {"a function that branches is not computed",
     "float f(float a) { if (a > 1.0) return sin(a); return a; }\n"
     "void main() { c = p * f(turn) + f(p); }",
     NULL, NULL},
    {"a parameter that all calls give the same is it",
     "float f(vec2 v, float a) { return v.x * sin(a); }\nvoid main() { c = f(p, turn) + f(q, "
     "turn); }",
     "float f(vec2 v, float a) { return v.x * rmx_once0; }\nvoid main() { c = f(p, turn) + f(q, "
     "turn); }",
     NULL},
    {"nor one of a function that a computed one calls, as that may yet run",
     "float f(float v, float a) { return v * sin(a); }\nfloat g(float x) { return f(x, 3.0 * x); "
     "}\n"
     "void main() { c = p * g(turn) + f(p, turn); }",
     "float f(float v, float a) { return v * sin(a); }\nfloat g(float x) { return f(x, 3.0 * x); "
     "}\n"
     "void main() { c = p * rmx_once0 + f(p, turn); }",
     NULL},
    {"a word before parentheses stays one", "void main() { if (p > 0.0) return(sin(turn)); }",
     "void main() { if (p > 0.0) return rmx_once0; }", NULL},
    {"a built-in function is one above what hides it",
     "float f() { return p * sin(turn); }\nfloat sin(float x) { return x * x / 3.0; }\n"
     "void main() { c = f(); }",
     NULL, NULL},
    {"one that they do not is none",
     "float f(vec2 v, float a) { return v.x * sin(a); }\nvoid main() { c = f(p, turn) + f(q, p); }",
     NULL, NULL},
    {"nor where a macro calls",
     "float f(vec2 v, float a) { return v.x * sin(a); }\n#define G(x) f(x, 1.0)\n"
     "void main() { c = f(p, turn) + G(q); }",
     NULL, NULL},
    {"nor where a call cannot be read",
     "float f(vec2 v, float a) { return v.x * sin(a); }\nvoid main() { c = f(p, turn); d = {f(q, "
     "1.0)}; }",
     NULL, NULL},
    {"nor where a global calls",
     "float f(vec2 v, float a) { return v.x * sin(a); }\nfloat g = f(vec2(1.0), 2.0);\n"
     "void main() { c = f(p, turn); }",
     NULL, NULL},
    {"nor of functions that share a name",
     "float f(float v, float a) { return v * sin(a); }\nfloat f(vec2 v, float a) { return v.x * "
     "sin(a); }\n"
     "void main() { c = f(p, turn); }",
     NULL, NULL},
    {"functions that nobody calls stay", "float f() { return sin(turn); }\nvoid main() { c = p; }",
     NULL, NULL},
    {"those that are gone with their calls, too",
     "float f() { return sin(turn); }\nvoid main() { c = p * f(); }",
     "float f() { return sin(turn); }\nvoid main() { c = p * rmx_once0; }", NULL},
    {"a macro stands for its text", "#define SIZE view.xy\nvoid main() { c = p * (1.0 / SIZE); }",
     "#define SIZE view.xy\nvoid main() { c = p * rmx_once0; }",
     "    rmx_once0 = 1.0 / b.view.xy;\n"},
    {"one that does not hold together hides its statement",
     "#define SUM turn + turn\nvoid main() { c = p + sin(turn) * SUM; }", NULL, NULL},
    {"one of two texts is none",
     "#define A turn\n#undef A\n#define A p\nvoid main() { c = sin(A); }", NULL, NULL},
    {"one with arguments hides them",
     "#define TWICE(x) x * 2.0\nvoid main() { c = TWICE(sin(turn)); }", NULL, NULL},
    {"nothing is found where names are glued",
     "#define GLUE(x) tu##x\nvoid main() { c = p * sin(turn); }", NULL, NULL},
    {"nor in a function with an #if",
     "void main() {\n#if GL_some_extension\nfloat turn = p;\n#endif\nc = p * sin(turn); }", NULL,
     NULL},
    {"an #if that is decided is none",
     "void main() {\n#ifdef NO\nfloat turn = p;\n#endif\nc = p * sin(turn); }",
     "void main() {\n#ifdef NO\nfloat turn = p;\n#endif\nc = p * rmx_once0; }", NULL},
    {"constants are known", "const float PI = 3.14159;\nvoid main() { c = p * sin(PI * turn); }",
     "const float PI = 3.14159;\nvoid main() { c = p * rmx_once0; }",
     "    rmx_once0 = sin(3.14159 * b.turn);\n"},
    {"globals are not", "float g = 1.0;\nvoid main() { c = p * sin(g * turn); }", NULL, NULL},
    {"whole numbers are not divided", "void main() { c = p[(menu / menu) % 4 + (menu >> 1)]; }",
     NULL, NULL},
    {"textures and derivatives are none", "void main() { c = texture(t, size) + dFdx(turn); }",
     NULL, NULL},
    {"what is not known is none", "void main() { c = p * sin(outerThing(turn)); }", NULL, NULL},
    {"types that do not fit are none", "void main() { c = p * pow(size, turn) + sin(size, turn); }",
     NULL, NULL},
    {"a vector of one number is that number", "void main() { c = pow(p, vec3(1.0 / turn)); }",
     "void main() { c = pow(p, vec3(rmx_once0)); }", "    rmx_once0 = 1.0 / b.turn;\n"},
    {"lines stay where they are",
     "void main() { c = p * sin( // why\n turn /*\n*/ * 2.0); }\n// end",
     "void main() { c = p * rmx_once0\n\n; }\n// end", NULL},
    {"members are no variables", "void main() { S s; s.turn = p; c = p * sin(s.turn); }", NULL,
     NULL},
    {"an array's size is no number's", "void main() { float a[2]; c = p * a[int(turn)]; }", NULL,
     NULL},
    {"a name of the writer's own is respected",
     "float rmx_once0;\nvoid main() { c = p * sin(turn); }", NULL, NULL},
    {"what is heavy stays where it is weighed",
     "float f(float x) { return sin(x) + cos(x) + tan(x); }\nfloat g(float x) { return f(x) * f(x "
     "+ 1.0); }\n"
     "void main() { c = p * (g(turn) + g(turn * 2.0) + g(turn * 3.0)); d = q * g(turn); }",
     "float f(float x) { return sin(x) + cos(x) + tan(x); }\nfloat g(float x) { return f(x) * f(x "
     "+ 1.0); }\n"
     "void main() { c = p * (g(turn) + g(turn * 2.0) + g(turn * 3.0)); d = q * rmx_once0; }",
     NULL},
    {"no end is no harm", "void main() { c = p * sin(turn", NULL, NULL},
};

static struct rmx_uniform_params params_of(const char *code)
{
    return (struct rmx_uniform_params){.before = "#define TWO 2.0\n",
                                       .code = code,
                                       .length = strlen(code),
                                       .root = "main",
                                       .numbers = numbers,
                                       .number_count = NUMBERS};
}

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const struct rmx_uniform_params params = params_of(laws[i].code);
        struct rmx_uniform uniform = rmx_uniform_find(arena, &params);
        bool *all = RMX_NEW(arena, bool, uniform.count);
        struct rmx_text code = {0}, computed = {0};
        memset(all, 1, (size_t)uniform.count);
        rmx_uniform_write(&uniform, all, &code);
        rmx_uniform_compute(&uniform, all, texts, &computed);
        const char *wanted = laws[i].becomes ? laws[i].becomes : laws[i].code;
        if (strcmp(rmx_text_string(&code), wanted) != 0)
            fail_msg("%s:\n%s\nwanted\n%s", laws[i].law, rmx_text_string(&code), wanted);
        if (laws[i].computed && !strstr(rmx_text_string(&computed), laws[i].computed))
            fail_msg("%s:\n%s\nwanted\n%s", laws[i].law, rmx_text_string(&computed),
                     laws[i].computed);
        rmx_text_finish(&code);
        rmx_text_finish(&computed);
        rmx_arena_destroy(arena);
    }
}

static void test_what_is_not_chosen_stays(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_uniform_params params =
        params_of("void main() { float a = sin(turn); c = p * sqrt(a) + q * pow(turn, 3.0); }");
    struct rmx_uniform uniform = rmx_uniform_find(arena, &params);
    struct rmx_text code = {0};
    const bool chosen[] = {false, true};
    assert_int_equal(uniform.count, 2);
    assert_true(uniform.values[0].work > uniform.values[1].work);
    rmx_uniform_write(&uniform, chosen, &code);
    assert_string_equal(code.data,
                        "void main() { float a = sin(turn); c = p * sqrt(a) + q * rmx_once1; }");
    rmx_text_finish(&code);
    rmx_arena_destroy(arena);
}

// Each of a thousand needs the one before it twice: no text that doubles, and no time that does.
// What takes as much work by itself as a shader's is not moved.
static void test_a_thousand_end(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_text text = {0}, code = {0}, computed = {0};
    rmx_text_add(&text, "void main()\n{\n    float b0 = turn;\n");
    for (int i = 1; i <= 1000; i++)
        rmx_text_printf(&text,
                        "    float a%d = sin(b%d + turn / %d.0);\n    c += p * a%d;\n"
                        "    float b%d = b%d * b%d;\n",
                        i, i - 1, i, i, i, i - 1, i - 1);
    rmx_text_add(&text, "}\n");
    clock_t from = clock();
    const struct rmx_uniform_params params = params_of(text.data);
    struct rmx_uniform uniform = rmx_uniform_find(arena, &params);
    bool *all = RMX_NEW(arena, bool, uniform.count);
    memset(all, 1, (size_t)uniform.count);
    rmx_uniform_write(&uniform, all, &code);
    rmx_uniform_compute(&uniform, all, texts, &computed);
    double ms = 1000.0 * (double)(clock() - from) / CLOCKS_PER_SEC;
    print_message("1,000 expressions, each of the one before: %d found, %.0f ms\n", uniform.count,
                  ms);
    assert_true(uniform.count > 50);
    assert_true(computed.length < 4 * text.length);
    assert_true(ms < 2000.0);
    rmx_text_finish(&text);
    rmx_text_finish(&code);
    rmx_text_finish(&computed);
    rmx_arena_destroy(arena);
}

// Forty macros, each of which says the one before it twice.
static void test_what_doubles_ends(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_text text = {0};
    rmx_text_add(&text, "#define A0 (turn + sin(turn))\n");
    for (int i = 1; i <= 40; i++)
        rmx_text_printf(&text, "#define A%d (A%d * A%d)\n", i, i - 1, i - 1);
    rmx_text_add(&text, "void main() { c = p * sin(A2); d = p * sin(A40); }\n");
    clock_t from = clock();
    const struct rmx_uniform_params params = params_of(text.data);
    struct rmx_uniform uniform = rmx_uniform_find(arena, &params);
    double ms = 1000.0 * (double)(clock() - from) / CLOCKS_PER_SEC;
    print_message("macros that double: %.0f ms\n", ms);
    assert_int_equal(uniform.count, 1);
    assert_true(ms < 2000.0);
    rmx_text_finish(&text);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_what_is_not_chosen_stays),
        cmocka_unit_test(test_a_thousand_end),
        cmocka_unit_test(test_what_doubles_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
