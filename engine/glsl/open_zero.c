// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/open_zero.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 8, MOST_MEMBERS = 64, LONGEST_SIZE = 64, LARGEST_SIZE = 4096 };

// `struct NAME { ... }`: `name` is -1 where it has none.
struct rmx_zero_struct {
    int name, open;
    int before; // the one above of the same name; -1: none
};

struct member {
    int name;
    struct rmx_zero_type type;
};

struct writer {
    const struct rmx_zeros *zeros;
    struct rmx_text *out;
    int left;        // of RMX_MOST_ZEROS
    int most_rounds; // that loops may make yet, each in the other
};

// Numbers, and how nothing is written where not as "vec2(0)".
static const struct {
    const char *type, *zero;
} plain[] = {
    {"float", "0.0"}, {"int", "0"},     {"uint", "0u"},   {"bool", "false"}, {"vec2", NULL},
    {"vec3", NULL},   {"vec4", NULL},   {"ivec2", NULL},  {"ivec3", NULL},   {"ivec4", NULL},
    {"uvec2", NULL},  {"uvec3", NULL},  {"uvec4", NULL},  {"bvec2", NULL},   {"bvec3", NULL},
    {"bvec4", NULL},  {"mat2", NULL},   {"mat3", NULL},   {"mat4", NULL},    {"mat2x2", NULL},
    {"mat2x3", NULL}, {"mat2x4", NULL}, {"mat3x2", NULL}, {"mat3x3", NULL},  {"mat3x4", NULL},
    {"mat4x2", NULL}, {"mat4x3", NULL}, {"mat4x4", NULL},
};
enum { PLAIN = sizeof(plain) / sizeof(*plain) };

static int plain_of(const struct rmx_zeros *zeros, int type)
{
    for (int k = 0; k < PLAIN; k++)
        if (rmx_code_is(zeros->code, type, plain[k].type))
            return k;
    return -1;
}

// The nearest struct above that the item names, or whose brace it is.
static const struct rmx_zero_struct *struct_of(const struct rmx_zeros *zeros, int type)
{
    bool is_brace = rmx_code_is(zeros->code, type, "{");
    bool is_named = is_brace && !rmx_code_is(zeros->code, type - 1, "struct");
    const struct rmx_token *token = rmx_code_at(zeros->code, is_named ? type - 1 : type);
    int k = rmx_names_get(&zeros->by_name, token->text, (size_t)token->length);
    while (k >= 0 && (is_brace ? zeros->structs[k].open != type : zeros->structs[k].open > type))
        k = zeros->structs[k].before;
    return k < 0 ? NULL : &zeros->structs[k];
}

bool rmx_zeros_has(const struct rmx_zeros *zeros, int type)
{
    return plain_of(zeros, type) >= 0 || struct_of(zeros, type);
}

// A run of items that is a size.
struct term {
    const struct rmx_code *code;
    int first, last;
};

static int read_number(const struct rmx_token *token)
{
    char text[16], *end;
    if (token->kind != RMX_TOKEN_NUMBER || (size_t)token->length >= sizeof(text))
        return 0;
    memcpy(text, token->text, (size_t)token->length);
    text[token->length] = '\0';
    long value = strtol(text, &end, 0);
    return strspn(end, "uU") != strlen(end) || value > LARGEST_SIZE ? 0 : (int)value;
}

// The last item that is the operator and stands in no brackets; -1: none.
static int find_operator(struct term t, const char *one, const char *other)
{
    int found = -1;
    for (int i = t.first; i <= t.last; i = t.code->match[i] > i ? t.code->match[i] + 1 : i + 1)
        if (rmx_code_is(t.code, i, one) || rmx_code_is(t.code, i, other))
            found = i;
    return found;
}

