// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/body.h"

#include "base/place.h"
#include "glsl/branches.h"
#include "glsl/calls.h"
#include "glsl/code.h"
#include "glsl/declare.h"
#include "glsl/include.h"
#include "glsl/older.h"
#include "glsl/open.h"
#include "glsl/solid.h"
#include "glsl/taps.h"
#include "glsl/words.h"
#include "isf/bounds.h"
#include "isf/fragment_keys.h"

#include <string.h>

// What is known while one body is read. `scratch` goes when it is done.
struct reading {
    struct rmx_arena *arena, *scratch;
    struct rmx_effect *effect;
    const struct rmx_include_finder *finder;
    struct rmx_errors *errors;
    bool is_vertex;
    const struct rmx_library *called[2]; // ours that a file of others calls without naming them
    int called_count;
};

// What the libraries bring: the names that they declare; which names are no constants; what their
// functions call.
struct outside {
    struct rmx_names names, variables;
    struct rmx_calls calls;
};

static void note_uses(struct rmx_effect *effect, const struct rmx_tokens *tokens)
{
    for (int i = 0; i < tokens->count; i++) {
        const struct rmx_token *token = &tokens->items[i];
        if (token->kind != RMX_TOKEN_NAME || (i && rmx_token_is(token - 1, ".")))
            continue;
        effect->uses_time |= rmx_token_is(token, "TIME");
        effect->uses_timedelta |= rmx_token_is(token, "TIMEDELTA");
        effect->uses_date |= rmx_token_is(token, "DATE");
        effect->uses_frame |= rmx_token_is(token, "FRAMEINDEX");
    }
}

static const char *why_apart(const struct rmx_tokens *tokens)
{
    for (int i = 0; i < tokens->count; i++) {
        const struct rmx_token *token = &tokens->items[i];
        if (token->kind != RMX_TOKEN_NAME || (i && rmx_token_is(token - 1, ".")))
            continue;
        if (rmx_word_is_derivative(token))
            return "uses derivatives";
        if (rmx_token_is(token, "discard"))
            return "discards pixels";
        if (rmx_token_is(token, "gl_FragDepth"))
            return "writes a depth";
        if (rmx_token_is(token, "gl_FragData"))
            return "writes to gl_FragData";
    }
    return NULL;
}

static void keep_apart(struct rmx_effect *effect, const char *reason)
{
    if (!effect->own_pass_reason)
        effect->own_pass_reason = reason;
}

static struct rmx_taps_params pictures_of(const struct reading *reading)
{
    const struct rmx_effect *effect = reading->effect;
    const char **names = RMX_NEW(reading->scratch, const char *, effect->input_count);
    for (int i = 0; i < effect->input_count; i++)
        if (effect->inputs[i].type == RMX_INPUT_IMAGE)
            names[i] = effect->inputs[i].name;
    return (struct rmx_taps_params){
        .pictures = names,
        .input_count = effect->input_count,
        .aliases = effect->aliases,
        .alias_count = effect->alias_count,
    };
}

// What the libraries declare and use: it counts for the effect.
static void read_library(struct reading *reading, const struct rmx_library *library,
                         struct outside *outside)
{
    struct rmx_tokens tokens = rmx_library_tokens(reading->scratch, library);
    note_uses(reading->effect, &tokens);
    keep_apart(reading->effect, why_apart(&tokens));
    struct rmx_code *code = RMX_NEW(reading->scratch, struct rmx_code, 1);
    *code = rmx_code_make(reading->scratch, &tokens);
    struct rmx_macros macros = rmx_macros_find(reading->scratch, &tokens);
    struct rmx_declarations found =
        rmx_declarations_find(reading->scratch, code, &macros, &outside->variables);
    rmx_calls_add(&outside->calls, code, &macros, &found);
    for (int i = 0; i < found.name_count; i++)
        rmx_names_put(&outside->names, found.names[i], strlen(found.names[i]), 0);
    for (int i = 0; i < found.function_count; i++)
        rmx_names_put(&outside->variables, found.functions[i].name->text,
                      (size_t)found.functions[i].name->length, 0);
}

