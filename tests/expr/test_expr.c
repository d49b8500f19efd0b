// SPDX-License-Identifier: GPL-3.0-or-later
#include "expr/expr.h"
#include "support/signals.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

// Time 2.5 s at 120 bpm and 30 fps, in a scene of 1920 x 1080.
static const double signals[RMX_SIGNALS_OWN + 2] = {
    [RMX_SIGNAL_TIME] = 2.5,     [RMX_SIGNAL_BEAT] = 5,      [RMX_SIGNAL_BAR] = 1.25,
    [RMX_SIGNAL_BPM] = 120,      [RMX_SIGNAL_FRAME] = 75,    [RMX_SIGNAL_SEED] = 1928,
    [RMX_SIGNAL_WIDTH] = 1920,   [RMX_SIGNAL_HEIGHT] = 1080, [RMX_SIGNAL_MOUSE_X] = 0.25,
    [RMX_SIGNAL_MOUSE_Y] = 0.75, [RMX_SIGNAL_FPS] = 30,      [RMX_SIGNALS_OWN] = 0.2,
    [RMX_SIGNALS_OWN + 1] = 0.7,
};
static const char *const knobs[] = {"chaos", "s"};
static const double runs[] = {8, 9, 10, 11};

struct bench {
    struct rmx_arena *arena;
    struct rmx_errors errors;
    int run_count;
    struct rmx_signals signals;
    struct rmx_expr_context context;
};

// All addresses stand where the knob chaos does, the smoothed ones where the knob s does.
static int add_osc(void *data, const char *address, size_t length, double smooth_s,
                   struct rmx_span span)
{
    (void)data;
    if (length != 4 || memcmp(address, "/a/b", 4) != 0 || span.length != 6)
        return RMX_SIGNAL_TIME;
    return smooth_s == 0.25 ? RMX_SIGNALS_OWN + 1 : RMX_SIGNALS_OWN;
}

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.arena = rmx_arena_create()};
    bench.errors.arena = bench.arena;
    bench.signals = signals_of(bench.arena, knobs, 2);
    bench.context = (struct rmx_expr_context){
        .signals = &bench.signals, .seed = 1928, .run_count = &bench.run_count, .add_osc = add_osc};
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    rmx_arena_destroy(((struct bench *)*state)->arena);
    return 0;
}

static const struct rmx_program *parse(struct bench *bench, const char *text)
{
    static const struct rmx_source_text source = {.name = "test.yaml"};
    struct rmx_span span = {.source = &source, .line = 7, .column = 11, .length = 1};
    bench->errors.count = bench->errors.error_count = 0;
    bench->run_count = 0;
    return rmx_expr_parse(bench->arena, text, span, &bench->context, &bench->errors);
}

