// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of which calls of a body may leave what GLSL defines, and of the locals that begin at 0.
#include "glsl/open.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// The expression stands in a function with the floats a and b; `other`: its text afterwards, NULL
// where it stays.
static const struct {
    const char *law, *text, *other;
} laws[] = {
    {"a power", "pow(a, 2.0)", "rmx_pow(a, 2.0)"},
    {"of an amount stays", "pow(abs(a), 2.0)", NULL},
    {"to a power that is not known does not", "pow(abs(a), b)", "rmx_pow(abs(a), b)"},
    {"of a clamped one stays", "pow(clamp(a, 0.0, 1.0), 0.45)", NULL},
    {"of one that is clamped below 0 does not", "pow(clamp(a, -1.0, 1.0), 0.45)",
     "rmx_pow(clamp(a, -1.0, 1.0), 0.45)"},
    {"of what is 0 at least stays", "pow(max(0.0, a - b), vec3(2.2))", NULL},
    {"by a name, too", "pow(fract(a), GAMMA)", NULL},
    {"a root", "sqrt(1.0 - a * a)", "rmx_sqrt(1.0 - a * a)"},
    {"of a sum of squares stays", "sqrt(a * a + b * b)", NULL},
    {"of another product does not", "sqrt(a * b)", "rmx_sqrt(a * b)"},
    {"of a vector with itself stays", "sqrt(dot(v.xy, v.xy))", NULL},
    {"of two does not", "sqrt(dot(v.xy, v.yx))", "rmx_sqrt(dot(v.xy, v.yx))"},
    {"of a choice does not", "sqrt(a > 0.0 ? a : b)", "rmx_sqrt(a > 0.0 ? a : b)"},
    {"of a number stays", "sqrt(2.0) + log(3.0) + inversesqrt((4.0))", NULL},
    {"of the time stays", "sqrt(TIME)", NULL},
    {"a logarithm", "log(a) + log2(a + 1.0)", "rmx_log(a) + rmx_log2(a + 1.0)"},
    {"calls nest", "sqrt(log(a))", "rmx_sqrt(rmx_log(a))"},
    {"an arc cosine", "acos(a) + asin(dot(a, b))", "rmx_acos(a) + rmx_asin(dot(a, b))"},
    {"of a sine stays", "acos(sin(a)) + asin(clamp(a, -1.0, 1.0)) + acos(-1.0)", NULL},
    {"a direction", "normalize(v)", "rmx_normalize(v)"},
    {"of a vector with a number in it stays", "normalize(vec3(a, b, 1.5))", NULL},
    {"where that is 0 it does not", "normalize(vec2(a, 0.0))", "rmx_normalize(vec2(a, 0.0))"},
    {"a rest", "mod(a, b)", "rmx_mod(a, b)"},
    {"by a number stays", "mod(a, 2.0) + mod(v, vec3(0.5)).x + mod(a, GAMMA)", NULL},
    {"an angle", "atan(a, b)", "rmx_atan(a, b)"},
    {"of one number stays", "atan(a)", NULL},
    {"a member of that name is none", "s.pow", NULL},
    {"what the file defines is its own", "log10(a) + exp(a)", NULL},
};

static const char head[] = "#define GAMMA 2.2\nfloat log10(float x) { return x; }\n";

static const char *joined(struct rmx_arena *arena, const struct rmx_tokens *tokens)
{
    struct rmx_text out = {0};
    for (int i = 0; i < tokens->count; i++)
        rmx_text_add_n(&out, tokens->items[i].text, (size_t)tokens->items[i].length);
    const char *text = rmx_arena_copy(arena, rmx_text_string(&out));
    rmx_text_finish(&out);
    return text;
}

static const char *body_with(struct rmx_arena *arena, const char *text)
{
    return rmx_arena_printf(arena, "%sfloat f(float a, float b, vec3 v) { return %s; }", head,
                            text);
}