// Sums and products of numbers and names of such; 0: not known.
static int value_of(const struct rmx_zeros *zeros, struct term t, int depth)
{
    if (t.first > t.last || depth > DEEPEST)
        return 0;
    if (rmx_code_is(t.code, t.first, "(") && t.code->match[t.first] == t.last)
        return value_of(zeros, (struct term){t.code, t.first + 1, t.last - 1}, depth + 1);
    if (t.first == t.last) {
        const struct rmx_token *token = rmx_code_at(t.code, t.first);
        int known = rmx_names_get(&zeros->sizes, token->text, (size_t)token->length);
        return token->kind == RMX_TOKEN_NAME ? (known > 0 ? known : 0) : read_number(token);
    }
    int at = find_operator(t, "+", "-");
    at = at < 0 ? find_operator(t, "*", "*") : at;
    if (at < 0)
        return 0;
    long long left = value_of(zeros, (struct term){t.code, t.first, at - 1}, depth + 1);
    long long right = value_of(zeros, (struct term){t.code, at + 1, t.last}, depth + 1);
    long long value = rmx_code_is(t.code, at, "+")   ? left + right
                      : rmx_code_is(t.code, at, "-") ? left - right
                                                     : left * right;
    return left < 1 || right < 1 || value < 1 || value > LARGEST_SIZE ? 0 : (int)value;
}

// Two that differ are not known: 0.
static void note_size(struct rmx_zeros *zeros, const struct rmx_token *name, int value)
{
    int before = rmx_names_get(&zeros->sizes, name->text, (size_t)name->length);
    bool is_other = before >= 0 && before != value;
    rmx_names_put(&zeros->sizes, name->text, (size_t)name->length, is_other ? 0 : value);
}

// What a macro says is put in as it stands: more than one item wants parentheses.
static void find_sizes(struct rmx_zeros *zeros, const struct rmx_macros *macros)
{
    const struct rmx_code *code = zeros->code;
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_macro *macro = &macros->items[i];
        struct term body = {&macro->body, 0, macro->body.count - 1};
        bool is_one = body.last == 0 || (body.last > 0 && macro->body.match[0] == body.last);
        bool is_size = macro->arity < 0 && is_one;
        note_size(zeros, macro->name, is_size ? value_of(zeros, body, 0) : 0);
    }
    for (int i = 0; i < code->count; i++) {
        if (!rmx_code_is(code, i, "const") || !rmx_code_is(code, i + 1, "int") ||
            !rmx_code_is(code, i + 3, "="))
            continue;
        int last = i + 4;
        while (last - i < LONGEST_SIZE && last < code->count && !rmx_code_is(code, last, ";") &&
               !rmx_code_is(code, last, ","))
            last++;
        bool is_alone = rmx_code_is(code, last, ";");
        note_size(zeros, rmx_code_at(code, i + 2),
                  is_alone ? value_of(zeros, (struct term){code, i + 4, last - 1}, 0) : 0);
    }
}

struct rmx_zeros rmx_zeros_make(struct rmx_arena *arena, const struct rmx_code *code,
                                const struct rmx_macros *macros)
{
    struct rmx_zeros zeros = {.code = code,
                              .by_name = {.arena = arena},
                              .sizes = {.arena = arena},
                              .left = RMX_MOST_ZEROS_A_FILE};
    for (int i = 0; i < code->count; i++) {
        int open = rmx_code_is(code, i + 1, "{") ? i + 1 : i + 2;
        if (!rmx_code_is(code, i, "struct") || !rmx_code_is(code, open, "{") ||
            code->match[open] < open)
            continue;
        const struct rmx_token *name = rmx_code_at(code, i + 1); // "{": of those without one
        int before = rmx_names_get(&zeros.by_name, name->text, (size_t)name->length);
        rmx_names_put(&zeros.by_name, name->text, (size_t)name->length, zeros.struct_count);
        *RMX_PUSH(arena, &zeros.structs, &zeros.struct_count) =
            (struct rmx_zero_struct){open == i + 1 ? -1 : i + 1, open, before};
    }
    find_sizes(&zeros, macros);
    return zeros;
}