static const struct {
    const char *text;
    double value;
} values[] = {
    // messages
    {"osc(\"/a/b\")", 0.2},
    {"2 * osc('/a/b') + 1", 1.4},
    {"osc( '/a/b' , 0.25 )", 0.7},
    {"osc('/a/b', 250 * 0.001)", 0.7},
    // numbers
    {"1", 1},
    {".5", 0.5},
    {"5.", 5},
    {"1e3", 1000},
    {"1.5E-2", 0.015},
    {"0.1", 0.1},
    {"  3  ", 3},
    {"+3", 3},
    {"-3", -3},
    {"- -3", 3},
    {"pi", 3.141592653589793},
    // operators: binding and order
    {"1 + 2 * 3", 7},
    {"(1 + 2) * 3", 9},
    {"10 - 4 - 3", 3},
    {"24 / 4 / 3", 2},
    {"-2 * 3", -6},
    {"2 * -3", -6},
    {"-time + 1", -1.5},
    {"7 % 4", 3},
    {"-1 % 4", 3},
    {"5 % -3", -1},
    {"frame % 8 * 2", 6},
    {"7 %4", 3},
    {"7.1 % chaos", 0.1},
    {"1 < 2", 1},
    {"2 < 1", 0},
    {"2 <= 2", 1},
    {"2 >= 3", 0},
    {"3 > 2", 1},
    {"2 == 2", 1},
    {"2 != 2", 0},
    {"1 + 1 == 2", 1},
    {"1 < 2 and 2 < 3", 1},
    {"0 and 1 or 1", 1},
    {"1 or 1 and 0", 1},
    {"not 1 or 1", 1},
    {"not 1 == 2", 1},
    {"not not 0.7", 1},
    {"0.5 or 0", 0},
    {"2 * (beat > 4)", 2},
    // names
    {"time", 2.5},
    {"beat", 5},
    {"bar", 1.25},
    {"bpm", 120},
    {"frame", 75},
    {"seed", 1928},
    {"width / height", 1920.0 / 1080},
    {"mouse.x + mouse.y", 1},
    {"chaos * 2", 0.4},
    {"s", 0.7},
    // units hold for the whole expression before them
    {"4 beats", 2},
    {"1 beat", 0.5},
    {"2 bars", 4},
    {"1 bar", 2},
    {"0.5 s", 0.5},
    {"0.5s", 0.5},
    {"200 ms", 0.2},
    {"12 frames", 0.4},
    {"1 frame", 1.0 / 30},
    {"40 px", 40.0 / 1080},
    {"30 %", 0.3},
    {"30%", 0.3},
    {"time * 10 %", 0.25},
    {"17 % 10 %", 0.07},
    {"1 + 1 beats", 1},
    {"(1 + 1) * 2 beats", 2},
    {"s s", 0.7},
    {"beat beats", 2.5},
    // functions
    {"sin(pi / 2)", 1},
    {"cos(0)", 1},
    {"tan(0.5)", 0.5463024898437905},
    {"asin(1) * 2", 3.141592653589793},
    {"acos(-1)", 3.141592653589793},
    {"atan(1) * 4", 3.141592653589793},
    {"atan(1, -1) * 4", 3 * 3.141592653589793},
    {"sqrt(9)", 3},
    {"pow(2, 10)", 1024},
    {"pow(-2, 3)", -8},
    {"exp(0)", 1},
    {"log(exp(2))", 2},
    {"abs(-2)", 2},
    {"sign(-7) + sign(0) + sign(2) * 10", 9},
    {"floor(-1.5)", -2},
    {"ceil(1.2)", 2},
    {"round(2.5)", 3},
    {"round(-2.6)", -3},
    {"fract(-0.25)", 0.75},
    {"mod(-1, 4)", 3},
    {"min(2, 3)", 2},
    {"max(2, 3)", 3},
    {"clamp(5, 0, 1)", 1},
    {"mix(10, 20, 0.25)", 12.5},
    {"mix(3, 7, time > 1)", 7},
    {"step(2, 2)", 1},
    {"step(2, 1.9)", 0},
    {"smoothstep(0, 2, 1)", 0.5},
    {"wave(0.25)", 1},
    {"wave(-0.25)", -1},
    {"ramp(1.75)", 0.75},
    {"pulse(3.49)", 1},
    {"pulse(3.5)", 0},
    {"ease(0.25)", 0.15625},
    {"ease(7)", 1},
    {"pick(0, 10, 20, 30)", 10},
    {"pick(4.9, 10, 20, 30)", 20},
    {"pick(-1, 10, 20, 30)", 30},
    {"pick(beat, 1, 2)", 2},
    {"run(2)", 8},
    {"run(run(chaos)) + run(1)", 9 + 10},
};

static void values_are_right(void **state)
{
    struct bench *bench = *state;
    for (size_t i = 0; i < COUNT(values); i++) {
        const struct rmx_program *program = parse(bench, values[i].text);
        if (!program)
            fail_msg("'%s': %s", values[i].text, bench->errors.items[0].message);
        double value = rmx_program_value(program, signals, runs);
        if (!(fabs(value - values[i].value) < 1e-12))
            fail_msg("'%s': %.17g, wanted %.17g", values[i].text, value, values[i].value);
        assert_string_equal(rmx_program_text(program), values[i].text);
    }
}

// All at once they say what each says alone, to the bit.
static void a_pack_says_the_same(void **state)
{
    struct bench *bench = *state;
    const struct rmx_program *programs[COUNT(values)];
    double packed[COUNT(values)];
    for (size_t i = 0; i < COUNT(values); i++)
        programs[i] = parse(bench, values[i].text);
    const struct rmx_program_pack *pack =
        rmx_program_pack_create(bench->arena, programs, COUNT(values));
    rmx_program_pack_values(pack, signals, runs, packed);
    for (size_t i = 0; i < COUNT(values); i++) {
        double alone = rmx_program_value(programs[i], signals, runs);
        if (memcmp(&packed[i], &alone, sizeof(alone)) != 0)
            fail_msg("'%s': %.17g in the pack, %.17g alone", values[i].text, packed[i], alone);
    }
}

