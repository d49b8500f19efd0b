// SPDX-License-Identifier: GPL-3.0-or-later
// Twice of a thing takes at most 2.5 times as long to read, whatever it is: processor time of this
// thread, the best of several rounds.
#include "isf/format.h"
#include "plan/template.h"
#include "scene/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

// What stands `count` times, and half as often, between two ends; '@' is the number of the time,
// from 0.
struct kind {
    const char *law, *before, *each, *after;
    int count;
};

#define HEADER                                                                                     \
    "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}, "         \
    "{\"NAME\": \"amount\", \"TYPE\": \"float\"}]}*/\n"
#define BODY HEADER "void main() {\nfloat a = amount;\n"
#define END "gl_FragColor = vec4(a);\n}\n"
#define TEXTS "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}"

static const struct kind effects[] = {
    {"comments of a line", HEADER, "// x\n", "void main() { }", 50000},
    {"comments of a block", HEADER, "/* x */\n", "void main() { }", 30000},
    {"comments beside each other", HEADER, "/**/", "void main() { }", 60000},
    {"a comment that goes on", HEADER "/*", "x\n", "*/ void main() { }", 150000},
    {"empty lines", HEADER, "\n", "void main() { }", 250000},
    {"joined lines", HEADER, "\\\n", "\nvoid main() { }", 120000},
    {"blanks", HEADER, " ", "void main() { }", 250000},
    {"bytes that are no GLSL", BODY, "$", END, 100000},
    {"statements", BODY, "a += 1.;\n", END, 12000},
    {"statements of one line", BODY, "a += 1.; ", END, 12000},
    {"locals", BODY, "float b@ = a;\n", END, 8000},
    {"locals without a value", BODY, "float b@;\n", END, 8000},
    {"local arrays", BODY, "float b@[2];\n", END, 5000},
    {"globals", HEADER, "float g@;\n", "void main() { }", 10000},
    {"globals with a value", HEADER, "float g@ = 1.;\n", "void main() { }", 8000},
    {"constants", HEADER, "const float g@ = 1.;\n", "void main() { }", 8000},
    {"constants of constants", HEADER "const float g = 1.;\n", "const float g@ = g * 2.;\n",
     "void main() { }", 6000},
    {"names that a body says again", HEADER "float g;\nvoid main() {\n", "g = g * g;\n", "}",
     10000},
    {"functions", HEADER, "float f@() { return 1.; }\n", "void main() { }", 5000},
    {"overloads", HEADER "struct S { int i; };\n", "float f(vec4 v@) { return 1.; }\n",
     "void main() { }", 4000},
    {"calls", HEADER "float f() { return 1.; }\nvoid main() {\n", "f();\n", "}", 20000},
    {"structs", HEADER, "struct S@ { float a; };\n", "void main() { }", 5000},
    {"members", HEADER "struct S {\n", "float a@;\n", "};\nvoid main() { }", 8000},
    {"values of a table", HEADER "const float t[] = float[](0.", ", @.", ");\nvoid main() { }",
     20000},
    {"defines", HEADER, "#define A@ 1\n", "void main() { }", 8000},
    {"defines of one name", HEADER, "#define A 1\n", "void main() { }", 8000},
    {"defines by each other", HEADER "#define A0 1\n", "#define A@0 A@\n", "void main() { }", 6000},
    {"macros that glue each other", HEADER "#define G(a, b) a##b\n#define A0 G(c, 1)\n",
     "#define A@0 G(A@, 1)\n", "void main() { }", 6000},
    {"uniforms", HEADER, "uniform float a@;\n", "void main() { }", 8000},
    {"uniforms that nothing ends", HEADER, "uniform ", "; void main() { }", 20000},
    {"words of a macro", HEADER "#define A 0", " + 1", "\nvoid main() { }", 30000},
    {"parameters of a macro", HEADER "#define A(a", ", a@", ") 1\nvoid main() { }", 400},
    {"uses of a macro", HEADER "#define A 1.\nvoid main() { float a = 0.;\n", "a += A;\n", END,
     10000},
    {"uses of a macro with arguments", HEADER "#define A(x) x\nvoid main() { float a = 0.;\n",
     "a += A(2.);\n", END, 8000},
    {"conditions", HEADER, "#if 1\n#endif\n", "void main() { }", 15000},
    {"conditions that only a driver knows", HEADER, "#ifdef GL_x\n#endif\n", "void main() { }",
     12000},
    {"conditions in each other", HEADER, "#if 1\n", "void main() { }", 30000},
    {"alternatives", HEADER "#if 0\n", "#elif 0\n", "#endif\nvoid main() { }", 20000},
    {"includes that are not there", HEADER, "#include \"a@\"\n", "void main() { }", 10000},
    {"loops", BODY, "for (int i = 0; i < 3; i++) a += 1.;\n", END, 4000},
    {"loops that are counted", BODY, "while (a > 1.) a -= 1.;\n", END, 4000},
    {"loops of constants", HEADER "const int N = 3;\nvoid main() { float a;\n",
     "for (int i = 0; i < N; i++) a += 1.;\n", END, 3000},
    {"loops that odd heads have", BODY, "for (;) a += 1.;\n", END, 6000},
    {"cases", BODY "switch (int(a)) {\n", "case @: a = 1.; break;\n", "}" END, 6000},
    {"blocks", BODY, "{ a += 1.; }\n", END, 10000},
    {"brackets that nothing closes", HEADER, "{\n", "void main() { }", 60000},
    {"brackets that nothing opens", HEADER, "}\n", "void main() { }", 60000},
    {"reads of the picture", BODY, "a += IMG_THIS_PIXEL(inputImage).r;\n", END, 4000},
    {"reads by sampler", BODY, "a += texture2D(inputImage, vec2(a)).r;\n", END, 4000},
    {"members behind dots", BODY, "a += gl_FragCoord.x;\n", END, 8000},
    {"powers", BODY, "a += pow(a, 2.);\n", END, 6000},
    {"words of today as names", HEADER "void main() {\n", "float half@ = 1., input;\n", "}", 5000},
    {"declarations that cannot be followed", HEADER, "x y z@;\n", "void main() { }", 10000},
    {"uniforms of older files", HEADER, "uniform float u@;\n", "void main() { }", 6000},
    {"inputs", TEXTS, ",\n{\"NAME\": \"i@\", \"TYPE\": \"float\"}", "]}*/\nvoid main() { }", 3000},
    {"inputs that are none", TEXTS, ",\n{\"NAME\": \"i@\", \"TYPE\": \"flot\"}",
     "]}*/\nvoid main() { }", 3000},
    {"choices", TEXTS ", {\"NAME\": \"c\", \"TYPE\": \"long\", \"VALUES\": [0", ", @",
     "]}]}*/\nvoid main() { }", 20000},
    {"passes", "/*{\"ISFVSN\": \"2\", \"PASSES\": [{}", ",\n{\"TARGET\": \"t@\"}",
     "]}*/\nvoid main() { }", 5000},
    {"imports", "/*{\"ISFVSN\": \"2\", \"IMPORTED\": {\"a\": {\"PATH\": \"a.png\"}",
     ",\n\"i@\": {\"PATH\": \"a.png\"}", "}}*/\nvoid main() { }", 200},
    {"keys of a header", "/*{\"ISFVSN\": \"2\"", ",\n\"K@\": 1", "}*/\nvoid main() { }", 8000},
    {"clocks", "/*{\"ISFVSN\": \"2\", \"CLOCKS\": [{\"NAME\": \"c\", \"VALUE\": \"$TIME\"}",
     ",\n{\"NAME\": \"c@\", \"VALUE\": \"$TIME\"}", "]}*/\nvoid main() { }", 3000},
    {"a string of a header", "/*{\"ISFVSN\": \"2\", \"DESCRIPTION\": \"", "x",
     "\"}*/\nvoid main() { }", 250000},
    {"strings of a header", "/*{\"ISFVSN\": \"2\", \"CATEGORIES\": [\"a\"", ", \"x@\"",
     "]}*/\nvoid main() { }", 15000},
    {"escapes of a string", "/*{\"ISFVSN\": \"2\", \"DESCRIPTION\": \"", "\\n",
     "\"}*/\nvoid main() { }", 100000},
    {"lists in each other", "/*{\"ISFVSN\": \"2\", \"X\": ", "[", "}*/\nvoid main() { }", 100000},
    {"comments in a header", "/*{\"ISFVSN\": \"2\"", "\n/* x */", "}*/\nvoid main() { }", 20000},
    {"comments' ends in a header", "/*{\"ISFVSN\": \"2\" // /*\n", "/* */\n",
     "}*/\nvoid main() { }", 20000},
};

