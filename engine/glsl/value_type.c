// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/value_type.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    struct rmx_value_type type;
} types[] = {
    {"float", {'f', 1, 1}}, {"vec2", {'f', 1, 2}},  {"vec3", {'f', 1, 3}},  {"vec4", {'f', 1, 4}},
    {"int", {'i', 1, 1}},   {"ivec2", {'i', 1, 2}}, {"ivec3", {'i', 1, 3}}, {"ivec4", {'i', 1, 4}},
    {"uint", {'u', 1, 1}},  {"uvec2", {'u', 1, 2}}, {"uvec3", {'u', 1, 3}}, {"uvec4", {'u', 1, 4}},
    {"bool", {'b', 1, 1}},  {"bvec2", {'b', 1, 2}}, {"bvec3", {'b', 1, 3}}, {"bvec4", {'b', 1, 4}},
    {"mat2", {'f', 2, 2}},  {"mat3", {'f', 3, 3}},  {"mat4", {'f', 4, 4}},
};

enum { TYPES = sizeof(types) / sizeof(*types) };
static const struct rmx_value_type unknown, one_bool = {'b', 1, 1}, one_float = {'f', 1, 1};

struct rmx_value_type rmx_value_type_of(const struct rmx_token *word)
{
    for (int i = 0; i < TYPES; i++)
        if (rmx_token_is(word, types[i].name))
            return types[i].type;
    return unknown;
}

bool rmx_value_type_same(struct rmx_value_type a, struct rmx_value_type b)
{
    return a.base == b.base && a.columns == b.columns && a.rows == b.rows;
}

const char *rmx_value_type_name(struct rmx_value_type type)
{
    for (int i = 0; i < TYPES; i++)
        if (rmx_value_type_same(types[i].type, type))
            return types[i].name;
    return NULL;
}

int rmx_value_numbers(struct rmx_value_type type)
{
    return type.columns * type.rows;
}

struct rmx_value_type rmx_value_literal(const struct rmx_token *number)
{
    bool is_hex = number->length > 1 && (number->text[1] == 'x' || number->text[1] == 'X');
    char last = number->text[number->length - 1];
    bool has_point = false;
    for (int i = 0; i < number->length && !is_hex; i++)
        has_point |= strchr(".eE", number->text[i]) != NULL;
    if (last == 'u' || last == 'U')
        return has_point ? unknown : (struct rmx_value_type){'u', 1, 1};
    if (strchr("lL", last) ||
        (number->length > 1 && strchr("lL", number->text[number->length - 2])))
        return unknown; // double
    return has_point                              ? one_float
           : is_hex || strchr("0123456789", last) ? (struct rmx_value_type){'i', 1, 1}
                                                  : unknown;
}

static bool is_scalar(struct rmx_value_type a)
{
    return a.columns == 1 && a.rows == 1;
}

static bool is_vector(struct rmx_value_type a)
{
    return a.columns == 1 && a.rows > 1;
}

static bool is_matrix(struct rmx_value_type a)
{
    return a.columns > 1;
}

// Whole numbers become floats beside floats.
static char common_base(struct rmx_value_type a, struct rmx_value_type b)
{
    if (a.base == 'b' || b.base == 'b' || !a.base || !b.base)
        return 0;
    if (a.base == b.base)
        return a.base;
    return a.base == 'f' || b.base == 'f' ? 'f' : 0;
}

struct rmx_value_type rmx_value_unary(const struct rmx_token *sign, struct rmx_value_type a)
{
    if (rmx_token_is(sign, "!"))
        return a.base == 'b' && is_scalar(a) ? a : unknown;
    bool is_sign = rmx_token_is(sign, "-") || rmx_token_is(sign, "+");
    return is_sign && a.base != 'b' ? a : unknown;
}