static struct outside look_outside(struct reading *reading)
{
    const struct rmx_effect *effect = reading->effect;
    struct outside outside = {
        .names = {.arena = reading->scratch},
        .variables = {.arena = reading->scratch},
        .calls = {.arena = reading->scratch, .names = {.arena = reading->scratch}}};
    for (int i = 0; i < effect->input_count; i++)
        rmx_names_put(&outside.variables, effect->inputs[i].name, strlen(effect->inputs[i].name),
                      0);
    for (int i = 0; i < effect->clock_count; i++)
        rmx_names_put(&outside.variables, effect->clocks[i].name, strlen(effect->clocks[i].name),
                      0);
    for (int i = 0; i < effect->library_count; i++)
        read_library(reading, effect->libraries[i], &outside);
    return outside;
}

// The body's names are renamed and the libraries' are not: one name cannot be both.
static void check_shadows(struct reading *reading, const struct rmx_declarations *found,
                          const struct outside *outside)
{
    const struct rmx_tokens *tokens = &reading->effect->tokens;
    enum { MOST_TOLD = 20 };
    int told = 0;
    for (int i = 0; i < found->name_count && told < MOST_TOLD; i++) {
        const char *name = found->names[i];
        if (rmx_names_get(&outside->names, name, strlen(name)) < 0)
            continue;
        int at = 0;
        told++;
        while (!rmx_token_is(&tokens->items[at], name))
            at++;
        rmx_errors_add(reading->errors,
                       rmx_place(reading->effect->source, tokens->items[at].at, strlen(name)),
                       "isf-shadow", "'%s' is declared by an included file, too", name);
    }
}

// Inputs and clocks first, then what the body declares, each once.
static void list_globals(struct reading *reading, const struct rmx_declarations *found)
{
    struct rmx_effect *effect = reading->effect;
    const char **globals = RMX_NEW(reading->arena, const char *,
                                   effect->input_count + effect->clock_count + found->name_count);
    int count = 0;
    for (int i = 0; i < effect->input_count; i++)
        globals[count++] = effect->inputs[i].name;
    for (int i = 0; i < effect->clock_count; i++)
        globals[count++] = effect->clocks[i].name;
    for (int i = 0; i < found->name_count; i++)
        if (rmx_effect_input(effect, found->names[i]) < 0)
            globals[count++] = rmx_arena_copy(reading->arena, found->names[i]);
    effect->globals = globals;
    effect->global_count = count;
}

static void list_macros(struct reading *reading, const struct rmx_macros *macros,
                        const struct rmx_declarations *found)
{
    struct rmx_effect *effect = reading->effect;
    const char **names = RMX_NEW(reading->arena, const char *, macros->count);
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_token *name = macros->items[i].name;
        const char *copy = rmx_arena_copy_n(reading->arena, name->text, (size_t)name->length);
        if (rmx_names_get(&found->beside_macros, copy, strlen(copy)) < 0 &&
            rmx_effect_input(effect, copy) < 0)
            names[effect->macro_count++] = copy;
    }
    effect->macros = names;
}

static void copy_inits(struct reading *reading, const struct rmx_declarations *found)
{
    struct rmx_global_init *inits =
        RMX_NEW(reading->arena, struct rmx_global_init, found->init_count);
    for (int i = 0; i < found->init_count; i++) {
        inits[i] = found->inits[i];
        inits[i].name = rmx_arena_copy(reading->arena, found->inits[i].name);
    }
    reading->effect->inits = inits;
    reading->effect->init_count = found->init_count;
}

static void copy_zeros(struct reading *reading, const struct rmx_declarations *found)
{
    struct rmx_arena *arena = reading->arena;
    struct rmx_global_zero *zeros = RMX_NEW(arena, struct rmx_global_zero, found->zero_count);
    for (int i = 0; i < found->zero_count; i++)
        zeros[i] = (struct rmx_global_zero){rmx_arena_copy(arena, found->zeros[i].name),
                                            rmx_arena_copy(arena, found->zeros[i].type)};
    reading->effect->zeros = zeros;
    reading->effect->zero_count = found->zero_count;
}

