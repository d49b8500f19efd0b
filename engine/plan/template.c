// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/template.h"

#include "plan/own_macros.h"

#include <stdio.h>
#include <string.h>

struct writer {
    const struct rmx_effect *effect;
    struct rmx_text *out;
    struct rmx_template *result;
    int guard;          // the next of the effect's guards to write
    const int *jumps;   // by token: the token to go on with instead; 0: none
    bool after_dot;     // the last significant token was '.'
    bool struct_begins; // `struct` was read and its '{' is still to come
    int struct_depth;   // braces within a struct's body; 0: outside
    struct rmx_own_macros macros;
    struct rmx_names globals, pictures, aliases, cubes; // the latter two to their numbers
};

static const struct rmx_token *token_at(const struct writer *w, int i)
{
    return i < w->effect->tokens.count ? &w->effect->tokens.items[i] : NULL;
}

static bool is_blank(const struct rmx_token *token)
{
    return token->kind == RMX_TOKEN_SPACE || token->kind == RMX_TOKEN_NEWLINE ||
           token->kind == RMX_TOKEN_COMMENT;
}

static int skip_blank(const struct writer *w, int i)
{
    while (token_at(w, i) && is_blank(token_at(w, i)))
        i++;
    return i;
}

static bool is_at(const struct writer *w, int i, const char *text)
{
    const struct rmx_token *token = token_at(w, i);
    return token && token->kind != RMX_TOKEN_COMMENT && rmx_token_is(token, text);
}

static bool equals(const struct rmx_token *token, const char *name)
{
    return strncmp(token->text, name, (size_t)token->length) == 0 && !name[token->length];
}

static void enter(struct rmx_names *names, const char *name, int value)
{
    rmx_names_put(names, name, strlen(name), value);
}

// Pictures are inputs of images and sound, the buffers that the effect's own passes draw, and what
// it brings along.
static void find_names(struct writer *w, struct rmx_arena *arena)
{
    const struct rmx_effect *effect = w->effect;
    w->globals.arena = w->pictures.arena = w->aliases.arena = w->cubes.arena = arena;
    for (int i = 0; i < effect->global_count; i++)
        enter(&w->globals, effect->globals[i], 0);
    for (int i = 0; i < effect->input_count; i++) {
        enter(&w->globals, effect->inputs[i].name, 0);
        if (rmx_input_is_picture(effect->inputs[i].type))
            enter(&w->pictures, effect->inputs[i].name, 0);
    }
    for (int i = 0; i < effect->buffer_count; i++)
        enter(&w->pictures, effect->buffers[i], 0);
    for (int i = 0; i < effect->import_count; i++)
        enter(&w->pictures, effect->imports[i].name, 0);
    for (int i = 0; i < effect->alias_count; i++)
        if (effect->aliases[i].image)
            enter(&w->aliases, effect->aliases[i].name, i);
    for (int i = 0; i < effect->cube_count; i++)
        enter(&w->cubes, effect->cubes[i].name, i);
}

static int find_in(const struct rmx_names *names, const struct rmx_token *token)
{
    return token ? rmx_names_get(names, token->text, (size_t)token->length) : -1;
}

static bool is_image(const struct writer *w, const struct rmx_token *token)
{
    return find_in(&w->pictures, token) >= 0;
}

static bool is_global(const struct writer *w, const struct rmx_token *token)
{
    if (w->effect->keeps_names)
        return equals(token, "main");
    if (rmx_own_macros_only(&w->macros, token))
        return false; // where it is one was answered before
    return find_in(&w->globals, token) >= 0;
}

// Lines must stay where they are, or the driver's messages would miss them.
static void keep_newlines(struct writer *w, int from, int to)
{
    for (int i = from; i < to; i++) {
        const struct rmx_token *token = token_at(w, i);
        for (int c = 0; token && c < token->length; c++)
            if (token->text[c] == '\n')
                rmx_text_add(w->out, token->in_directive ? "\\\n" : "\n");
    }
}

