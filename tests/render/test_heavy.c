// SPDX-License-Identifier: GPL-3.0-or-later
// What a shader is guessed to cost a driver, and that nothing ordinary is taken for heavy: neither
// our scenes nor effects as others publish them pay for a process that tries them first.
#include "base/file.h"
#include "render/heavy.h"
#include "runtime/generation.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MAIN "void main() { vec4 v = vec4(1.0); mat4 m = mat4(v, v, v, v); float a = 1.0; "

// `each` a hundred times weighs `least` to `most`.
static const struct {
    const char *law, *before, *each, *after;
    int least, most;
} laws[] = {
    {"products of numbers", MAIN, "a *= a; ", "}", 150, 400},
    {"of vectors", MAIN, "v *= v; ", "}", 600, 1200},
    {"of matrices", MAIN, "m *= m; ", "}", 8000, 12000},
    {"columns of matrices", MAIN, "v *= m[1]; ", "}", 400, 1000},
    {"sines of numbers", MAIN, "a = sin(a); ", "}", 6000, 7000},
    {"of vectors' parts", MAIN, "a = sin(v.x); ", "}", 6000, 7000},
    {"of vectors", MAIN, "v = sin(v); ", "}", 24000, 27000},
    {"branches", MAIN, "if (a > 1.0) a *= a; ", "}", 2500, 4000},
    {"divisions of numbers", MAIN, "a /= a; ", "}", 300, 600},
    {"of whole vectors", "void main() { uvec4 u = uvec4(1); ", "u /= u; ", "}", 6000, 8000},
    {"functions stand in their places", "vec4 f(vec4 v) { return sin(v); }\n" MAIN, "v = f(v); ",
     "}", 24000, 27000},
    {"macros do", "#define F v = sin(v);\n" MAIN, "F ", "}", 24000, 27000},
    {"what macros say twice weighs twice", "#define F(x) a = x + x * x;\n" MAIN, "F(sin(a)) ", "}",
     18000, 20000},
    {"also by each other", "#define F(x) (x + x * x)\n#define G(x) a = F(x) + F(x);\n" MAIN,
     "G(sin(a)) ", "}", 36000, 40000},
    {"their own types do", "#define M mat4\nvoid main() { M m = M(1.0); ", "m *= m; ", "}", 8000,
     12000},
    {"copies of arrays", "void main() { float a[200], b[200]; ", "a = b; ", "}", 70000, 90000},
    {"and of what no compiler lets in", "void main() { float a[9223372036854775807][64]; ",
     "a = a; ", "}", 100000000, 1000000000},
    {"copies of structs", "struct S { vec4 x[50]; }; void main() { S a, b; ", "a = b; ", "}", 40000,
     130000},
    {"what is read by an index", "void main() { float a[200]; int i = 1; ", "a[i] *= a[i + 1]; ",
     "}", 8000, 12000},
    {"short loops are written out", MAIN, "for (int i = 0; i < 30; i++) a *= a; ", "}", 15000,
     60000},
    {"what is never called", "vec4 f(vec4 v) { return sin(v); }\n" MAIN "}\nvoid g() { vec4 v; ",
     "v = f(v); ", "}", 0, 100},
    {"functions that nobody knows", "void main() { float a; ", "a = ldexp(a, 2); ", "}", 12000,
     15000},
};

static char *make(struct rmx_arena *arena, size_t i)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, laws[i].before);
    for (int k = 0; k < 100; k++)
        rmx_text_add(&text, laws[i].each);
    rmx_text_add(&text, laws[i].after);
    char *made = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return made;
}

static void words_are_weighed_by_their_types(void **state)
{
    int faults = 0;
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        long long found = rmx_weigh(arena, make(arena, i)).operations;
        if (found < laws[i].least || found > laws[i].most) {
            print_error("%s: %lld, not %d to %d\n", laws[i].law, found, laws[i].least,
                        laws[i].most);
            faults++;
        }
        rmx_arena_destroy(arena);
    }
    assert_int_equal(faults, 0);
}