static void copy_output(struct reading *reading, const struct rmx_declarations *found)
{
    struct rmx_effect *effect = reading->effect;
    if (!found->output)
        return;
    effect->output =
        rmx_arena_copy_n(reading->arena, found->output->text, (size_t)found->output->length);
    effect->output_first = found->output_first;
    effect->output_last = found->output_last;
}

// The picture that a macro is another name of; NULL: it is none.
static const char *aliased(const struct rmx_effect *effect, const struct rmx_macro *macro)
{
    if (macro->arity >= 0 || macro->body.count != 1)
        return NULL;
    for (int i = 0; i < effect->input_count; i++)
        if (effect->inputs[i].type == RMX_INPUT_IMAGE &&
            rmx_code_is(&macro->body, 0, effect->inputs[i].name))
            return effect->inputs[i].name;
    for (int i = 0; i < effect->buffer_count; i++)
        if (rmx_code_is(&macro->body, 0, effect->buffers[i]))
            return effect->buffers[i];
    return NULL;
}

// One that is defined twice may mean either.
static void list_aliases(struct reading *reading, const struct rmx_macros *macros)
{
    struct rmx_effect *effect = reading->effect;
    struct rmx_alias *aliases = RMX_NEW(reading->arena, struct rmx_alias, macros->count);
    struct rmx_names seen = {.arena = reading->scratch};
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_token *name = macros->items[i].name;
        const char *image = aliased(effect, &macros->items[i]);
        int before = rmx_names_get(&seen, name->text, (size_t)name->length);
        if (before >= 0 && before < effect->alias_count)
            aliases[before].image = NULL;
        rmx_names_put(&seen, name->text, (size_t)name->length,
                      image && before < 0 ? effect->alias_count : macros->count);
        if (image && before < 0)
            aliases[effect->alias_count++] = (struct rmx_alias){
                rmx_arena_copy_n(reading->arena, name->text, (size_t)name->length), image};
    }
    effect->aliases = aliases;
}

static bool defines_main(const struct rmx_declarations *found)
{
    for (int i = 0; i < found->function_count; i++)
        if (rmx_token_is(found->functions[i].name, "main"))
            return true;
    return rmx_names_get(&found->known, "main", 4) >= 0 && found->trouble;
}

// A macro in the place of a tap's name makes taps that cannot be counted.
static const char *hides_taps(const struct rmx_macros *macros)
{
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_token *name = macros->items[i].name;
        if (rmx_word_is_host_name(name) || rmx_token_is(name, "texture") ||
            rmx_token_is(name, "texture2D") || rmx_token_is(name, "textureSize"))
            return "redefines a name of the host";
    }
    return NULL;
}

static struct rmx_span body_place(const struct reading *reading)
{
    const struct rmx_tokens *tokens = &reading->effect->tokens;
    const struct rmx_source_text *source = reading->effect->source;
    return rmx_place(source, tokens->count ? tokens->items[0].at : source->text + source->length,
                     1);
}

// Other formats begin elsewhere: they are named for what they are.
static void say_no_main(const struct reading *reading, const struct rmx_declarations *found)
{
    static const struct {
        const char *function, *what;
    } formats[] = {{"materialColorForPixel", ": it is a material of MadMapper"},
                   {"mainImage", ": it is written for Shadertoy"}};
    const char *what = "";
    for (size_t k = 0; k < sizeof(formats) / sizeof(*formats); k++)
        if (rmx_names_get(&found->known, formats[k].function, strlen(formats[k].function)) >= 0)
            what = formats[k].what;
    rmx_errors_add(reading->errors, body_place(reading), "isf-no-main",
                   "the shader has no function 'main'%s", what)
        ->hint = "an ISF file draws in its function 'main' and writes gl_FragColor";
}

// `calls`: those of the libraries; the body's join them.
static void read_fragment_code(struct reading *reading, const struct rmx_code *code,
                               const struct rmx_macros *macros,
                               const struct rmx_declarations *found, struct rmx_calls *calls)
{
    rmx_fragment_keys_check(reading->effect, found, reading->errors);
    rmx_calls_add(calls, code, macros, found);
    rmx_fragment_keys_reach(reading->effect, calls);
}