static void add_name(struct writer *w, const char *family, const char *what,
                     const struct rmx_token *name)
{
    rmx_text_printf(w->out, "%s%c_%s%.*s", family, RMX_TEMPLATE_NUMBER, what, name->length,
                    name->text);
}

// The picture that a name stands for, a macro's name among them; NULL: none.
static const struct rmx_token *find_image(const struct writer *w, const struct rmx_token *token,
                                          struct rmx_token *room)
{
    if (!token || rmx_own_macros_parameter(&w->macros, token))
        return NULL;
    int alias = find_in(&w->aliases, token);
    if (alias >= 0) {
        *room = *token;
        room->text = w->effect->aliases[alias].image;
        room->length = (int)strlen(room->text);
        return room;
    }
    return is_image(w, token) ? token : NULL;
}

// How a call that reads an image is written here. `takes_point`: more arguments follow the image.
static const struct tap {
    const char *call, *becomes;
    bool takes_point;
} taps[] = {
    {"IMG_NORM_PIXEL", "tap_", true},
    {"IMG_PIXEL", "pixel_", true},
    {"texture", "tap_", true},
    {"texture2D", "tap_", true},
    {"IMG_THIS_PIXEL", "here_", false},
    {"IMG_THIS_NORM_PIXEL", "here_", false},
    {"IMG_NORM_THIS_PIXEL", "here_", false},
    {"IMG_SIZE", "size_", false},
    {"textureSize", "texels_", true},
};

static const struct tap *find_tap(const struct rmx_token *token)
{
    for (size_t i = 0; i < sizeof(taps) / sizeof(*taps); i++)
        if (equals(token, taps[i].call))
            return &taps[i];
    return NULL;
}

// Whether the parentheses that open at token `i` hold exactly two arguments.
static bool has_two_arguments(const struct writer *w, int i)
{
    int depth = 0, commas = 0;
    bool in_directive = token_at(w, i)->in_directive; // it ends with its line
    for (; token_at(w, i) && token_at(w, i)->in_directive >= in_directive; i++) {
        depth += is_at(w, i, "(") || is_at(w, i, "[");
        depth -= is_at(w, i, ")") || is_at(w, i, "]");
        commas += depth == 1 && is_at(w, i, ",");
        if (!depth)
            break;
    }
    return commas == 1;
}

// A word of GLSL that is a name in its file has another one here.
static void add_token(struct writer *w, const struct rmx_token *token)
{
    if (token->is_plain)
        rmx_text_add(w->out, RMX_PLAIN_PREFIX);
    rmx_text_add_n(w->out, token->text, (size_t)token->length);
}

static bool is_own_point(const struct writer *w, int i, int *end)
{
    i = skip_blank(w, i);
    if ((!is_at(w, i, "isf_FragNormCoord") && !is_at(w, i, "vv_FragNormCoord")) ||
        rmx_own_macros_meant(&w->macros, i))
        return false;
    i = skip_blank(w, i + 1);
    *end = i + 1;
    return is_at(w, i, ")");
}

static bool is_cube(const struct writer *w, const struct rmx_token *token)
{
    return find_in(&w->cubes, token) >= 0;
}

// texture(CUBE, ...) at token `i`; as write_tap.
static int write_cube(struct writer *w, int i)
{
    int open = skip_blank(w, i + 1), name = skip_blank(w, open + 1),
        comma = skip_blank(w, name + 1);
    bool reads = is_at(w, i, "texture") || is_at(w, i, "textureLod");
    if (!reads || !is_at(w, open, "(") || !is_cube(w, token_at(w, name)) || !is_at(w, comma, ","))
        return i;
    add_name(w, "r", "cube_", token_at(w, name));
    rmx_text_add(w->out, "(");
    keep_newlines(w, i, comma);
    return comma + 1;
}

