// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of gl-transitions files: what is one, what its uniforms become, that its lines stay.
#include "isf/gl_transition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TRANSITION                                                                                 \
    "vec4 transition(vec2 p) { return mix(getFromColor(p), getToColor(p), progress); }\n"

static struct rmx_effect *read_text(struct rmx_arena *arena, const char *text,
                                    struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"test.glsl", text, strlen(text)};
    *errors = (struct rmx_errors){.arena = arena};
    return rmx_gl_transition_read(arena, source, "test", "", false, NULL, errors);
}

static const struct {
    const char *law, *text;
    bool is;
} kinds[] = {
    {"a transition", TRANSITION, true},
    {"white space and comments do not matter", "vec4\n transition /* here */ ( vec2 uv) {}", true},
    {"a call is none", "vec4 a() { return transition(vec2(0.0)); }", false},
    {"a comment is none", "// vec4 transition(vec2 p)\n", false},
    {"another file", "float hash(vec2 p) { return 0.0; }", false},
    {"an empty file", "", false},
};

static void only_files_with_a_transition_are_effects(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (rmx_is_gl_transition(kinds[i].text, strlen(kinds[i].text)) != kinds[i].is)
            fail_msg("%s", kinds[i].law);
}

// One row is one uniform; `found` is its name, type and default.
static const struct {
    const char *law, *text, *found;
} uniforms[] = {
    {"a float with its default", "uniform float size; // = 0.2\n", "size float 0.2"},
    {"a default before the semicolon", "uniform float size /* = 3. */;\n", "size float 3"},
    {"a default in another comment", "uniform float size; /* = .5 */\n", "size float 0.5"},
    {"a negative default", "uniform float size; // = -4\n", "size float -4"},
    {"the next line's comment is not its own", "uniform float size;\n// = 9\n", "size float 0.5"},
    {"other words are no default", "uniform float size; // 0 to 9\n", "size float 0.5"},
    {"what follows the default does not count", "uniform float a; // = 0.4 ; if 0.9\n",
     "a float 0.4"},
    {"an int", "uniform int bars; // = 10\n", "bars long 10"},
    {"a bool", "uniform bool back; // = true\n", "back bool 1"},
    {"a bool that is not", "uniform bool back; // = false\n", "back bool 0"},
    {"two numbers", "uniform vec2 at; // = vec2(0.25, 2)\n", "at point2D 0.25 2"},
    {"one number for both", "uniform vec2 at; // = vec2(0.25)\n", "at point2D 0.25 0.25"},
    {"whole numbers", "uniform ivec2 size; // = ivec2(4, 8)\n", "size point2D 4 8"},
    {"three numbers are an opaque colour", "uniform vec3 c; // = vec3(1.0, 0.5, 0.0)\n",
     "c color 1 0.5 0 1"},
    {"four numbers", "uniform vec4 c; // = vec4(0.,0.,0.,.6)\n", "c color 0 0 0 0.6"},
    {"a picture", "uniform sampler2D luma;\n", "luma image"},
    {"a precision", "uniform highp float size; // = 2\n", "size float 2"},
    {"the host's own is no parameter", "uniform float progress;\nuniform float ratio;\n", ""},
    {"two of a name are one", "uniform float a; // = 1\nuniform float a; // = 2\n", "a float 1"},
    {"in a macro it is none", "#define U uniform float a;\n", ""},
};

static const char *print_inputs(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    const char *text = "";
    for (int i = 3; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        text = rmx_arena_printf(arena, "%s%s%s %s", text, *text ? ", " : "", input->name,
                                rmx_input_type_name(input->type));
        for (int k = 0; k < rmx_input_components(input->type); k++)
            text = rmx_arena_printf(arena, "%s %g", text, input->default_value[k]);
    }
    return text;
}

static void uniforms_become_inputs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(uniforms) / sizeof(*uniforms); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *text = rmx_arena_printf(arena, "%s%s", uniforms[i].text, TRANSITION);
        const struct rmx_effect *effect = read_text(arena, text, &errors);
        if (!effect)
            fail_msg("%s: %s", uniforms[i].law, errors.items[0].message);
        const char *found = print_inputs(arena, effect);
        if (strcmp(found, uniforms[i].found) != 0 || errors.count)
            fail_msg("%s: found '%s'", uniforms[i].law, found);
        assert_int_equal(effect->role, RMX_ROLE_TRANSITION);
        rmx_arena_destroy(arena);
    }
}