// The column counts inside the expression, from 1; the hint is a part of what is said, or NULL.
static const struct {
    const char *text, *id;
    int column, length;
    const char *hint;
} mistakes[] = {
    {"", "expr-empty", 1, 1, NULL},
    {"   ", "expr-empty", 1, 1, NULL},
    {"1 +", "expr-syntax", 3, 1, NULL},
    {"1 + * 2", "expr-syntax", 5, 1, NULL},
    {"()", "expr-syntax", 2, 1, NULL},
    {"time and", "expr-syntax", 6, 3, NULL},
    {"and 1", "expr-syntax", 1, 3, NULL},
    {"max(1, )", "expr-syntax", 8, 1, NULL},
    {"2 time", "expr-syntax", 3, 4, "'*'"},
    {"2 (3)", "expr-syntax", 3, 1, "'*'"},
    {"time 2", "expr-syntax", 6, 1, "'*'"},
    {"0,5", "expr-syntax", 2, 1, "0.5"},
    {"0 < time < 1", "expr-syntax", 10, 1, "a < b and b < c"},
    {"time ; 2", "expr-syntax", 6, 1, NULL},
    {"a && b", "expr-unknown-name", 1, 1, NULL},
    {"time && beat", "expr-syntax", 6, 2, "'and'"},
    {"time || beat", "expr-syntax", 6, 2, "'or'"},
    {"!time", "expr-syntax", 1, 1, "'not'"},
    {"time ^ 2", "expr-syntax", 6, 1, "pow(a, b)"},
    {"time ** 2", "expr-syntax", 6, 2, "pow(a, b)"},
    {"time \u2212 2", "expr-syntax", 6, 1, "'-'"},
    {"2 \u00D7 2 \u00D7 2", "expr-syntax", 3, 1, "'*'"},
    {"time = 2", "expr-assignment", 6, 1, "'=='"},
    {"time > 1 ? 2 : 3", "expr-ternary", 10, 1, "mix(a, b, condition)"},
    {"sin(time", "expr-unbalanced", 4, 1, "')'"},
    {"(1 + (2 * 3)", "expr-unbalanced", 1, 1, "')'"},
    {"sin(time))", "expr-unbalanced", 10, 1, NULL},
    {")", "expr-unbalanced", 1, 1, NULL},
    {"tiem * 2", "expr-unknown-name", 1, 4, "'time'"},
    {"2 * Chaos", "expr-unknown-name", 5, 5, "'chaos'"},
    {"2 * quark", "expr-unknown-name", 5, 5, "knob"},
    {"fps", "expr-unknown-name", 1, 3, NULL},
    {"mouse.z", "expr-unknown-name", 1, 7, "mouse."},
    {"sine(time)", "expr-unknown-function", 1, 4, "'sin'"},
    {"time(2)", "expr-unknown-function", 1, 4, "'*'"},
    {"pi(2)", "expr-unknown-function", 1, 2, "'*'"},
    {"sin()", "expr-arguments", 1, 3, NULL},
    {"1 + sin(1, 2)", "expr-arguments", 5, 3, NULL},
    {"atan(1, 2, 3)", "expr-arguments", 1, 4, NULL},
    {"pick(time)", "expr-arguments", 1, 4, NULL},
    {"sin * 2", "expr-arguments", 1, 3, "sin("},
    {"4 beets", "expr-unit", 3, 5, "'beats'"},
    {"4 parsecs", "expr-unit", 3, 7, "the units are"},
    {"2 seconds", "expr-unit", 3, 7, "'s'"},
    {"90 degrees", "expr-unit", 4, 7, "no unit"},
    {"90\u00B0", "expr-unit", 3, 1, "no unit"},
    {"4 beats + 1", "expr-unit", 3, 5, "at the end"},
    {"(4 beats)", "expr-unit", 4, 5, "at the end"},
    {"max(10 %, time)", "expr-unit", 8, 1, "at the end"},
    {"50 % + 10 %", "expr-unit", 4, 1, "at the end"},
    {"4 beats beats", "expr-unit", 3, 5, "at the end"},
    {"1 + midi.cc21", "expr-unknown-name", 5, 9, "a name is"},
    {"osc.chaos", "expr-osc", 1, 9, "write osc(\"/"},
    {"1 + osc", "expr-osc", 5, 3, "write osc(\"/"},
    {"osc()", "expr-osc", 1, 3, "write osc(\"/"},
    {"osc(/sensor)", "expr-osc", 1, 3, "write osc(\"/"},
    {"osc(\"sensor\")", "expr-osc", 5, 8, "write osc(\"/"},
    {"osc(\"/a b\")", "expr-osc", 5, 6, "write osc(\"/"},
    {"osc(\"/a/*\")", "expr-osc", 5, 6, "write osc(\"/"},
    {"osc(\"/a/b\", time)", "expr-osc", 13, 4, "0.2"},
    {"osc(\"/a/b\", -1)", "expr-osc", 13, 1, "0.2"},
    {"osc(\"/a/b\", 1, 2)", "expr-syntax", 14, 1, NULL},
    {"osc(\"/a/b\"", "expr-unbalanced", 4, 1, NULL},
    {"1 + \"/a/b\"", "expr-syntax", 5, 6, NULL},
    {"'/a/b", "expr-syntax", 1, 1, NULL},
    {"aura.plant", "expr-unknown-name", 1, 10, NULL},
    {"share.plant", "expr-unknown-name", 1, 11, NULL},
};