static void test_calls(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const char *text = body_with(arena, laws[i].text);
        struct rmx_tokens tokens = rmx_lex(arena, text, strlen(text));
        bool renamed = rmx_open_rename(arena, &tokens);
        const char *found = joined(arena, &tokens);
        const char *wanted = body_with(arena, laws[i].other ? laws[i].other : laws[i].text);
        if (strcmp(found, wanted) != 0 || renamed != (laws[i].other != NULL)) {
            print_error("%s: '%s'\n", laws[i].law, found + strlen(head));
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// Whole bodies.
static const struct {
    const char *law, *body, *renamed;
} bodies[] = {
    {"outside of functions all stays", "float a = sqrt(b);", "float a = sqrt(b);"},
    {"a macro's arguments are not known", "#define P(x) pow(x, 2.0)",
     "#define P(x) rmx_pow(x, 2.0)"},
    {"a macro may be another name", "#define ROOT sqrt", "#define ROOT rmx_sqrt"},
    {"a file's own function is its own",
     "float sqrt(vec3 a) { return 1.0; }\nvoid f() { sqrt(a); }",
     "float sqrt(vec3 a) { return 1.0; }\nvoid f() { sqrt(a); }"},
    {"so is its macro, but within itself", "#define sqrt(x) sqrt((x) - 1.0)\nvoid f() { sqrt(a); }",
     "#define sqrt(x) rmx_sqrt((x) - 1.0)\nvoid f() { sqrt(a); }"},
};

static void test_bodies(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_tokens tokens = rmx_lex(arena, bodies[i].body, strlen(bodies[i].body));
        rmx_open_rename(arena, &tokens);
        const char *found = joined(arena, &tokens);
        if (strcmp(found, bodies[i].renamed) != 0)
            fail_msg("%s: '%s'", bodies[i].law, found);
        rmx_arena_destroy(arena);
    }
}

#define ZEROS_8 "0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0"
#define ZEROS_32 ZEROS_8 "," ZEROS_8 "," ZEROS_8 "," ZEROS_8
#define ZEROS_64 ZEROS_32 "," ZEROS_32

static const struct {
    const char *law, *body, *filled;
} locals[] = {
    {"a local begins at 0", "void f() { float a; }", "void f() { float a=0.0; }"},
    {"each of several that has no value", "void f() { vec2 a, b = vec2(1, 2), c; }",
     "void f() { vec2 a=vec2(0), b = vec2(1, 2), c=vec2(0); }"},
    {"an array, beside a number", "void f() { float a[3], b; }",
     "void f() { float a[3]=float[3](0.0,0.0,0.0), b=0.0; }"},
    {"brackets may stand behind the type", "void f() { vec4[2] a; int[1] n[2]; }",
     "void f() { vec4[2] a=vec4[2](vec4(0),vec4(0)); "
     "int[1] n[2]=int[2][1](int[1](0),int[1](0)); }"},
    {"a size by its name", "#define N 2\nconst int M = (1);\nvoid f() { uint a[N]; }",
     "#define N 2\nconst int M = (1);\nvoid f() { uint a[N]=uint[2](0u,0u); }"},
    {"a size that is reckoned",
     "#define N (2 * 3)\nconst int M = N - 4;\nvoid f() { bool a[N - M * 2]; vec2 b[M - (2 - 1)]; "
     "}",
     "#define N (2 * 3)\nconst int M = N - 4;\nvoid f() { bool a[N - M * 2]=bool[2](false,false); "
     "vec2 b[M - (2 - 1)]=vec2[1](vec2(0)); }"},
    {"one of a macro with several words is not", "#define N 2 + 1\nvoid f() { float a[N]; }",
     "#define N 2 + 1\nvoid f() { float a[N]; }"},
    {"nor one of two values",
     "void g() { const int n = 2; } void f() { const int n = 3; vec2 a[n]; }",
     "void g() { const int n = 2; } void f() { const int n = 3; vec2 a[n]; }"},
    {"what is too large for a loop stays", "void f() { float a[4097]; float b[65][300]; }",
     "void f() { float a[4097]; float b[65][300]; }"},
    {"loops within each other", "void f() { float b[8][64]; }",
     "void f() { float b[8][64];for(int rmx_i0=0;rmx_i0<8;rmx_i0++)"
     "{b[rmx_i0]=float[64](" ZEROS_64 ");} }"},
    {"a large array", "void f() { float a[300]; float b; }",
     "void f() { float a[300];for(int rmx_i0=0;rmx_i0<300;rmx_i0++){a[rmx_i0]=0.0;} float b=0.0; "
     "}"},
    {"but what the next loop fills",
     "void f() { float a[300]; for (int i = 0; i < 300; i++) { a[i] = g(i); } }",
     "void f() { float a[300]; for (int i = 0; i < 300; i++) { a[i] = g(i); } }"},
    {"if nothing leaves it",
     "void f() { float a[300]; for (int i = 0; i < 300; ++i) { a[i] = g(i); if (x) break; } }",
     "void f() { float a[300];for(int rmx_i0=0;rmx_i0<300;rmx_i0++){a[rmx_i0]=0.0;} "
     "for (int i = 0; i < 300; ++i) { a[i] = g(i); if (x) break; } }"},
    {"a struct", "struct S { float a, b[2]; highp vec3 c; };\nvoid f() { S s, t = s; }",
     "struct S { float a, b[2]; highp vec3 c; };\n"
     "void f() { S s=S(0.0,float[2](0.0,0.0),vec3(0)), t = s; }"},
    {"of structs, in an array", "struct S { int a; }; struct T { S s; };\nvoid f() { T t[2]; }",
     "struct S { int a; }; struct T { S s; };\nvoid f() { T t[2]=T[2](T(S(0)),T(S(0))); }"},
    {"a large array of structs", "struct S { int a; };\nvoid f() { S s[300]; }",
     "struct S { int a; };\n"
     "void f() { S s[300];for(int rmx_i0=0;rmx_i0<300;rmx_i0++){s[rmx_i0]=S(0);} }"},
    {"a struct with a large array", "struct S { int a; vec2 b[300]; };\nvoid f() { S s; }",
     "struct S { int a; vec2 b[300]; };\n"
     "void f() { S s;s.a=0;for(int rmx_i0=0;rmx_i0<300;rmx_i0++){s.b[rmx_i0]=vec2(0);} }"},
    {"a struct of the function's own", "void f() { struct S { float a; } s; highp float b; }",
     "void f() { struct S { float a; } s=S(0.0); highp float b=0.0; }"},
    {"and arrays of it", "void f() { struct S { float a; } s[2]; struct { int b; } t[1]; }",
     "void f() { struct S { float a; } s[2]=S[2](S(0.0),S(0.0)); struct { int b; } "
     "t[1];for(int rmx_i0=0;rmx_i0<1;rmx_i0++){t[rmx_i0].b=0;} }"},
    {"one without a name", "void f() { struct { float a; vec2 b; } s; s.a = 1.0; }",
     "void f() { struct { float a; vec2 b; } s;s.a=0.0;s.b=vec2(0); s.a = 1.0; }"},
    {"the nearest of its name", "struct S { int a; }; void f() { struct S { bool b; }; S s; }",
     "struct S { int a; }; void f() { struct S { bool b; }; S s=S(false); }"},
    {"what has a value, or is none, stays",
     "struct S { float a; }; void f(float x, S t[2]) { S s = t[0]; S(1.0); float b[] = x; return; "
     "}",
     "struct S { float a; }; void f(float x, S t[2]) { S s = t[0]; S(1.0); float b[] = x; return; "
     "}"},
    {"so does what is no local", "float g; struct S { float a; } s; S h[2]; void f(float x) { }",
     "float g; struct S { float a; } s; S h[2]; void f(float x) { }"},
    {"behind a case's label",
     "void f() { switch (n) { case 1: float a; g = n > 1 ? a : float(n); } }",
     "void f() { switch (n) { case 1: float a=0.0; g = n > 1 ? a : float(n); } }"},
    {"in the heads of loops, in a value only",
     "void f() { for (float a[2], b = 1.0; b < x; b++) { } for (int c[300]; g(c); ) { } }",
     "void f() { for (float a[2]=float[2](0.0,0.0), b = 1.0; b < x; b++) { } "
     "for (int c[300]; g(c); ) { } }"},
    {"in blocks and loops", "void f() { for (int i; i < 3; i++) { bool b; } if (x) { mat3 m; } }",
     "void f() { for (int i=0; i < 3; i++) { bool b=false; } if (x) { mat3 m=mat3(0); } }"},
};

static void test_locals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(locals) / sizeof(*locals); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_tokens tokens = rmx_lex(arena, locals[i].body, strlen(locals[i].body));
        rmx_open_locals(arena, &tokens);
        const char *found = joined(arena, &tokens);
        if (strcmp(found, locals[i].filled) != 0)
            fail_msg("%s: '%s'", locals[i].law, found);
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calls),
        cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_locals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
