// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/template.h"

#include "plan/template_parts.h"

#include <stdio.h>
#include <string.h>

static void enter(struct rmx_names *names, const char *name, int value)
{
    rmx_names_put(names, name, strlen(name), value);
}

// Pictures are inputs of images and sound, the buffers that the effect's own passes draw, and what
// it brings along.
static void find_names(struct rmx_template_writer *w, struct rmx_arena *arena)
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

static bool is_global(const struct rmx_template_writer *w, const struct rmx_token *token)
{
    if (w->effect->keeps_names)
        return rmx_template_equals(token, "main");
    if (rmx_own_macros_only(&w->macros, token))
        return false; // where it is one was answered before
    return rmx_template_find(&w->globals, token) >= 0;
}

// A word of GLSL that is a name in its file has another one here.
static void add_token(struct rmx_template_writer *w, const struct rmx_token *token)
{
    if (token->is_plain)
        rmx_text_add(w->out, RMX_PLAIN_PREFIX);
    rmx_text_add_n(w->out, token->text, (size_t)token->length);
}

static bool is_member(const struct rmx_template_writer *w, int i)
{
    int next = rmx_template_skip_blank(w, i + 1);
    return w->struct_depth > 0 &&
           (rmx_template_is_at(w, next, ";") || rmx_template_is_at(w, next, ",") ||
            rmx_template_is_at(w, next, "["));
}

// Names of the host that are others here, or macros of ours: a macro of that name cannot keep it.
static bool is_rewritten(const struct rmx_token *token)
{
    static const char *const names[] = {"gl_FragColor", "isf_FragColor",     "gl_FragCoord",
                                        "PASSINDEX",    "isf_FragNormCoord", "vv_FragNormCoord",
                                        "RENDERSIZE",   "IMG_NORM_PIXEL",    "IMG_PIXEL",
                                        "IMG_SIZE",     "texture2D"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (rmx_template_equals(token, names[i]))
            return true;
    return false;
}

static void write_name(struct rmx_template_writer *w, int i)
{
    const struct rmx_token *token = rmx_template_token(w, i);
    if (is_member(w, i) || rmx_own_macros_parameter(&w->macros, token)) {
        add_token(w, token);
    } else if (rmx_own_macros_meant(&w->macros, i) &&
               (!w->effect->keeps_names || is_rewritten(token))) {
        rmx_template_add_name(w, "n", "", token);
    } else if (rmx_template_write_companion(w, token)) {
        return;
    } else if (rmx_template_equals(token, "gl_FragColor") ||
               rmx_template_equals(token, "isf_FragColor") ||
               (w->effect->output && rmx_template_equals(token, w->effect->output))) {
        rmx_text_printf(w->out, "r%c_color", RMX_TEMPLATE_NUMBER);
    } else if (rmx_template_equals(token, "gl_FragCoord")) {
        w->result->uses_fragcoord = true;
        rmx_text_printf(w->out, "r%c_fragcoord", RMX_TEMPLATE_NUMBER);
    } else if (rmx_template_equals(token, "PASSINDEX")) {
        w->result->uses_passindex = true;
        rmx_text_printf(w->out, "r%c_passindex", RMX_TEMPLATE_NUMBER);
    } else if (rmx_template_equals(token, "isf_FragNormCoord") ||
               rmx_template_equals(token, "vv_FragNormCoord")) {
        rmx_text_printf(w->out, "r%c_coord", RMX_TEMPLATE_NUMBER);
    } else if (rmx_template_is_picture(w, token)) {
        rmx_template_add_name(w, "r", "sampler_", token);
    } else if (is_global(w, token)) {
        rmx_template_add_name(w, "n", "", token);
    } else {
        add_token(w, token);
    }
}

// #include was expanded by the reader; #version is the engine's, and what #extension asks for is
// either in that version or not to be had. They vanish with their line.
static bool is_dropped_directive(const struct rmx_template_writer *w, int i)
{
    if (rmx_template_token(w, i)->kind != RMX_TOKEN_HASH)
        return false;
    i = rmx_template_skip_blank(w, i + 1);
    return rmx_template_is_at(w, i, "include") || rmx_template_is_at(w, i, "version") ||
           rmx_template_is_at(w, i, "extension");
}

static int skip_directive(const struct rmx_template_writer *w, int i)
{
    while (rmx_template_token(w, i) && rmx_template_token(w, i)->kind != RMX_TOKEN_NEWLINE)
        i++;
    return i;
}

static void follow_structs(struct rmx_template_writer *w, const struct rmx_token *token)
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
static int write_token(struct rmx_template_writer *w, int i)
{
    const struct rmx_token *token = rmx_template_token(w, i);
    if (is_dropped_directive(w, i))
        return skip_directive(w, i);
    rmx_own_macros_follow(&w->macros, i);
    if (token->kind == RMX_TOKEN_COMMENT) {
        if (!w->out->length || w->out->data[w->out->length - 1] != ' ')
            rmx_text_add(w->out, " ");
        rmx_template_keep_newlines(w, i, i + 1);
        return i + 1;
    }
    if (token->kind == RMX_TOKEN_NAME && !w->after_dot) {
        int next = rmx_template_write_tap(w, i);
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
    if (!rmx_template_is_blank(token))
        w->after_dot = rmx_token_is(token, ".");
    return i + 1;
}

// A counted condition: `(rK_left-- > 0 && (...))`, where there are several loops
// `((rK_left-- > 0 || rK_end(I)) && (...))`. Conditions do not nest.
static void write_guard(struct rmx_template_writer *w, int i)
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

static void write_range(struct rmx_template_writer *w, int from, int to)
{
    for (int i = from; i < to;) {
        write_guard(w, i);
        if (w->jumps[i]) {
            rmx_template_keep_newlines(w, i, w->jumps[i]);
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
static void write_variable(struct rmx_template_writer *w, const char *name)
{
    if (rmx_names_get(&w->macros.from, name, strlen(name)) >= 0)
        rmx_text_printf(w->out, "#undef n%c_%s\n", RMX_TEMPLATE_NUMBER, name);
    rmx_text_printf(w->out, "    n%c_%s = ", RMX_TEMPLATE_NUMBER, name);
}

static char *write_assignments(struct rmx_arena *arena, struct rmx_template_writer *w)
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
    struct rmx_template_writer w = {.effect = effect,
                                    .out = &out,
                                    .result = result,
                                    .jumps = find_jumps(arena, effect),
                                    .macros = rmx_own_macros_find(arena, effect)};
    find_names(&w, arena);
    write_range(&w, 0, effect->tokens.count);
    result->counts_rounds = effect->guard_count > 0;
    result->tells_loops = effect->guard_count > 1;
    result->body = take(arena, &out);
    struct rmx_template_writer again = w;
    again.guard = 0;
    again.after_dot = again.struct_begins = false;
    again.struct_depth = 0;
    result->assign = effect->keeps_names ? "" : write_assignments(arena, &again);
    return result;
}