static const char *or_nothing(const char *text)
{
    return text ? text : "";
}

static void mistakes_are_answered(void **state)
{
    struct bench *bench = *state;
    for (size_t i = 0; i < COUNT(mistakes); i++) {
        if (parse(bench, mistakes[i].text))
            fail_msg("'%s' is read", mistakes[i].text);
        const struct rmx_error *error = &bench->errors.items[0];
        if (strcmp(error->id, mistakes[i].id) != 0)
            fail_msg("'%s': %s, wanted %s", mistakes[i].text, error->id, mistakes[i].id);
        if (error->span.line != 7 || error->span.column != 10 + mistakes[i].column ||
            error->span.length != mistakes[i].length)
            fail_msg("'%s': column %d of length %d", mistakes[i].text, error->span.column - 10,
                     error->span.length);
        if (!strstr(or_nothing(error->hint), or_nothing(mistakes[i].hint)))
            fail_msg("'%s': hint '%s'", mistakes[i].text, or_nothing(error->hint));
    }
}

static void several_mistakes_are_told_at_once(void **state)
{
    struct bench *bench = *state;
    assert_null(parse(bench, "tiem + soun(2) * sin() + osc.x"));
    const char *const ids[] = {"expr-unknown-name", "expr-unknown-function", "expr-arguments",
                               "expr-osc"};
    assert_int_equal(bench->errors.count, COUNT(ids));
    for (size_t i = 0; i < COUNT(ids); i++)
        assert_string_equal(bench->errors.items[i].id, ids[i]);
}

static void wrong_counts_say_how_many(void **state)
{
    struct bench *bench = *state;
    parse(bench, "clamp(1)");
    assert_string_equal(bench->errors.items[0].message, "'clamp' takes 3 arguments, found 1");
    parse(bench, "sin(1, 2)");
    assert_string_equal(bench->errors.items[0].message, "'sin' takes 1 argument, found 2");
    parse(bench, "atan()");
    assert_string_equal(bench->errors.items[0].message, "'atan' takes 1 or 2 arguments, found 0");
    parse(bench, "pick(1)");
    assert_string_equal(bench->errors.items[0].message,
                        "'pick' takes at least 2 arguments, found 1");
}

// Which signals a program reads, one by one and as a set.
static void assert_reads(struct bench *bench, const char *text, const char *names)
{
    const struct rmx_program *program = parse(bench, text);
    struct rmx_signal_set set = rmx_signal_set_create(bench->arena, bench->signals.count);
    const char *found = "";
    rmx_program_add_signals(program, &set);
    for (int i = 0; i < bench->signals.count; i++) {
        bool reads = rmx_program_reads(program, i);
        assert_int_equal(reads, rmx_signal_set_has(&set, i));
        if (reads)
            found = rmx_arena_printf(bench->arena, "%s%s%s", found, *found ? " " : "",
                                     bench->signals.items[i].name);
    }
    assert_string_equal(found, names);
    assert_int_equal(rmx_program_is_constant(program), !*names);
}

static void programs_say_what_they_read(void **state)
{
    assert_reads(*state, "sin(2) + pi", "");
    assert_reads(*state, "frame + chaos * 2 beats", "bpm frame chaos");
    assert_reads(*state, "run(run(s) + beat)", "time beat s");
    assert_reads(*state, "mouse.y / height", "height mouse.y");
}

static void runs_are_numbered_inside_out(void **state)
{
    struct bench *bench = *state;
    const struct rmx_program *program = parse(bench, "run(run( chaos ) + 1) * run(3)");
    assert_int_equal(bench->run_count, 3);
    assert_string_equal(rmx_program_text(rmx_program_run_rate(program, 0)), " chaos ");
    assert_string_equal(rmx_program_text(rmx_program_run_rate(program, 1)), "run( chaos ) + 1");
    assert_string_equal(rmx_program_text(rmx_program_run_rate(program, 2)), "3");
    assert_null(rmx_program_run_rate(program, 3));
    const struct rmx_program *outer = rmx_program_run_rate(program, 1);
    assert_ptr_equal(rmx_program_run_rate(outer, 0), rmx_program_run_rate(program, 0));
    assert_float_equal(rmx_program_value(outer, signals, runs), 9, 1e-12);
    bench->context.run_count = NULL;
    assert_null(parse(bench, "run(2)"));
    assert_string_equal(bench->errors.items[0].id, "expr-unknown-function");
}

