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
    {"parentheses", MAIN "a = ", "(", "a; }", 0, 300, 1},
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

#define REST "\nvoid main() { gl_FragColor = vec4(1.0); }"

// An effect stores nothing, however that is spelt. `line`: of the error, below the header; 0: there
// is none.
static const struct {
    const char *law, *body;
    int line;
} stores[] = {
    {"a buffer", "layout(std430) buffer B { float a[]; };" REST, 1},
    {"a buffer, its qualifiers before it",
     "\ncoherent restrict volatile buffer B { int a; } b;" REST, 2},
    {"one that is only read", "readonly buffer B { int a; };" REST, 1},
    {"all buffers to come", "layout(std430) buffer layoutless;" REST, 1},
    {"a buffer by a macro", "#define B layout(binding = 1) buffer Block\nB { int a; };" REST, 1},
    {"in a macro that nothing names", "#define B buffer Block\n" REST, 1},
    {"glued", "#define G(a, b) a##b\nG(buf, fer) B { int a; };" REST, 1},
    {"glued of three", "#define G(a, b, c) a##b##c\nG(b, uff, er) B { int a; };" REST, 1},
    {"glued by two macros", "#define F(x) x##fer\n#define G F(buf)\nG B { int a; };" REST, 1},
    {"glued one by one",
     "#define C(a, b) a##b\n#define D(a, b) C(a, b)\nD(D(D(b, uf), f), er) B { int a; };" REST, 1},
    {"glued of macros",
     "#define B1 b\n#define C(a, b) a##b\n#define D(a, b) C(a, b)\n"
     "D(B1, uffer) B { int a; };" REST,
     2},
    {"glued by another name", "#define C(a, b) a##b\n#define D C\nD(buf, fer) B { int a; };" REST,
     1},
    {"glued in two steps",
     "#define C(a, b) a##b\n#define I(a) a\nI(C)(buf, fer) B { int a; };" REST, 1},
    {"glued by half a bracket",
     "#define C(a, b) a##b\n#define L (\nC L buf, fer) B { int a; };" REST, 1},
    {"letters beside a glue", "#define T(a) tap_##a\nfloat T(b), b, u, f, e, r, n, i, o, m;" REST,
     0},
    {"over two lines", "buf\\\nfer B { int a; };\nimage2D i;" REST, 3}, // is two words
    {"in a branch that the driver decides", "#ifdef GL_X\nbuffer B { int a; };\n#endif" REST, 2},
    {"in one that is left out", "#if 0\nbuffer B { int a; };\n#endif" REST, 0},
    {"in a comment", "// buffer B { int a; };" REST, 0},
    {"as a name in an older file", "float buffer = 1.0, shared = buffer;" REST, 0},
    {"as a part of a name", "float buffer_a, image2D_of, atomic;" REST, 0},
    {"an image", "layout(rgba8) uniform image2D i;" REST, 1},
    {"an image of integers", "\n\nuniform uimageBuffer i;" REST, 3},
    {"an image that is a parameter", "void put(writeonly image3D i) { }" REST, 1},
    {"images", "uniform iimage2DArray i[2];" REST, 1},
    {"an image by a macro", "#define I image2D\nuniform I i;" REST, 1},
    {"an image, glued", "#define I(n) image##n\nlayout(r8) uniform I(2D) i;" REST, 1},
    {"a counter", "layout(binding = 0) uniform atomic_uint n;" REST, 1},
    {"what work groups share", "shared int n[4];" REST, 1},
    {"gluing of other words", "#define I(n) picture##n\nfloat I(2) = 1.0;" REST, 0},
    {"a block of uniforms", "uniform B { vec4 a; };" REST, 1},
    {"one with a layout", "\nlayout(std140, binding = 0) uniform B { vec4 a; } b[2];" REST, 2},
    {"its layout behind it", "uniform layout(std140) highp B\n{ vec4 a; };" REST, 1},
    {"one by a macro", "#define U uniform\nU B { vec4 a; };" REST, 2},
    {"by macros of macros", "#define V U B\n#define U highp uniform\nV { vec4 a; };" REST, 3},
    {"its brace in a macro", "#define OPEN {\nuniform B OPEN vec4 a; };" REST, 2},
    {"whole in a macro", "#define U uniform B { vec4 a; }\nU;" REST, 2},
    {"as a macro's argument", "#define ID(a) a\nuniform ID(B { vec4 a; });" REST, 2},
    {"behind a sign in one", "#define SKIP(a)\nuniform SKIP(;) B { vec4 a; };" REST, 2},
    {"by macros in a circle", "#define O P {\n#define P O\nuniform B P vec4 a; };" REST, 3},
    {"by a macro that is defined twice",
     "#define O {\n#undef O\n#define O\nuniform B O vec4 a; };" REST, 4},
    {"a uniform, glued", "#define G(a, b) a##b\nG(uni, form) B { vec4 a; };" REST, 1},
    {"uniforms by themselves", "uniform float a; uniform vec4 b[2]; uniform sampler2D c;" REST, 0},
    {"by a macro",
     "#define U uniform\n#define P highp\nU P float a, b;\nU vec2 c = vec2(1.0);" REST, 0},
    {"with a value", "uniform float a[2] = float[](1.0, 2.0), b = 1.0;" REST, 0},
    {"the layout of blocks", "layout(std140) uniform;\nstruct S { float a; };" REST, 0},
    {"a macro that says itself", "#define vec5 vec5\nuniform vec4 a;" REST, 0},
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

// The line of the first error of that kind; 0: there is none.
static int error_line(struct rmx_arena *arena, const char *text, const char *id)
{
    const struct rmx_source_text source = {.name = "test.fs", .text = text, .length = strlen(text)};
    struct rmx_errors errors = {.arena = arena};
    rmx_effect_read(arena, &source, "test", "", false, NULL, NULL, &errors);
    for (int k = 0; k < errors.count; k++)
        if (strcmp(errors.items[k].id, id) == 0)
            return errors.items[k].span.line;
    return 0;
}

static int limit_line(size_t i, int count)
{
    struct rmx_arena *arena = rmx_arena_create();
    int line = error_line(arena, write_law(arena, i, count), "isf-limit");
    rmx_arena_destroy(arena);
    return line;
}

static void test_stores(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(stores) / sizeof(*stores); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const char *text = rmx_arena_printf(arena, "/*{\"ISFVSN\": \"2\"}*/\n%s", stores[i].body);
        int line = error_line(arena, text, "isf-stores");
        if (line != (stores[i].line ? stores[i].line + 1 : 0)) {
            print_error("%s: an error in line %d\n", stores[i].law, line ? line - 1 : 0);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_stores)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