static const struct kind others[] = {
    {"a Shadertoy file's comments", "void mainImage(out vec4 c, in vec2 p) {\n", "// x\n",
     "c = vec4(1.); }", 40000},
    {"a Shadertoy file's channels", "void mainImage(out vec4 c, in vec2 p) {\n",
     "c += texture(iChannel0, p / iResolution.xy);\n", "}", 4000},
    {"uniforms of plain GLSL", "uniform float u_time;\n", "uniform float u@;\n",
     "void main() { gl_FragColor = vec4(1.); }", 6000},
    {"uniforms of a gl-transition", "vec4 transition(vec2 p) { return getFromColor(p); }\n",
     "uniform float u@; // = 0.5\n", "", 6000},
    {"a gl-transition's reads", "vec4 transition(vec2 p) { vec4 a;\n", "a += getFromColor(p);\n",
     "return a; }\n", 6000},
    {"text that is no effect", "", "void x();\n", "", 20000},
};

#define LAYER "layers:\n  - picture: a.png\n"
#define STEPS LAYER "    chain:\n"

static const struct kind scenes[] = {
    {"comments", "", "# x\n", LAYER, 60000},
    {"lines", "", "\n", LAYER, 200000},
    {"layers", "layers:\n", "  - picture: a.png\n", "", 500},
    {"too many layers", "layers:\n", "  - picture: a.png\n", "", 5000},
    {"layers with names", "layers:\n", "  - {name: n@, picture: a.png}\n", "", 500},
    {"sources", "sources:\n", "  s@: a.png\n", LAYER, 2000},
    {"sources that nobody knows", "layers:\n", "  - picture: s@\n", "", 500},
    {"chains", "chains:\n", "  c@: [invert]\n", LAYER, 2000},
    {"chains of chains", "chains:\n  c: [invert]\n", "  c@: [c]\n", LAYER, 1500},
    {"steps", STEPS, "      - invert\n", "", 3000},
    {"steps with chance", STEPS, "      - grain\n", "", 1500},
    {"calls that commas split", LAYER "x: [0", ", sin(1, 2)", "]\n", 8000},
    {"steps with parameters", STEPS, "      - hue: {angle: 3@}\n", "", 2500},
    {"steps that do not exist", STEPS, "      - invertt@\n", "", 2000},
    {"expressions", STEPS, "      - hue: {angle: sin(time * @) + 2}\n", "", 2000},
    {"a long expression", STEPS "      - hue: {angle: 1", " + time", "}\n", 300},
    {"mistakes in expressions", STEPS, "      - hue: {angle: sinn(time * @) + 2}\n", "", 2000},
    {"unknown parameters", STEPS, "      - hue: {angel@: 2}\n", "", 2000},
    {"parameters of one step", STEPS "      - hue: {angle: 1", ", p@: 1", "}\n", 8000},
    {"unknown keys", LAYER, "key@: 1\n", "", 8000},
    {"keys that stand twice", LAYER, "title: a\n", "", 8000},
    {"includes", LAYER "include:\n", "  - a@.yaml\n", "", 5000},
    {"knobs", LAYER "knobs:\n", "  k@: 0.5\n", "", 1500},
    {"colours", LAYER "    mask: {gradient: {colors: [red", ", \"#0000ff\"", "]}}\n", 8000},
    {"lists in lists", LAYER "x: ", "[", "", 100000},
    {"maps in maps", LAYER "x: ", "{a: ", "", 60000},
    {"lists deeper than a line", LAYER "x:\n", "- ", "a", 60000},
    {"entries of a list", LAYER "x: [0", ", @", "]\n", 20000},
    {"a text", LAYER "title: \"", "x", "\"\n", 250000},
    {"escapes of a text", LAYER "title: \"", "\\n", "\"\n", 100000},
    {"words of a text", LAYER "title: a", " b", "\n", 100000},
    {"a text of lines", LAYER "title: |\n", "  x\n", "", 60000},
    {"anchors", LAYER "x:\n", "  a@: &a@ 1\n", "", 5000},
    {"tags", LAYER "x:\n", "  a@: !t 1\n", "", 5000},
    {"tabs", LAYER, "\ta: 1\n", "", 20000},
    {"quotes that do not end", LAYER, "a@: \"x\n", "", 8000},
    {"colons without their space", LAYER, "a@:x\n", "", 8000},
    {"signs that YAML keeps", LAYER, "a@: *b\n", "", 8000},
    {"brackets that nothing closes", LAYER, "a@: [\n", "", 8000},
    {"documents", LAYER, "---\n", "", 30000},
};