static double value_of(struct bench *bench, const char *text)
{
    return rmx_program_value(parse(bench, text), signals, runs);
}

static void randomness_follows_the_seed(void **state)
{
    struct bench *bench = *state;
    double sum = 0, largest = -1, smallest = 1;
    for (int i = 0; i < 2000; i++) {
        char text[64];
        snprintf(text, sizeof text, "random(%d)", i - 1000);
        double random = value_of(bench, text);
        assert_true(random >= 0 && random < 1);
        sum += random;
        snprintf(text, sizeof text, "noise(%.3f)", (i - 1000) * 0.17);
        double noise = value_of(bench, text);
        largest = noise > largest ? noise : largest;
        smallest = noise < smallest ? noise : smallest;
    }
    assert_true(fabs(sum / 2000 - 0.5) < 0.02);
    assert_true(largest > 0.9 && largest <= 1 && smallest < -0.9 && smallest >= -1);
    double random = value_of(bench, "random(3)"), noise = value_of(bench, "noise(3.2)");
    assert_true(value_of(bench, "random(3.9)") == random);
    assert_true(fabs(value_of(bench, "noise(3.2001)") - noise) < 1e-3);
    bench->context.seed++;
    assert_true(value_of(bench, "random(3)") != random);
    assert_true(value_of(bench, "noise(3.2)") != noise);
}

static void what_is_not_finite_comes_out(void **state)
{
    struct bench *bench = *state;
    assert_true(isinf(value_of(bench, "1 / 0")));
    assert_true(isnan(value_of(bench, "0 / 0 + time")));
    assert_true(isnan(value_of(bench, "ease(0 / 0)")));
    assert_true(isnan(value_of(bench, "noise(1 / 0)")));
    assert_true(isnan(value_of(bench, "random(0 / 0)")));
    assert_true(isnan(value_of(bench, "pick(1 / 0, 1, 2)")));
    assert_true(value_of(bench, "pick(7e25, 1, 2, 3)") >= 1);
    assert_true(value_of(bench, "random(-1e300)") >= 0);
}

static void glsl_has_folded_constants(void **state)
{
    struct bench *bench = *state;
    static const struct {
        const char *text, *glsl;
    } laws[] = {
        {"2 * 3 - 7", "(-1.0)"},
        {"chaos * (1 + 1)", "(knob_chaos * 2.0)"},
        {"mouse.x - 0.5", "(signal_mouse_x - 0.5)"},
        {"12 frames", "(12.0 / signal_fps)"},
        {"run(2) % 3", "mod(run_0, 3.0)"},
        {"pick(beat, 1, time, 3)", "float[3](1.0, signal_time, 3.0)[rmx_pick(signal_beat, 3)]"},
        {"noise(time)", "rmx_noise(signal_time, 1928u)"},
        {"not (time > 1)", "float(!(float(signal_time > 1.0) > 0.5))"},
        {"1e10 + 0 * 2", "1e+10"},
        {"1e300", "uintBitsToFloat(0x7F800000u)"},
    };
    for (size_t i = 0; i < COUNT(laws); i++) {
        struct rmx_text glsl = {0};
        rmx_program_glsl(parse(bench, laws[i].text), &bench->context, &glsl);
        assert_string_equal(glsl.data, laws[i].glsl);
        rmx_text_finish(&glsl);
    }
}

static void each_listed_function_is_known(void **state)
{
    struct bench *bench = *state;
    int count;
    const char *const *names = rmx_expr_functions(&count);
    for (int i = 0; i < count; i++) {
        assert_null(parse(bench, rmx_arena_printf(bench->arena, "%s()", names[i])));
        const char *id = strcmp(names[i], "pi") == 0 ? "expr-unknown-function" : "expr-arguments";
        assert_string_equal(bench->errors.items[0].id, id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_right, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pack_says_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_are_answered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_mistakes_are_told_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_counts_say_how_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(programs_say_what_they_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(runs_are_numbered_inside_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(randomness_follows_the_seed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_finite_comes_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(glsl_has_folded_constants, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_listed_function_is_known, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