// By the function's name, and `#line LINE TEXT`.
static void the_heaviest_function_is_named(void **state)
{
    static const char text[] = "#line 1 0\nfloat light(float a) { return a; }\n"
                               "#line 40 7\n\nvec4 dear(vec4 v) { return sin(cos(v)); }\n"
                               "vec4 over(vec4 v) { return dear(v) * light(1.0); }\n"
                               "void main() { vec4 v = over(vec4(light(1.0))); }\n";
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_weight weight = rmx_weigh(arena, text);
    (void)state;
    assert_memory_equal(weight.name, "dear", (size_t)weight.name_length);
    assert_int_equal(weight.text, 7);
    assert_int_equal(weight.line, 41);
    rmx_arena_destroy(arena);
}

static void what_is_called_often_counts_together(void **state)
{
    static const char text[] = "float dear(float v) { return sin(v); }\n"
                               "void main() { float a; a = dear(a); a = dear(a); a = dear(a); }\n";
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_weight weight = rmx_weigh(arena, text);
    (void)state;
    assert_memory_equal(weight.name, "dear", (size_t)weight.name_length);
    rmx_arena_destroy(arena);
}

static void what_nests_or_calls_without_end_is_heavy(void **state)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_text text = {0};
    (void)state;
    rmx_text_add(&text, "float f0(float a) { return a; }\n");
    for (int i = 1; i < 3000; i++)
        rmx_text_printf(&text, "float f%d(float a) { return f%d(a) + f%d(a); }\n", i, i - 1, i - 1);
    rmx_text_add(&text, "void main() { float a = f2999(1.0); }");
    assert_true(rmx_weigh(arena, rmx_text_string(&text)).operations > RMX_TRIAL_OPERATIONS);
    rmx_text_finish(&text);
    rmx_arena_destroy(arena);
}

// What of it would be compiled, where nothing is cached. -1: it does not load.
static long long weigh_plan(const struct rmx_settings *settings)
{
    const struct rmx_load_params params = {.settings = settings, .until = RMX_LOAD_PLAN};
    struct rmx_generation *generation = rmx_generation_create(&params);
    struct rmx_heavy heavy = {.arena = generation->arena, .plan = generation->plan};
    bool is_loaded = generation->status == RMX_LOADED;
    for (int i = 0; is_loaded && i < generation->plan->pass_count; i++) {
        const struct rmx_pass *pass = &generation->plan->passes[i];
        rmx_heavy_add(&heavy, pass->shaders.vertex, pass->shaders.fragment, pass);
    }
    long long operations = is_loaded ? heavy.operations : -1;
    rmx_generation_destroy(generation);
    return operations;
}

static int weigh_all(const char *pattern, const char *folder, long long *most)
{
    glob_t files;
    int count = 0;
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_settings settings = {.scene = files.gl_pathv[i]};
        if (folder) {
            settings.scene = REMONTAGE_ROOT "/assets/coffee.jpg";
            settings.chain = rmx_path_stem(arena, files.gl_pathv[i]);
            settings.effects = &folder;
            settings.effect_count = 1;
        }
        long long operations = weigh_plan(&settings);
        count += operations >= 0;
        if (operations > *most)
            print_message("%8lld  %s\n", *most = operations, files.gl_pathv[i]);
        rmx_arena_destroy(arena);
    }
    globfree(&files);
    return count;
}

static void nothing_ordinary_is_heavy(void **state)
{
    long long most = 0;
    (void)state;
    assert_true(weigh_all(REMONTAGE_ROOT "/scenes/*.yaml", NULL, &most) > 40);
    assert_true(weigh_all(REMONTAGE_ROOT "/tests/isf/foreign/*.fs",
                          REMONTAGE_ROOT "/tests/isf/foreign", &most) > 38);
    assert_in_range(most, 1000, RMX_TRIAL_OPERATIONS / 4);
}

int main(int argc, char **argv)
{
    (void)argc;
    rmx_trial_begin(1, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_weighed_by_their_types),
        cmocka_unit_test(the_heaviest_function_is_named),
        cmocka_unit_test(what_is_called_often_counts_together),
        cmocka_unit_test(what_nests_or_calls_without_end_is_heavy),
        cmocka_unit_test(nothing_ordinary_is_heavy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
