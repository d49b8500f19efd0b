// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_plan.h"

#include "render/shader_log.h"

static const char ripple_text[] = "/*{\n}*/\nvoid main()\n{\n"
                                  "    float x = amout;\n  wärme(helper(x), amout);\n}\n";
static const char noise_text[] = "float noise(vec2 p)\n{\n}\n";
static const struct rmx_source_text ripple = {"ripple.fs", ripple_text, sizeof ripple_text - 1};
static const struct rmx_source_text noise = {"noise.glsl", noise_text, sizeof noise_text - 1};

// The driver's words, and what is reported: one error a line, "file:line:column+length words".
static const struct {
    const char *law, *log, *errors;
} laws[] = {
    {"Mesa's place, the file's own name", "1:5(15): error: `n12_amout' undeclared\n",
     "ripple.fs:5:15+5 'amout' undeclared\n"},
    {"NVIDIA's place", "1(5) : error C1503: undefined variable \"n0_amout\"\n",
     "ripple.fs:5:15+5 undefined variable \"amout\"\n"},
    {"the place of other drivers", "ERROR: 1:5: 'n0_amout' : undeclared identifier\n",
     "ripple.fs:5:15+5 'amout' : undeclared identifier\n"},
    {"what the engine calls otherwise", "1:5(1): error: r0_color has no member r3_tap_inputImage\n",
     "ripple.fs:5:5+16 gl_FragColor has no member inputImage\n"},
    {"a name that only looks like one", "1:5(1): error: min0_x n_ r0 n7x turn3_a\n",
     "ripple.fs:5:5+16 min0_x n_ r0 n7x turn3_a\n"},
    {"columns count characters", "1:6(99): error: `n0_amout' undeclared\n",
     "ripple.fs:6:20+5 'amout' undeclared\n"},
    {"without a name the line from its first letter", "1:6(9): error: type mismatch\n",
     "ripple.fs:6:3+24 type mismatch\n"},
    {"a library's own line", "2:1(3): error: no type\n", "noise.glsl:1:1+19 no type\n"},
    {"a marked line", "0:100005(15): error: `n0_amout' undeclared\n",
     "ripple.fs:5:15+5 'amout' undeclared\n"},
    {"warnings do not count",
     "1:3(1): warning: `n0_x' used uninitialized\n1(4) : warning C7050: odd\n"
     "1:5(1): error: `n0_amout' undeclared\n",
     "ripple.fs:5:15+5 'amout' undeclared\n"},
    {"only the first mistake of a line",
     "1:5(15): error: `n0_amout' undeclared\n1:5(2): error: type mismatch\n",
     "ripple.fs:5:15+5 'amout' undeclared\n"},
    {"a list of candidates is left out",
     "1:6(3): error: no matching function for call to `n0_helper(int)'; candidates are:\n"
     "1:6(3): error:    float n0_helper(vec2)\n",
     "ripple.fs:6:9+6 no matching function for call to 'helper(int)'\n"},
    {"three are enough", "1:3(1): error: a\n1:4(1): error: b\n1:5(1): error: c\n1:6(1): error: d\n",
     "ripple.fs:3:1+11 a\nripple.fs:4:1+1 b\nripple.fs:5:5+16 c\n"},
    {"the preprocessor's", "1:3(10): preprocessor error: syntax error, unexpected '('\n",
     "ripple.fs:3:1+11 syntax error, unexpected '('\n"},
    {"the linker's words stand where the name stands",
     "error: unresolved reference to function `n0_noise'\n",
     "noise.glsl:1:7+5 unresolved reference to function 'noise'\n"},
    {"the linker's words without a name", "error: too many uniforms\n",
     "ripple.fs:0:0+0 too many uniforms\n"},
    {"an unknown file", "7:5(1): error: odd\n", "ripple.fs:0:0+0 odd\n"},
    {"a line that is not there", "1:500(1): error: odd\n", "ripple.fs:0:0+0 odd\n"},
    {"an engine's own line", "0:9(1): error: odd\n", "ripple.fs:0:0+0 odd\n"},
    {"a silent driver", "",
     "ripple.fs:0:0+0 the graphics driver refuses this shader and does not say why\n"},
};

static void each_law(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        struct rmx_arena *arena = rmx_arena_create();
        const struct rmx_source_text *texts[] = {NULL, &ripple, &noise};
        struct rmx_effect effect = {.source = &ripple};
        struct rmx_step step = {.effect = &effect};
        struct rmx_pass pass = {.shaders = {.texts = texts, .text_count = 3}};
        struct rmx_plan plan = {.steps = &step, .step_count = 1};
        struct rmx_errors errors = {.arena = arena};
        struct rmx_text found = {0};
        rmx_shader_log_add(&errors, &plan, &pass, laws[i].log);
        for (int k = 0; k < errors.count; k++) {
            const struct rmx_error *error = &errors.items[k];
            assert_string_equal(error->id, "glsl");
            rmx_text_printf(&found, "%s:%d:%d+%d %s\n", error->span.source->name, error->span.line,
                            error->span.column, error->span.length, error->message);
        }
        if (strcmp(rmx_text_string(&found), laws[i].errors))
            fail_msg("%s:\n%s", laws[i].law, rmx_text_string(&found));
        rmx_text_finish(&found);
        rmx_arena_destroy(arena);
    }
}

static void lines_are_marked(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    assert_string_equal(rmx_shader_log_mark(arena, "a\n#line 7 2\nb\n#line 1 0\n"),
                        "a\n#line 200007 2\nb\n#line 1 0\n");
    assert_true(rmx_shader_log_lost("1:2(3): error: a\n0:5(1): error: b"));
    assert_false(rmx_shader_log_lost("1:2(3): error: a\nerror: b\n"));
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_law),
        cmocka_unit_test(lines_are_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