static struct rmx_solid_names solid_names(const struct reading *reading)
{
    const struct rmx_effect *effect = reading->effect;
    struct rmx_solid_names names = {.pictures = {.arena = reading->scratch},
                                    .colors = {.arena = reading->scratch},
                                    .shares = {.arena = reading->scratch}};
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        bool is_share = input->type == RMX_INPUT_FLOAT && input->has_range &&
                        input->min[0] >= 0.0 && input->max[0] <= 1.0;
        struct rmx_names *into = input->type == RMX_INPUT_IMAGE   ? &names.pictures
                                 : input->type == RMX_INPUT_COLOR ? &names.colors
                                 : is_share                       ? &names.shares
                                                                  : NULL;
        if (into)
            rmx_names_put(into, input->name, strlen(input->name), 0);
    }
    for (int i = 0; i < effect->alias_count; i++)
        if (effect->aliases[i].image && rmx_effect_input(effect, effect->aliases[i].image) >= 0)
            rmx_names_put(&names.pictures, effect->aliases[i].name, strlen(effect->aliases[i].name),
                          0);
    return names;
}

// Ours say it by "OPAQUE".
static void find_solid(struct reading *reading, const struct rmx_code *code,
                       const struct rmx_macros *macros, const struct rmx_declarations *found)
{
    struct rmx_effect *effect = reading->effect;
    bool includes = effect->library_count > reading->called_count;
    if (effect->is_ours || effect->keeps_opaque || effect->pass_count || effect->vertex ||
        effect->keeps_names || reading->is_vertex || includes)
        return;
    const struct rmx_solid_names names = solid_names(reading);
    effect->keeps_opaque = rmx_solid_is(reading->scratch, code, macros, found, &names);
}

// `trouble`: why the names cannot be trusted, as far as is known before; NULL: they can.
static void read_code(struct reading *reading, const char *trouble)
{
    struct rmx_effect *effect = reading->effect;
    struct rmx_code code = rmx_code_make(reading->scratch, &effect->tokens);
    if (code.too_deep) {
        rmx_errors_add(reading->errors, rmx_place(reading->effect->source, code.too_deep->at, 1),
                       "isf-limit", "brackets nest deeper than %d", RMX_MOST_NESTING)
            ->hint = "keep a part of it in a variable or a function";
        return;
    }
    struct rmx_macros macros = rmx_macros_find(reading->scratch, &effect->tokens);
    const struct rmx_bounds_params bounds = {reading->arena, reading->scratch, effect,
                                             reading->errors};
    if (!rmx_bounds_check(&bounds, &code, &macros))
        return;
    struct outside outside = look_outside(reading);
    struct rmx_declarations found =
        rmx_declarations_find(reading->scratch, &code, &macros, &outside.variables);
    if (rmx_fragment_keys_role(effect->folder, NULL))
        read_fragment_code(reading, &code, &macros, &found, &outside.calls);
    else if (!defines_main(&found))
        say_no_main(reading, &found);
    check_shadows(reading, &found, &outside);
    rmx_bounds_check_growth(&bounds, &code, &macros, &found);
    list_globals(reading, &found);
    list_macros(reading, &macros, &found);
    rmx_bounds_guard_loops(&bounds, &code, &macros, &found);
    copy_inits(reading, &found);
    copy_zeros(reading, &found);
    copy_output(reading, &found);
    list_aliases(reading, &macros);
    trouble = found.trouble ? rmx_arena_copy(reading->arena, found.trouble) : trouble;
    effect->keeps_names = trouble != NULL;
    const struct rmx_taps_params pictures = pictures_of(reading);
    struct rmx_taps *taps = rmx_taps_count(reading->scratch, &code, &macros, &found, &pictures);
    effect->taps = RMX_NEW(reading->arena, struct rmx_taps, effect->input_count);
    if (effect->input_count)
        memcpy(effect->taps, taps, sizeof(*taps) * (size_t)effect->input_count);
    find_solid(reading, &code, &macros, &found);
    note_uses(effect, &effect->tokens);
    keep_apart(effect, why_apart(&effect->tokens));
    keep_apart(effect, hides_taps(&macros));
    keep_apart(effect, trouble);
}

