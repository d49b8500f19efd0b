// SPDX-License-Identifier: GPL-3.0-or-later
// An expression gives the same number on the CPU, in double, and as GLSL, in float.
//
// The inputs are whole multiples of 1/128 below 16, and the rows multiply and add few of them: all
// of it fits a float's 24 bits, so that floor, fract, comparisons and cell numbers see the very
// same number on both sides, and no row stands beside a jump on one side only. What is left is the
// driver's own precision in sin, pow and the like, and one rounding for each step.
#include "base/file.h"
#include "base/hash.h"
#include "expr/expr.h"
#include "support/gl.h"
#include "support/signals.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS = 1000, KNOBS = 2, RUNS = 2, INPUTS = RMX_SIGNALS_OWN + KNOBS + RUNS };
#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))

static const char *const knobs[KNOBS] = {"chaos", "speed"};

// A text that is GLSL as it stands is compiled as it stands as well. The tolerance is relative, 0
// means 1e-4; Mesa's asin and acos are polynomials that miss by up to 5e-4, as GLSL allows.
static const struct {
    const char *text;
    bool is_glsl;
    double tolerance;
} rows[] = {
    {"time", true, 0},
    {"time * 2.0 + chaos", true, 0},
    {"-time - -beat * 0.5", true, 0},
    {"(time + 1.0) / (chaos + 2.0)", true, 0},
    {"width / height", true, 0},
    {"mouse.x * mouse.y + bar - bpm * frame / seed", false, 0},
    {"sin(time) + cos(beat) * tan(chaos * 0.05)", true, 0},
    {"asin(chaos / 16.0) + acos(-speed / 16.0)", true, 1e-3},
    {"atan(time - beat) + atan(chaos + 1.0, speed - 8.5)", true, 0},
    {"sqrt(time) + pow(time + 1.0, 1.5) + exp(-chaos) + log(speed + 0.5)", true, 0},
    {"pow(-2, floor(speed)) + pow(0, 0) + pow(chaos - 8, 3)", false, 0},
    {"abs(time - chaos) + sign(time - chaos)", true, 0},
    {"floor(time) + ceil(beat) * 3.0 + fract(chaos)", true, 0},
    {"round(time * 4)", false, 0},
    {"mod(time, 2.0) + mod(-beat, 0.25)", true, 0},
    {"time % 2 + (chaos - 8) % 4", false, 0},
    {"min(time, chaos) - max(beat, speed)", true, 0},
    {"clamp(time - 4.0, 0.0, 1.0) + mix(chaos, speed, fract(beat))", true, 0},
    {"step(chaos, time) + smoothstep(2.0, 10.0, beat)", true, 0},
    {"wave(time / 4.0) * ramp(beat / 8.0) + pulse(chaos)", true, 0},
    {"ease(chaos / 16.0)", true, 0},
    {"noise(time) + noise(-beat * 4.0)", true, 0},
    {"random(frame) + random(chaos - 8.0) + random(time)", true, 0},
    {"pick(time, 1, beat, chaos * 3)", false, 0},
    {"pick(beat - 8, 5, pick(time, 6, 7), 8, 9, 10)", false, 0},
    {"(time < beat) + 2 * (time <= beat) + 4 * (time > beat) + 8 * (time >= beat)", false, 0},
    {"(floor(time) == floor(beat)) + 2 * (floor(time) != floor(beat))", false, 0},
    {"time > 4 and beat > 4 or not chaos > 4", false, 0},
    {"run(chaos) + run(time * 2) * 0.5", false, 0},
    {"1 + chaos beats", false, 0},
    {"chaos bars", false, 0},
    {"chaos * 100 ms", false, 0},
    {"time frames", false, 0},
    {"time + 1 px", false, 0},
    {"time * 10 %", false, 0},
    {"1e-3 * time + 0.1 + 1 / 3 + pi + 20000000 * chaos - 1e9", false, 0},
    {"0.5 + 0.5 * wave(beat / 4)", false, 0},
};

// Signal `input` at a point. bpm, width, height and fps are never 0: they are divisors.
static float input_at(int point, int input)
{
    uint32_t hash = rmx_hash_mix(rmx_hash_u32((uint32_t)point), (uint32_t)input);
    return (float)(1 + hash % 2047) / 128;
}

static void add_expressions(struct rmx_text *shader, const struct rmx_program **programs,
                            const struct rmx_expr_context *context)
{
    rmx_text_printf(shader, "    int at = int(gl_WorkGroupID.x) * %d;\n", 2 * COUNT(rows));
    for (int i = 0; i < COUNT(rows); i++) {
        rmx_text_printf(shader, "    results[at + %d] = ", 2 * i);
        rmx_program_glsl(programs[i], context, shader);
        rmx_text_printf(shader, ";\n    results[at + %d] = %s;\n", 2 * i + 1,
                        rows[i].is_glsl ? rows[i].text : "0.0");
    }
}