int rmx_zeros_sizes(const struct rmx_zeros *zeros, int i, struct rmx_zero_type *type)
{
    const struct rmx_code *code = zeros->code;
    // A name's own brackets stand outside of its type's: `vec4[2] a[3]` are three of two.
    struct rmx_zero_type own = {0};
    for (; rmx_code_is(code, i, "[") && code->match[i] > i; i = code->match[i] + 1) {
        if (own.dimensions == RMX_MOST_DIMENSIONS || code->match[i] == i + 1)
            return -1;
        own.sizes[own.dimensions++] = (struct rmx_zero_size){i + 1, code->match[i] - 1};
    }
    if (own.dimensions + type->dimensions > RMX_MOST_DIMENSIONS)
        return -1;
    memmove(&type->sizes[own.dimensions], type->sizes,
            sizeof(*type->sizes) * (size_t)type->dimensions);
    memcpy(type->sizes, own.sizes, sizeof(*type->sizes) * (size_t)own.dimensions);
    type->dimensions += own.dimensions;
    return i;
}

static int size_of(const struct rmx_zeros *zeros, struct rmx_zero_size size)
{
    return value_of(zeros, (struct term){zeros->code, size.first, size.last}, 0);
}

static struct rmx_zero_type element_of(const struct rmx_zero_type *type)
{
    struct rmx_zero_type element = *type;
    element.dimensions--;
    memmove(element.sizes, element.sizes + 1, sizeof(*element.sizes) * (size_t)element.dimensions);
    return element;
}

// The members of one struct, in order; -1: it cannot be followed.
static int read_members(const struct rmx_zeros *zeros, const struct rmx_zero_struct *it,
                        struct member members[MOST_MEMBERS])
{
    const struct rmx_code *code = zeros->code;
    int count = 0, close = code->match[it->open];
    for (int i = it->open + 1; i < close;) {
        while (rmx_code_is(code, i, "highp") || rmx_code_is(code, i, "mediump") ||
               rmx_code_is(code, i, "lowp"))
            i++;
        struct rmx_zero_type type = {.type = i};
        i = rmx_zeros_sizes(zeros, i + 1, &type);
        do {
            if (i < 0 || !rmx_code_is_name(code, i) || count == MOST_MEMBERS)
                return -1;
            members[count] = (struct member){i, type};
            i = rmx_zeros_sizes(zeros, i + 1, &members[count++].type);
        } while (i >= 0 && rmx_code_is(code, i, ",") && i++);
        if (!rmx_code_is(code, i, ";"))
            return -1;
        i++;
    }
    return count;
}

static void write_item(struct writer *w, int item)
{
    const struct rmx_token *token = rmx_code_at(w->zeros->code, item);
    rmx_text_add_n(w->out, token->text, (size_t)token->length);
}

static bool write_value(struct writer *w, const struct rmx_zero_type *type, int depth);

static bool write_array(struct writer *w, const struct rmx_zero_type *type, int depth)
{
    const struct rmx_zero_type element = element_of(type);
    const struct rmx_zero_struct *of = struct_of(w->zeros, type->type);
    if (of && of->name < 0)
        return false;
    write_item(w, of ? of->name : type->type);
    for (int k = 0; k < type->dimensions; k++) {
        int size = size_of(w->zeros, type->sizes[k]);
        if (!size)
            return false;
        rmx_text_printf(w->out, "[%d]", size);
    }
    int count = size_of(w->zeros, type->sizes[0]);
    for (int k = 0; k < count; k++) {
        rmx_text_add(w->out, k ? "," : "(");
        if (!write_value(w, &element, depth + 1))
            return false;
    }
    rmx_text_add(w->out, ")");
    return true;
}

static bool write_struct(struct writer *w, const struct rmx_zero_type *type, int depth)
{
    const struct rmx_zero_struct *it = struct_of(w->zeros, type->type);
    struct member members[MOST_MEMBERS];
    int count = it && it->name >= 0 ? read_members(w->zeros, it, members) : -1;
    if (count < 1)
        return false;
    write_item(w, it->name);
    for (int k = 0; k < count; k++) {
        rmx_text_add(w->out, k ? "," : "(");
        if (!write_value(w, &members[k].type, depth + 1))
            return false;
    }
    rmx_text_add(w->out, ")");
    return true;
}

