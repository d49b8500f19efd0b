// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of expressions, each with its GLSL. Where the two languages differ, the pattern
// calls a function of shaders/lib/expression.glsl, which says the same as the one here.
#include "base/hash.h"
#include "expr/expr_parts.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define FUNCTION(name, value)                                                                      \
    static double name(const double *a, int count, uint32_t seed)                                  \
    {                                                                                              \
        (void)a, (void)count, (void)seed;                                                          \
        return value;                                                                              \
    }

static double fraction(double x)
{
    return x - floor(x);
}

static bool is_true(double x)
{
    return x > 0.5;
}

// As GLSL defines them: a first argument that is NaN stays, where fmin and fmax would hide it.
static double least(double x, double y)
{
    return y < x ? y : x;
}

static double most(double x, double y)
{
    return x < y ? y : x;
}

static double smooth(double x)
{
    double t = least(most(x, 0), 1);
    return t * t * (3 - 2 * t);
}

FUNCTION(add, a[0] + a[1])
FUNCTION(subtract, a[0] - a[1])
FUNCTION(multiply, a[0] * a[1])
FUNCTION(divide, a[0] / a[1])
FUNCTION(modulo, a[0] - a[1] * floor(a[0] / a[1]))
FUNCTION(negate, -a[0])
FUNCTION(less, a[0] < a[1])
FUNCTION(less_equal, a[0] <= a[1])
FUNCTION(greater, a[0] > a[1])
FUNCTION(greater_equal, a[0] >= a[1])
FUNCTION(equal, a[0] == a[1])
FUNCTION(unequal, a[0] != a[1])
FUNCTION(both, is_true(a[0]) && is_true(a[1]))
FUNCTION(either, is_true(a[0]) || is_true(a[1]))
FUNCTION(neither, !is_true(a[0]))
FUNCTION(sine, sin(a[0]))
FUNCTION(cosine, cos(a[0]))
FUNCTION(tangent, tan(a[0]))
FUNCTION(arc_sine, asin(a[0]))
FUNCTION(arc_cosine, acos(a[0]))
FUNCTION(arc_tangent, count == 2 ? atan2(a[0], a[1]) : atan(a[0]))
FUNCTION(square_root, sqrt(a[0]))
FUNCTION(power, pow(a[0], a[1]))
FUNCTION(exponential, exp(a[0]))
FUNCTION(logarithm, log(a[0]))
FUNCTION(absolute, fabs(a[0]))
FUNCTION(signum, (a[0] > 0) - (a[0] < 0))
FUNCTION(floored, floor(a[0]))
FUNCTION(ceiled, ceil(a[0]))
FUNCTION(rounded, floor(a[0] + 0.5))
FUNCTION(fractional, fraction(a[0]))
FUNCTION(smaller, least(a[0], a[1]))
FUNCTION(larger, most(a[0], a[1]))
FUNCTION(clamped, least(most(a[0], a[1]), a[2]))
FUNCTION(mixed, a[0] * (1 - a[2]) + a[1] * a[2])
FUNCTION(stepped, a[1] >= a[0])
FUNCTION(smooth_stepped, smooth((a[2] - a[0]) / (a[1] - a[0])))
FUNCTION(wave, sin(6.283185307179586 * fraction(a[0])))
FUNCTION(pulse, fraction(a[0]) < 0.5)
FUNCTION(eased, smooth(a[0]))

// floor(x) modulo a whole number: exact, also where a - b * floor(a / b) has run out of digits.
static double cell_modulo(double x, double count)
{
    double rest = fmod(floor(x), count);
    return rest < 0 ? rest + count : rest;
}

// The number of the cell that x lies in, modulo 2^32; x is finite.
static uint32_t cell_number(double x)
{
    return (uint32_t)cell_modulo(x, 4294967296.0);
}

static double random_number(const double *a, int count, uint32_t seed)
{
    (void)count;
    return isfinite(a[0]) ? rmx_hash_unit(rmx_hash_mix(seed, cell_number(a[0]))) : NAN;
}

// Other numbers than random(n) gives, so that both may be used side by side.
static double noise_at(uint32_t seed, uint32_t cell)
{
    return 2 * rmx_hash_unit(rmx_hash_mix(seed ^ 0x6E6F6973u, cell)) - 1;
}

// Value noise: a random height at each whole number, eased between them.
static double noise(const double *a, int count, uint32_t seed)
{
    (void)count;
    if (!isfinite(a[0]))
        return NAN;
    uint32_t cell = cell_number(a[0]);
    double low = noise_at(seed, cell), high = noise_at(seed, cell + 1);
    return low + (high - low) * smooth(fraction(a[0]));
}