static struct rmx_text write_kind(const struct kind *kind, int count)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, kind->before);
    for (int i = 0; i < count; i++)
        for (const char *at = kind->each; *at; at++)
            if (*at == '@')
                rmx_text_printf(&text, "%d", i);
            else
                rmx_text_add_n(&text, at, 1);
    rmx_text_add(&text, kind->after);
    return text;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static void format_errors(const struct rmx_errors *errors)
{
    struct rmx_text out = {0};
    for (int i = 0; i < errors->count; i++)
        rmx_error_format(&out, &errors->items[i]);
    rmx_text_finish(&out);
}

static void read_effect(struct rmx_arena *arena, const struct rmx_text *text,
                        struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"a.fs", text->data, text->length};
    enum rmx_effect_format format = rmx_effect_format(source->text, source->length);
    const struct rmx_effect *effect =
        rmx_effect_read_format(format, arena, source, "a", "", false, NULL, NULL, errors);
    if (effect)
        rmx_template_create(arena, effect);
}

static void read_scene(struct rmx_arena *arena, const struct rmx_text *text,
                       struct rmx_errors *errors)
{
    static struct rmx_catalog *catalog;
    if (!catalog)
        catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    const struct rmx_scene_params params = {.catalog = catalog};
    rmx_scene_read(arena, "a.yaml", text->data, text->length, &params, errors);
}