static struct rmx_value_type product(char base, struct rmx_value_type a, struct rmx_value_type b)
{
    if (is_scalar(a) || is_scalar(b))
        return (struct rmx_value_type){base, is_scalar(a) ? b.columns : a.columns,
                                       is_scalar(a) ? b.rows : a.rows};
    if (!is_matrix(a) && !is_matrix(b))
        return a.rows == b.rows ? (struct rmx_value_type){base, 1, a.rows} : unknown;
    if (is_matrix(a) && is_vector(b))
        return a.columns == b.rows ? (struct rmx_value_type){base, 1, a.rows} : unknown;
    if (is_vector(a))
        return a.rows == b.rows ? (struct rmx_value_type){base, 1, b.columns} : unknown;
    return a.columns == b.rows ? (struct rmx_value_type){base, b.columns, a.rows} : unknown;
}

static bool is_one_of(const struct rmx_token *sign, const char *const *signs)
{
    for (; *signs; signs++)
        if (rmx_token_is(sign, *signs))
            return true;
    return false;
}

static struct rmx_value_type truth(const struct rmx_token *sign, struct rmx_value_type a,
                                   struct rmx_value_type b)
{
    static const char *const logic[] = {"&&", "||", "^^", NULL},
                             *const order[] = {"<", ">", "<=", ">=", NULL},
                             *const equality[] = {"==", "!=", NULL};
    if (is_one_of(sign, logic))
        return rmx_value_type_same(a, one_bool) && rmx_value_type_same(b, one_bool) ? one_bool
                                                                                    : unknown;
    if (is_one_of(sign, order))
        return is_scalar(a) && is_scalar(b) && common_base(a, b) ? one_bool : unknown;
    if (is_one_of(sign, equality))
        return rmx_value_type_same(a, b) ? one_bool : unknown;
    return unknown;
}

struct rmx_value_type rmx_value_binary(const struct rmx_token *sign, struct rmx_value_type a,
                                       struct rmx_value_type b)
{
    char base = common_base(a, b);
    if (!a.base || !b.base)
        return unknown;
    if (base && rmx_token_is(sign, "*"))
        return product(base, a, b);
    bool adds = rmx_token_is(sign, "+") || rmx_token_is(sign, "-");
    bool divides = base == 'f' && rmx_token_is(sign, "/");
    if (!base || !(adds || divides))
        return truth(sign, a, b);
    if (is_scalar(a) || is_scalar(b))
        return product(base, a, b);
    return a.rows == b.rows && a.columns == b.columns
               ? (struct rmx_value_type){base, a.columns, a.rows}
               : unknown;
}

struct rmx_value_type rmx_value_choice(struct rmx_value_type condition, struct rmx_value_type a,
                                       struct rmx_value_type b)
{
    return rmx_value_type_same(condition, one_bool) && rmx_value_type_same(a, b) ? a : unknown;
}

struct rmx_value_type rmx_value_index(struct rmx_value_type a, int index)
{
    if (is_matrix(a))
        return index < a.columns ? (struct rmx_value_type){a.base, 1, a.rows} : unknown;
    return is_vector(a) && index < a.rows ? (struct rmx_value_type){a.base, 1, 1} : unknown;
}

struct rmx_value_type rmx_value_swizzle(struct rmx_value_type a, const struct rmx_token *letters)
{
    static const char *const sets[] = {"xyzw", "rgba", "stpq"};
    if (!a.base || !is_vector(a) || letters->length > 4)
        return unknown;
    for (int s = 0; s < 3; s++) {
        int fits = 0;
        for (int i = 0; i < letters->length; i++) {
            const char *found = memchr(sets[s], letters->text[i], (size_t)a.rows);
            fits += found != NULL;
        }
        if (fits == letters->length)
            return (struct rmx_value_type){a.base, 1, (signed char)letters->length};
    }
    return unknown;
}

struct rmx_value_type rmx_value_constructed(struct rmx_value_type type,
                                            const struct rmx_value_type *args, int count)
{
    int numbers = 0, before = 0;
    for (int i = 0; i < count; i++) {
        if (!args[i].base || (is_matrix(args[i]) && count > 1))
            return unknown;
        before = numbers;
        numbers += rmx_value_numbers(args[i]);
    }
    if (count == 1 && is_matrix(args[0]))
        return rmx_value_type_same(type, args[0]) ? type : unknown;
    if (is_matrix(type))
        return numbers == rmx_value_numbers(type) || (count == 1 && numbers == 1) ? type : unknown;
    bool fills = numbers >= type.rows && before < type.rows;
    return fills || (count == 1 && numbers == 1) ? type : unknown;
}