static double pick(const double *a, int count, uint32_t seed)
{
    (void)seed;
    if (!isfinite(a[0]))
        return NAN;
    return a[1 + (int)cell_modulo(a[0], count - 1)];
}

static const struct expr_function functions[] = {
    {"sin", 1, 1, sine, "sin"},
    {"cos", 1, 1, cosine, "cos"},
    {"tan", 1, 1, tangent, "tan"},
    {"asin", 1, 1, arc_sine, "asin"},
    {"acos", 1, 1, arc_cosine, "acos"},
    {"atan", 1, 2, arc_tangent, "atan"},
    {"sqrt", 1, 1, square_root, "sqrt"},
    {"pow", 2, 2, power, "rmx_pow"},
    {"exp", 1, 1, exponential, "exp"},
    {"log", 1, 1, logarithm, "log"},
    {"abs", 1, 1, absolute, "abs"},
    {"sign", 1, 1, signum, "sign"},
    {"floor", 1, 1, floored, "floor"},
    {"ceil", 1, 1, ceiled, "ceil"},
    {"round", 1, 1, rounded, "floor($a + 0.5)"},
    {"fract", 1, 1, fractional, "fract"},
    {"mod", 2, 2, modulo, "mod"},
    {"min", 2, 2, smaller, "min"},
    {"max", 2, 2, larger, "max"},
    {"clamp", 3, 3, clamped, "clamp"},
    {"mix", 3, 3, mixed, "mix"},
    {"step", 2, 2, stepped, "step"},
    {"smoothstep", 3, 3, smooth_stepped, "smoothstep"},
    {"wave", 1, 1, wave, "rmx_wave"},
    {"ramp", 1, 1, fractional, "fract"},
    {"pulse", 1, 1, pulse, "rmx_pulse"},
    {"ease", 1, 1, eased, "smoothstep(0.0, 1.0, $a)"},
    {"noise", 1, 1, noise, "rmx_noise($a, $s)"},
    {"random", 1, 1, random_number, "rmx_random($a, $s)"},
    {"pick", 2, EXPR_MOST_OPS, pick, "float[$n]($r)[rmx_pick($a, $n)]"},
    {"run", 1, 1, NULL, NULL}, // the parser takes its rate out
};

static const struct expr_function operators[] = {
    {"or", 2, 2, either, "float($a > 0.5 || $b > 0.5)"},
    {"and", 2, 2, both, "float($a > 0.5 && $b > 0.5)"},
    {"not", 1, 1, neither, "float(!($a > 0.5))"},
    {"<", 2, 2, less, "float($a < $b)"},
    {"<=", 2, 2, less_equal, "float($a <= $b)"},
    {">", 2, 2, greater, "float($a > $b)"},
    {">=", 2, 2, greater_equal, "float($a >= $b)"},
    {"==", 2, 2, equal, "float($a == $b)"},
    {"!=", 2, 2, unequal, "float($a != $b)"},
    {"+", 2, 2, add, "($a + $b)"},
    {"-", 2, 2, subtract, "($a - $b)"},
    {"*", 2, 2, multiply, "($a * $b)"},
    {"/", 2, 2, divide, "($a / $b)"},
    {"%", 2, 2, modulo, "mod"},
    {"neg", 1, 1, negate, "(-$a)"},
};

static const struct expr_function *find(const struct expr_function *rows, size_t count,
                                        const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(rows[i].name) == length && memcmp(rows[i].name, name, length) == 0)
            return &rows[i];
    return NULL;
}

const struct expr_function *expr_function_find(const char *name, size_t length)
{
    return find(functions, sizeof functions / sizeof *functions, name, length);
}

const struct expr_function *expr_operator(const char *sign, size_t length)
{
    const struct expr_function *row =
        find(operators, sizeof operators / sizeof *operators, sign, length);
    assert(row);
    return row;
}

// Written out, so that no thread has to build the list.
const char *const *rmx_expr_functions(int *count)
{
    static const char *const names[] = {
        "sin",  "cos",   "tan",  "asin",  "acos",   "atan", "sqrt",       "pow",
        "exp",  "log",   "abs",  "sign",  "floor",  "ceil", "round",      "fract",
        "mod",  "min",   "max",  "clamp", "mix",    "step", "smoothstep", "wave",
        "ramp", "pulse", "ease", "noise", "random", "pick", "run",        "pi",
    };
    enum { NAMES = sizeof names / sizeof *names };
    static_assert(NAMES == sizeof functions / sizeof *functions + 1, "each function, and pi");
    *count = NAMES;
    return names;
}