// Rewrites a tap that starts at token `i`; returns the token after what was rewritten, or `i` where
// it is none.
static int write_tap(struct writer *w, int i)
{
    const struct tap *tap = find_tap(token_at(w, i));
    int open = skip_blank(w, i + 1);
    if (!tap || !is_at(w, open, "("))
        return i;
    int name = skip_blank(w, open + 1);
    struct rmx_token room;
    const struct rmx_token *image = find_image(w, token_at(w, name), &room);
    if (!image)
        return i;
    int end = skip_blank(w, name + 1);
    if (!is_at(w, end, tap->takes_point ? "," : ")"))
        return i;
    if (tap->takes_point && !has_two_arguments(w, open))
        return i; // texture() with a bias needs the sampler
    const char *becomes = tap->becomes;
    int own_end;
    if (strcmp(becomes, "tap_") == 0 && is_own_point(w, end + 1, &own_end)) {
        becomes = "here_";
        end = own_end - 1;
    }
    add_name(w, "r", becomes, image);
    rmx_text_add(w->out, is_at(w, end, ")") ? "()" : "(");
    keep_newlines(w, i, end);
    return end + 1;
}

static bool is_member(const struct writer *w, int i)
{
    int next = skip_blank(w, i + 1);
    return w->struct_depth > 0 &&
           (is_at(w, next, ";") || is_at(w, next, ",") || is_at(w, next, "["));
}

// ISF's own uniforms beside each image: _NAME_imgSize, _NAME_imgRect, _NAME_flip.
static bool write_companion(struct writer *w, const struct rmx_token *token)
{
    static const struct {
        const char *ending, *value;
    } companions[] = {
        {"_imgSize", NULL}, {"_imgRect", "vec4(0.0, 0.0, 1.0, 1.0)"}, {"_flip", "false"}};
    for (size_t k = 0; token->text[0] == '_' && k < sizeof(companions) / sizeof(*companions); k++) {
        int length = (int)strlen(companions[k].ending), rest = token->length - length;
        if (rest < 2 || strncmp(token->text + rest, companions[k].ending, (size_t)length) != 0)
            continue;
        struct rmx_token name = *token;
        name.text++;
        name.length = rest - 1;
        if (!is_image(w, &name))
            return false;
        if (companions[k].value) {
            rmx_text_add(w->out, companions[k].value);
        } else {
            add_name(w, "r", "size_", &name);
            rmx_text_add(w->out, "()");
        }
        return true;
    }
    return false;
}