// How a function's arguments make its result: as wide as the first; 'f': floats, 'n': whole numbers
// or floats. Lower case: an argument that may be single beside wider ones.
static const struct {
    const char *name, *args, *result;
    int work; // a number
} functions[] = {
    {"radians", "G", "G", 1},     {"degrees", "G", "G", 1},   {"sin", "G", "G", 60},
    {"cos", "G", "G", 60},        {"tan", "G", "G", 120},     {"asin", "G", "G", 40},
    {"acos", "G", "G", 40},       {"atan", "G", "G", 60},     {"atan", "GG", "G", 60},
    {"pow", "GG", "G", 50},       {"exp", "G", "G", 25},      {"log", "G", "G", 25},
    {"exp2", "G", "G", 25},       {"log2", "G", "G", 25},     {"sqrt", "G", "G", 4},
    {"inversesqrt", "G", "G", 6}, {"abs", "G", "G", 1},       {"sign", "G", "G", 2},
    {"floor", "G", "G", 2},       {"trunc", "G", "G", 2},     {"round", "G", "G", 2},
    {"ceil", "G", "G", 2},        {"fract", "G", "G", 2},     {"mod", "Gg", "G", 8},
    {"min", "Gg", "G", 1},        {"max", "Gg", "G", 1},      {"clamp", "Ggg", "G", 2},
    {"mix", "GGg", "G", 3},       {"step", "gG", "G", 2},     {"smoothstep", "ggG", "G", 12},
    {"length", "G", "f", 4},      {"distance", "GG", "f", 5}, {"dot", "GG", "f", 2},
    {"normalize", "G", "G", 6},   {"reflect", "GG", "G", 6},
};

// The widest argument's type, where all are as wide or may be single; all floats, or whole numbers
// beside one float at least.
static struct rmx_value_type gathered(const char *pattern, const struct rmx_value_type *args)
{
    struct rmx_value_type wide = {0};
    bool has_float = false;
    for (int i = 0; pattern[i]; i++) {
        bool fits = args[i].base == 'f' || (args[i].base == 'i' && is_scalar(args[i]));
        if (!fits || is_matrix(args[i]))
            return unknown;
        has_float |= args[i].base == 'f';
        if (pattern[i] == 'G' && wide.base && wide.rows != args[i].rows)
            return unknown;
        if (pattern[i] == 'G')
            wide = (struct rmx_value_type){'f', 1, args[i].rows};
    }
    for (int i = 0; pattern[i]; i++)
        if (pattern[i] == 'g' && !is_scalar(args[i]) && args[i].rows != wide.rows)
            return unknown;
    return has_float ? wide : unknown;
}

// Where a single argument may stand beside wider ones, all such ones are single or none is.
static bool are_alike(const char *pattern, const struct rmx_value_type *args)
{
    int rows = 0;
    for (int i = 0; pattern[i]; i++) {
        if (pattern[i] != 'g')
            continue;
        if (rows && rows != args[i].rows)
            return false;
        rows = args[i].rows;
    }
    return true;
}

struct rmx_value_type rmx_value_function(const struct rmx_token *name,
                                         const struct rmx_value_type *args, int count, int *work)
{
    for (size_t k = 0; k < sizeof(functions) / sizeof(*functions); k++) {
        if ((int)strlen(functions[k].args) != count || !rmx_token_is(name, functions[k].name))
            continue;
        struct rmx_value_type wide = gathered(functions[k].args, args);
        if (!wide.base || !are_alike(functions[k].args, args))
            return unknown;
        *work = functions[k].work * wide.rows;
        return *functions[k].result == 'f' ? one_float : wide;
    }
    return unknown;
}