static bool write_value(struct writer *w, const struct rmx_zero_type *type, int depth)
{
    int k = plain_of(w->zeros, type->type);
    if (depth > DEEPEST)
        return false;
    if (type->dimensions)
        return write_array(w, type, depth);
    if (k < 0)
        return write_struct(w, type, depth);
    if (plain[k].zero)
        rmx_text_add(w->out, plain[k].zero);
    else
        rmx_text_printf(w->out, "%s(0)", plain[k].type);
    return --w->left >= 0;
}

// `left`: how many numbers it may be.
static bool write_whole(const struct rmx_zeros *zeros, const struct rmx_zero_type *type, int *left,
                        struct rmx_text *out)
{
    struct rmx_text text = {0};
    int most = *left < RMX_MOST_ZEROS ? *left : RMX_MOST_ZEROS;
    struct writer w = {.zeros = zeros, .out = &text, .left = most};
    bool is_written = write_value(&w, type, 0);
    if (is_written) {
        rmx_text_add(out, rmx_text_string(&text));
        *left -= most - w.left;
    }
    rmx_text_finish(&text);
    return is_written;
}

bool rmx_zeros_value(struct rmx_zeros *zeros, const struct rmx_zero_type *type,
                     struct rmx_text *out)
{
    return write_whole(zeros, type, &zeros->left, out);
}

// Statements for what stands at `path`.
static void fill(struct writer *w, const struct rmx_zero_type *type, const char *path, int depth,
                 int loops);

static void fill_array(struct writer *w, const struct rmx_zero_type *type, const char *path,
                       int depth, int loops)
{
    const struct rmx_zero_type element = element_of(type);
    int size = size_of(w->zeros, type->sizes[0]), most = w->most_rounds;
    if (!size || size > most)
        return;
    struct rmx_text inner = {0}, body = {0}, *out = w->out;
    rmx_text_printf(&inner, "%s[rmx_i%d]", path, loops);
    w->most_rounds /= size;
    w->out = &body;
    fill(w, &element, rmx_text_string(&inner), depth + 1, loops + 1);
    w->out = out;
    w->most_rounds = most;
    if (body.length)
        rmx_text_printf(out, "for(int rmx_i%d=0;rmx_i%d<%d;rmx_i%d++){%s}", loops, loops, size,
                        loops, rmx_text_string(&body));
    rmx_text_finish(&inner);
    rmx_text_finish(&body);
}

static void fill_struct(struct writer *w, const struct rmx_zero_type *type, const char *path,
                        int depth, int loops)
{
    const struct rmx_zero_struct *it = struct_of(w->zeros, type->type);
    struct member members[MOST_MEMBERS];
    int count = it ? read_members(w->zeros, it, members) : -1;
    for (int k = 0; k < count; k++) {
        const struct rmx_token *name = rmx_code_at(w->zeros->code, members[k].name);
        struct rmx_text inner = {0};
        rmx_text_printf(&inner, "%s.%.*s", path, name->length, name->text);
        fill(w, &members[k].type, rmx_text_string(&inner), depth + 1, loops);
        rmx_text_finish(&inner);
    }
}

static void fill(struct writer *w, const struct rmx_zero_type *type, const char *path, int depth,
                 int loops)
{
    struct rmx_text value = {0};
    if (depth > DEEPEST || --w->left < 0)
        return;
    if (write_whole(w->zeros, type, &w->left, &value))
        rmx_text_printf(w->out, "%s=%s;", path, rmx_text_string(&value));
    else if (type->dimensions)
        fill_array(w, type, path, depth, loops);
    else
        fill_struct(w, type, path, depth, loops);
    rmx_text_finish(&value);
}

void rmx_zeros_fill(struct rmx_zeros *zeros, const struct rmx_zero_type *type, const char *name,
                    struct rmx_text *out)
{
    int most = zeros->left < RMX_MOST_ZEROS ? zeros->left : RMX_MOST_ZEROS;
    struct writer w = {.zeros = zeros, .out = out, .left = most, .most_rounds = LARGEST_SIZE};
    fill(&w, type, name, 0, 0);
    zeros->left -= most - (w.left < 0 ? 0 : w.left);
}