// Names of the host that are others here, or macros of ours: a macro of that name cannot keep it.
static bool is_rewritten(const struct rmx_token *token)
{
    static const char *const names[] = {"gl_FragColor", "isf_FragColor",     "gl_FragCoord",
                                        "PASSINDEX",    "isf_FragNormCoord", "vv_FragNormCoord",
                                        "RENDERSIZE",   "IMG_NORM_PIXEL",    "IMG_PIXEL",
                                        "IMG_SIZE",     "texture2D"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (equals(token, names[i]))
            return true;
    return false;
}

static void write_name(struct writer *w, int i)
{
    const struct rmx_token *token = token_at(w, i);
    if (is_member(w, i) || rmx_own_macros_parameter(&w->macros, token)) {
        add_token(w, token);
    } else if (rmx_own_macros_meant(&w->macros, i) &&
               (!w->effect->keeps_names || is_rewritten(token))) {
        add_name(w, "n", "", token);
    } else if (write_companion(w, token)) {
        return;
    } else if (equals(token, "gl_FragColor") || equals(token, "isf_FragColor") ||
               (w->effect->output && equals(token, w->effect->output))) {
        rmx_text_printf(w->out, "r%c_color", RMX_TEMPLATE_NUMBER);
    } else if (equals(token, "gl_FragCoord")) {
        w->result->uses_fragcoord = true;
        rmx_text_printf(w->out, "r%c_fragcoord", RMX_TEMPLATE_NUMBER);
    } else if (equals(token, "PASSINDEX")) {
        w->result->uses_passindex = true;
        rmx_text_printf(w->out, "r%c_passindex", RMX_TEMPLATE_NUMBER);
    } else if (equals(token, "isf_FragNormCoord") || equals(token, "vv_FragNormCoord")) {
        rmx_text_printf(w->out, "r%c_coord", RMX_TEMPLATE_NUMBER);
    } else if (is_image(w, token)) {
        add_name(w, "r", "sampler_", token);
    } else if (is_global(w, token)) {
        add_name(w, "n", "", token);
    } else {
        add_token(w, token);
    }
}

// #include was expanded by the reader; #version is the engine's, and what #extension asks for is
// either in that version or not to be had. They vanish with their line.
static bool is_dropped_directive(const struct writer *w, int i)
{
    if (token_at(w, i)->kind != RMX_TOKEN_HASH)
        return false;
    i = skip_blank(w, i + 1);
    return is_at(w, i, "include") || is_at(w, i, "version") || is_at(w, i, "extension");
}

static int skip_directive(const struct writer *w, int i)
{
    while (token_at(w, i) && token_at(w, i)->kind != RMX_TOKEN_NEWLINE)
        i++;
    return i;
}

static void follow_structs(struct writer *w, const struct rmx_token *token)
{
    if (rmx_token_is(token, "struct"))
        w->struct_begins = true;
    else if (rmx_token_is(token, ";"))
        w->struct_begins = false;
    else if (rmx_token_is(token, "{") && (w->struct_begins || w->struct_depth))
        w->struct_depth++;
    else if (rmx_token_is(token, "}") && w->struct_depth)
        w->struct_depth--;
    if (w->struct_depth)
        w->struct_begins = false;
}

// Writes what stands at token `i`; returns the next one.
static int write_token(struct writer *w, int i)
{
    const struct rmx_token *token = token_at(w, i);
    if (is_dropped_directive(w, i))
        return skip_directive(w, i);
    rmx_own_macros_follow(&w->macros, i);
    if (token->kind == RMX_TOKEN_COMMENT) {
        if (!w->out->length || w->out->data[w->out->length - 1] != ' ')
            rmx_text_add(w->out, " ");
        keep_newlines(w, i, i + 1);
        return i + 1;
    }
    if (token->kind == RMX_TOKEN_NAME && !w->after_dot) {
        int next = write_cube(w, i);
        next = next == i ? write_tap(w, i) : next;
        if (next != i)
            return next;
        write_name(w, i);
    } else if (token->kind == RMX_TOKEN_OTHER) {
        rmx_text_add(w->out, " ");
    } else if (token->kind == RMX_TOKEN_SPACE && *token->text == '\\') {
        rmx_text_add(w->out, " "); // a compiler would join the words on both sides to one
        add_token(w, token);
    } else {
        add_token(w, token);
    }
    follow_structs(w, token);
    if (!is_blank(token))
        w->after_dot = rmx_token_is(token, ".");
    return i + 1;
}

// A counted condition: `(rK_left-- > 0 && (...))`, where there are several loops
// `((rK_left-- > 0 || rK_end(I)) && (...))`. Conditions do not nest.
static void write_guard(struct writer *w, int i)
{
    const struct rmx_effect *effect = w->effect;
    while (w->guard < effect->guard_count && effect->guards[w->guard].end_token < i)
        w->guard++;
    if (w->guard == effect->guard_count)
        return;
    const struct rmx_guard *guard = &effect->guards[w->guard];
    const char *then = guard->is_whole ? "" : " && (";
    const char k = RMX_TEMPLATE_NUMBER;
    char round[40] = "-- > 0";
    if (guard->weight > 1)
        snprintf(round, sizeof(round), " >= 0 && (r%c_left -= %d) >= 0", k, guard->weight);
    if (i == guard->first_token && effect->guard_count > 1)
        rmx_text_printf(w->out, "(r%c_left%s || r%c_end(%d))%s", k, round, k, w->guard, then);
    else if (i == guard->first_token)
        rmx_text_printf(w->out, "r%c_left%s%s", k, round, then);
    else if (i == guard->end_token)
        rmx_text_add(w->out, ")");
}

static void write_range(struct writer *w, int from, int to)
{
    for (int i = from; i < to;) {
        write_guard(w, i);
        if (w->jumps[i]) {
            keep_newlines(w, i, w->jumps[i]);
            i = w->jumps[i];
        } else {
            i = write_token(w, i);
        }
    }
}

static int equals_before(const struct rmx_effect *effect, int i)
{
    while (i > 0 && !rmx_token_is(&effect->tokens.items[i], "="))
        i--;
    return i;
}

// Where a global's initialiser is left out of the body: from its '=' on, and `const` with it.
static int *find_jumps(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    int *jumps = RMX_NEW(arena, int, effect->tokens.count + 1);
    if (effect->output)
        jumps[effect->output_first] = effect->output_last + 1;
    if (effect->keeps_names)
        return jumps; // it runs once: its initialisers do as they stand
    for (int i = 0; i < effect->init_count; i++) {
        const struct rmx_global_init *init = &effect->inits[i];
        if (init->is_const)
            continue;
        bool is_next = i && init[-1].declaration_first == init->declaration_first;
        jumps[equals_before(effect, init->first_token)] = init->last_token + 1;
        for (int k = init->declaration_first; !is_next && k < init->first_token; k++)
            if (rmx_token_is(&effect->tokens.items[k], "const"))
                jumps[k] = k + 1;
    }
    return jumps;
}

static char *take(struct rmx_arena *arena, struct rmx_text *text)
{
    char *copy = rmx_arena_copy_n(arena, rmx_text_string(text), text->length);
    rmx_text_finish(text);
    return copy;
}

// A macro that has a variable's name would stand in the place of what is assigned to.
static void write_variable(struct writer *w, const char *name)
{
    if (rmx_names_get(&w->macros.from, name, strlen(name)) >= 0)
        rmx_text_printf(w->out, "#undef n%c_%s\n", RMX_TEMPLATE_NUMBER, name);
    rmx_text_printf(w->out, "    n%c_%s = ", RMX_TEMPLATE_NUMBER, name);
}

static char *write_assignments(struct rmx_arena *arena, struct writer *w)
{
    struct rmx_text out = {0};
    w->out = &out;
    w->jumps = RMX_NEW(arena, int, w->effect->tokens.count + 1);
    for (int i = 0; i < w->effect->zero_count; i++) {
        write_variable(w, w->effect->zeros[i].name);
        rmx_text_printf(&out, "%s(0);\n", w->effect->zeros[i].type);
    }
    for (int i = 0; i < w->effect->init_count; i++) {
        const struct rmx_global_init *init = &w->effect->inits[i];
        if (init->is_const)
            continue;
        write_variable(w, init->name);
        write_range(w, init->first_token, init->last_token + 1);
        rmx_text_add(&out, ";\n");
    }
    return take(arena, &out);
}

struct rmx_template *rmx_template_create(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    struct rmx_template *result = RMX_NEW(arena, struct rmx_template, 1);
    struct rmx_text out = {0};
    struct writer w = {.effect = effect,
                       .out = &out,
                       .result = result,
                       .jumps = find_jumps(arena, effect),
                       .macros = rmx_own_macros_find(arena, effect)};
    find_names(&w, arena);
    write_range(&w, 0, effect->tokens.count);
    result->counts_rounds = effect->guard_count > 0;
    result->tells_loops = effect->guard_count > 1;
    result->body = take(arena, &out);
    struct writer again = w;
    again.guard = 0;
    again.after_dot = again.struct_begins = false;
    again.struct_depth = 0;
    result->assign = effect->keeps_names ? "" : write_assignments(arena, &again);
    return result;
}