// The shader names an input once as the emitted GLSL does, and once as the scene does.
static void add_inputs(struct rmx_text *shader)
{
    rmx_text_printf(shader, "    int here = int(gl_WorkGroupID.x) * %d;\n", INPUTS);
    for (int i = 0; i < RMX_SIGNALS_OWN; i++) {
        const char *name = rmx_signals_own()[i].name;
        if (name && strchr(name, '.'))
            rmx_text_printf(shader, "    float signal_mouse_%s = inputs[here + %d];\n",
                            strchr(name, '.') + 1, i);
        else
            rmx_text_printf(shader, "    float signal_%s = inputs[here + %d], %s = signal_%s;\n",
                            name ? name : "fps", i, name ? name : "fps", name ? name : "fps");
    }
    for (int i = 0; i < KNOBS; i++)
        rmx_text_printf(shader, "    float knob_%s = inputs[here + %d], %s = knob_%s;\n", knobs[i],
                        RMX_SIGNALS_OWN + i, knobs[i], knobs[i]);
    for (int i = 0; i < RUNS; i++)
        rmx_text_printf(shader, "    float run_%d = inputs[here + %d];\n", i,
                        RMX_SIGNALS_OWN + KNOBS + i);
}

static void add_shader(struct rmx_text *shader, const char *library,
                       const struct rmx_program **programs, const struct rmx_expr_context *context)
{
    rmx_text_add(shader, "#version 450 core\n"
                         "layout(local_size_x = 1) in;\n"
                         "layout(std430, binding = 0) buffer In { float inputs[]; };\n"
                         "layout(std430, binding = 1) buffer Out { float results[]; };\n");
    rmx_text_add(shader, library);
    rmx_text_printf(shader,
                    "#define wave rmx_wave\n#define ramp fract\n#define pulse rmx_pulse\n"
                    "#define ease(x) smoothstep(0.0, 1.0, x)\n"
                    "#define noise(x) rmx_noise(x, %uu)\n#define random(n) rmx_random(n, %uu)\n"
                    "void main()\n{\n",
                    context->seed, context->seed);
    add_inputs(shader);
    add_expressions(shader, programs, context);
    rmx_text_add(shader, "}\n");
}

static void compare(int row, int point, double wanted, float found)
{
    double tolerance = rows[row].tolerance > 0 ? rows[row].tolerance : 1e-4;
    if (!(fabs(wanted - (double)found) <= tolerance * fmax(1, fabs(wanted))))
        fail_msg("'%s' at point %d: %.9g, GLSL %.9g", rows[row].text, point, wanted, (double)found);
}

static void expressions_are_the_same_as_glsl(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_program *programs[COUNT(rows)];
    struct rmx_signals table = signals_of(arena, knobs, KNOBS);
    struct rmx_expr_context context = {.signals = &table, .seed = 1928};
    for (int i = 0; i < COUNT(rows); i++) {
        int run_count = 0;
        context.run_count = &run_count;
        programs[i] = rmx_expr_parse(arena, rows[i].text, (struct rmx_span){0}, &context, &errors);
        if (!programs[i])
            fail_msg("'%s': %s", rows[i].text, errors.items[0].message);
    }
    static float inputs[POINTS * INPUTS], results[POINTS * 2 * COUNT(rows)];
    for (int i = 0; i < POINTS * INPUTS; i++)
        inputs[i] = input_at(i / INPUTS, i % INPUTS);
    char *library;
    size_t length;
    assert_int_equal(rmx_file_read(arena, REMONTAGE_ROOT "/shaders/lib/expression.glsl", 1 << 20,
                                   &library, &length),
                     RMX_FILE_OK);
    struct rmx_text shader = {0};
    add_shader(&shader, library, programs, &context);
    assert_true(test_gl_start());
    bool done =
        test_gl_compute(shader.data, POINTS, inputs, COUNT(inputs), results, COUNT(results));
    assert_true(done);
    for (int point = 0; point < POINTS; point++) {
        double signals[INPUTS];
        for (int i = 0; i < INPUTS; i++)
            signals[i] = (double)inputs[point * INPUTS + i];
        for (int i = 0; i < COUNT(rows); i++) {
            const float *found = &results[(point * COUNT(rows) + i) * 2];
            double wanted =
                rmx_program_value(programs[i], signals, signals + RMX_SIGNALS_OWN + KNOBS);
            compare(i, point, wanted, found[0]);
            if (rows[i].is_glsl)
                compare(i, point, wanted, found[1]);
        }
    }
    rmx_text_finish(&shader);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(expressions_are_the_same_as_glsl)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