typedef void read_f(struct rmx_arena *, const struct rmx_text *, struct rmx_errors *);

static double measure_ms(const struct rmx_text *text, read_f *read)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    double from = now_ms();
    read(arena, text, &errors);
    rmx_errors_sort(&errors);
    format_errors(&errors);
    double passed = now_ms() - from;
    rmx_arena_destroy(arena);
    return passed;
}

// Beneath a few milliseconds a ratio says nothing.
static bool is_linear(const struct kind *kind, read_f *read)
{
    enum { ROUNDS = 5 };
    const double most = 2.5, least_ms = 4.0, hopeless_ms = 1000.0;
    struct rmx_text one = write_kind(kind, kind->count / 2), two = write_kind(kind, kind->count);
    double once = 1e9, twice = 1e9;
    bool holds = false;
    for (int round = 0; round < ROUNDS && !holds; round++) {
        double first = measure_ms(&one, read);
        once = first < once ? first : once;
        if (once > hopeless_ms)
            break;
        double second = measure_ms(&two, read);
        twice = second < twice ? second : twice;
        holds = twice < most * once + least_ms;
    }
    if (!holds || getenv("LINEAR_REPORT"))
        print_error("%s%s: %.1f ms, twice of it %.1f ms\n", holds ? "" : "NOT LINEAR ", kind->law,
                    once, twice);
    rmx_text_finish(&one);
    rmx_text_finish(&two);
    return holds;
}

static void check_all(const struct kind *kinds, size_t count, read_f *read)
{
    int faults = 0;
    const char *only = getenv("LINEAR_ONLY"); // a law's first letters, to look at one
    for (size_t i = 0; i < count; i++)
        if (!only || strncmp(kinds[i].law, only, strlen(only)) == 0)
            faults += !is_linear(&kinds[i], read);
    assert_int_equal(faults, 0);
}

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void test_effects(void **state)
{
    (void)state;
    check_all(effects, COUNT(effects), read_effect);
}

static void test_other_formats(void **state)
{
    (void)state;
    check_all(others, COUNT(others), read_effect);
}

static void test_scenes(void **state)
{
    (void)state;
    check_all(scenes, COUNT(scenes), read_scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_effects),
        cmocka_unit_test(test_other_formats),
        cmocka_unit_test(test_scenes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