static void list_libraries(struct reading *reading)
{
    struct rmx_effect *effect = reading->effect;
    const struct rmx_library *const *found;
    rmx_include_all(reading->scratch, reading->effect->source, &effect->tokens, reading->finder,
                    reading->errors, &found, &effect->library_count);
    int most = effect->library_count + reading->called_count;
    const struct rmx_library **libraries =
        RMX_NEW(reading->arena, const struct rmx_library *, most);
    for (int i = 0; i < effect->library_count; i++)
        libraries[i] = found[i];
    for (int k = 0; k < reading->called_count; k++) {
        bool is_new = true;
        for (int i = 0; i < effect->library_count; i++)
            is_new &= libraries[i] != reading->called[k];
        if (is_new)
            libraries[effect->library_count++] = reading->called[k];
    }
    effect->libraries = libraries;
}

// Files of others are written in older GLSL. Its names are marked, its ways told in ours.
static void read_older(struct reading *reading)
{
    struct rmx_effect *effect = reading->effect;
    struct rmx_names given = {.arena = reading->scratch};
    for (int i = 0; i < effect->input_count; i++)
        rmx_names_put(&given, effect->inputs[i].name, strlen(effect->inputs[i].name), 0);
    for (int i = 0; i < effect->clock_count; i++)
        rmx_names_put(&given, effect->clocks[i].name, strlen(effect->clocks[i].name), 0);
    for (int i = 0; i < effect->buffer_count; i++)
        rmx_names_put(&given, effect->buffers[i], strlen(effect->buffers[i]), 0);
    for (int i = 0; i < effect->import_count; i++)
        rmx_names_put(&given, effect->imports[i].name, strlen(effect->imports[i].name), 0);
    for (int i = 0; i < effect->cube_count; i++)
        rmx_names_put(&given, effect->cubes[i].name, strlen(effect->cubes[i].name), 0);
    const struct rmx_older_params params = {
        .given = &given,
        .vertex = effect->vertex ? &effect->vertex->tokens : NULL,
        .is_vertex = reading->is_vertex,
    };
    rmx_older_read(reading->scratch, &effect->tokens, &params);
}

static const struct rmx_library *library_of(const struct reading *reading, const char *path)
{
    const struct rmx_include_finder *finder = reading->finder;
    return finder ? finder->find(finder->data, path) : NULL;
}

// What GLSL leaves open in them has answers, and cube maps have points.
static void read_open(struct reading *reading)
{
    struct rmx_effect *effect = reading->effect;
    const struct rmx_library *open = library_of(reading, RMX_OPEN_LIBRARY), *cube = NULL;
    if (effect->cube_count)
        cube = library_of(reading, "lib/cube.glsl");
    bool leaves_open = reading->finder && reading->finder->leaves_open;
    if (!leaves_open)
        rmx_open_locals(reading->arena, &effect->tokens);
    if (!leaves_open && open && rmx_open_rename(reading->scratch, &effect->tokens))
        reading->called[reading->called_count++] = open;
    if (cube)
        reading->called[reading->called_count++] = cube;
}

void rmx_body_read(struct rmx_arena *arena, struct rmx_effect *effect, const char *body,
                   bool is_vertex, const struct rmx_include_finder *finder,
                   struct rmx_errors *errors)
{
    const struct rmx_source_text *source = effect->source;
    struct reading reading = {.arena = arena,
                              .scratch = rmx_arena_create(),
                              .effect = effect,
                              .finder = finder,
                              .errors = errors,
                              .is_vertex = is_vertex};
    effect->body_line = rmx_place(source, body, 0).line;
    effect->tokens = rmx_lex(arena, body, (size_t)(source->text + source->length - body));
    const char *open = rmx_branches_sieve(reading.scratch, &effect->tokens)
                           ? NULL
                           : "has an #if that only the driver can decide";
    if (!effect->is_ours) {
        read_older(&reading);
        read_open(&reading);
    }
    list_libraries(&reading);
    read_code(&reading, open);
    rmx_arena_destroy(reading.scratch);
}