static void a_transition_counts_its_taps_and_names_its_author(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors;
    const struct rmx_effect *effect =
        read_text(arena, "// Author: A \"quoted\" name */\n// License: MIT\n" TRANSITION, &errors);
    assert_non_null(effect);
    assert_string_equal(effect->credit, "A \"quoted\" name ");
    assert_null(effect->own_pass_reason);
    assert_int_equal(effect->taps[effect->main_image].count, 1);
    assert_int_equal(effect->taps[effect->to_image].count, 1);
    const struct rmx_effect *loop = read_text(
        arena,
        "vec4 transition(vec2 p) {\n vec4 sum = vec4(0.0);\n for (int i = 0; i < 40; i++)\n"
        "  sum += getFromColor(p);\n return sum + getToColor(p); }\n",
        &errors);
    assert_non_null(loop);
    assert_true(loop->taps[loop->main_image].in_loop);
    assert_false(loop->taps[loop->to_image].in_loop);
    rmx_arena_destroy(arena);
}

// Each text has the word HERE once, in the line that must hold it afterwards.
static const struct {
    const char *law, *text;
} lines[] = {
    {"no line moves", "uniform float a; // = 1\n" TRANSITION "float HERE;\n"},
    {"a uniform over lines", "uniform\n float\n a;\n" TRANSITION "float HERE;\n"},
    {"a whole-number uniform", "uniform ivec2 a; // = ivec2(1)\n" TRANSITION "float HERE;\n"},
    {"more code on the line of a whole-number uniform",
     "uniform ivec2 a; uniform float b; const float c = 1.0; // = 2\n" TRANSITION "float HERE;\n"},
    {"a comment over lines in a uniform",
     "uniform vec3 a /* =\n vec3(1) */;\n" TRANSITION "float HERE;\n"},
    {"a directive first", "#define A 1\n" TRANSITION "float HERE;\n"},
    {"a block first", "#ifdef GL_ES\nprecision highp float;\n#endif\n" TRANSITION "float HERE;\n"},
};

// What a number of another type than its input's is read as.
static void numbers_are_cast_where_they_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *part;
    } casts[] = {
        {"uniform ivec2 a; // = ivec2(4)\nfloat f() { return float(a.x); }\n", "float(ivec2(a).x)"},
        {"uniform ivec2 a; float f() { return float(a.y); }\n",
         "float f() { return float(ivec2(a).y)"},
        {"float g; uniform vec3 c; vec3 f() { return c * g; }\n", "return vec3(c) * g;"},
        {"uniform vec3 b; float f(vec4 v) { return v.b; }\n", "return v.b;"},
        {"uniform vec2 a; vec2 f() { return a; }\n", "return a;"},
    };
    for (size_t i = 0; i < sizeof(casts) / sizeof(*casts); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const char *text = rmx_arena_printf(arena, "%s" TRANSITION, casts[i].text);
        const struct rmx_effect *effect = read_text(arena, text, &errors);
        assert_non_null(effect);
        if (!strstr(effect->source->text, casts[i].part))
            fail_msg("no '%s' in %s", casts[i].part, effect->source->text);
        rmx_arena_destroy(arena);
    }
}

static int line_of(const char *text)
{
    int line = 1;
    for (const char *end = strstr(text, "HERE"); text < end; text++)
        line += *text == '\n';
    return line;
}

static void lines_stay(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct rmx_errors errors;
        const struct rmx_effect *effect = read_text(arena, lines[i].text, &errors);
        if (!effect)
            fail_msg("%s: %s", lines[i].law, errors.items[0].message);
        assert_int_equal(effect->body_line, 1);
        if (line_of(effect->source->text) != line_of(lines[i].text))
            fail_msg("%s: line %d became %d", lines[i].law, line_of(lines[i].text),
                     line_of(effect->source->text));
        if (strstr(effect->source->text, "; #"))
            fail_msg("%s: something stands before a directive", lines[i].law);
        rmx_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_files_with_a_transition_are_effects),
        cmocka_unit_test(uniforms_become_inputs),
        cmocka_unit_test(a_transition_counts_its_taps_and_names_its_author),
        cmocka_unit_test(numbers_are_cast_where_they_are_read),
        cmocka_unit_test(lines_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
