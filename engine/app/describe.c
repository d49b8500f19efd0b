// SPDX-License-Identifier: GPL-3.0-or-later
// remontage describe: what an effect does, its parameters, and a line of scene to paste.
#include "app/kinds.h"
#include "app/open.h"
#include "base/file.h"
#include "base/roots.h"
#include "catalog/catalog.h"
#include "isf/zero_alpha.h"

#include <stdio.h>
#include <string.h>

// A number as a person would write it.
static void add_number(struct rmx_text *out, double number)
{
    rmx_text_printf(out, "%.7g", number);
}

static void add_numbers(struct rmx_text *out, const double *numbers, int count)
{
    for (int i = 0; i < count; i++) {
        rmx_text_add(out, i ? ", " : "");
        add_number(out, numbers[i]);
    }
}

static const char *label_of(const struct rmx_input *input)
{
    for (int i = 0; input->labels && i < input->value_count; i++)
        if ((double)input->values[i] == input->default_value[0])
            return input->labels[i];
    return NULL;
}

// The default, as it would stand in a scene.
static void add_default(struct rmx_text *out, const struct rmx_input *input)
{
    switch (input->type) {
    case RMX_INPUT_BOOL:
        rmx_text_add(out, input->default_value[0] > 0.5 ? "true" : "false");
        return;
    case RMX_INPUT_EVENT: rmx_text_add(out, "beat"); return;
    case RMX_INPUT_LONG:
        if (label_of(input)) {
            rmx_text_add(out, label_of(input));
            return;
        }
        break;
    case RMX_INPUT_POINT2D:
    case RMX_INPUT_COLOR:
        rmx_text_add(out, "[");
        add_numbers(out, input->default_value, rmx_input_components(input->type));
        rmx_text_add(out, "]");
        return;
    case RMX_INPUT_IMAGE:
        rmx_text_add(out, input->image_default ? input->image_default : "NAME");
        return;
    case RMX_INPUT_FLOAT:
    case RMX_INPUT_AUDIO:
    case RMX_INPUT_AUDIO_FFT: break;
    }
    add_number(out, input->default_value[0]);
}

static void add_choices(struct rmx_text *out, const struct rmx_input *input)
{
    for (int i = 0; i < input->value_count; i++) {
        rmx_text_add(out, i ? " | " : "");
        if (input->labels)
            rmx_text_add(out, input->labels[i]);
        else
            rmx_text_printf(out, "%d", input->values[i]);
    }
}

static void add_range(struct rmx_text *out, const struct rmx_input *input)
{
    if (input->value_count)
        add_choices(out, input);
    else if (input->has_range && rmx_input_components(input->type) == 1)
        rmx_text_printf(out, "%.7g .. %.7g%s", input->min[0], input->max[0],
                        input->wrap ? ", turning over" : "");
}

// What a scene need not or cannot say: the chain's own picture, and the seed.
static bool is_given(const struct rmx_effect *effect, int index)
{
    const struct rmx_input *input = &effect->inputs[index];
    bool is_blend = rmx_kind_of(effect) == RMX_KIND_BLEND;
    return index == effect->main_image || (is_blend && input->type == RMX_INPUT_IMAGE);
}

enum { COLUMNS = 4 };

// One row of the table; the words behind it need no column.
struct row {
    struct rmx_text columns[COLUMNS];
    const char *words;
};

static void fill_row(struct row *row, const struct rmx_effect *effect, int index)
{
    const struct rmx_input *input = &effect->inputs[index];
    rmx_text_add(&row->columns[0], rmx_effect_key(effect, index));
    rmx_text_add(&row->columns[1], rmx_input_type_name(input->type));
    add_range(&row->columns[2], input);
    if (input->is_seed)
        rmx_text_add(&row->columns[3], "the scene's");
    else if (rmx_input_is_sound(input->type))
        rmx_text_add(&row->columns[3], "what is heard");
    else if (input->type != RMX_INPUT_IMAGE || input->image_default)
        add_default(&row->columns[3], input);
    row->words = *input->description ? input->description : input->label;
}

static void print_rows(const struct row *rows, int count)
{
    int widths[COLUMNS] = {0};
    for (int i = 0; i < count; i++)
        for (int c = 0; c < COLUMNS; c++)
            if ((int)rows[i].columns[c].length > widths[c])
                widths[c] = (int)rows[i].columns[c].length;
    for (int i = 0; i < count; i++) {
        for (int c = 0; c < COLUMNS; c++)
            rmx_print(stdout, "  %-*s", widths[c], rmx_text_string(&rows[i].columns[c]));
        rmx_print(stdout, "  %s\n", rows[i].words);
    }
}

static void print_parameters(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    static const char *const titles[COLUMNS] = {"parameter", "type", "range", "default"};
    struct row *rows = RMX_NEW(arena, struct row, effect->input_count + 1);
    int count = 1;
    rows[0].words = "";
    for (int c = 0; c < COLUMNS; c++)
        rmx_text_add(&rows[0].columns[c], titles[c]);
    for (int i = 0; i < effect->input_count; i++)
        if (!is_given(effect, i))
            fill_row(&rows[count++], effect, i);
    if (count > 1) {
        rmx_print(stdout, "\n");
        print_rows(rows, count);
    }
    for (int i = 0; i < count; i++)
        for (int c = 0; c < COLUMNS; c++)
            rmx_text_finish(&rows[i].columns[c]);
}

// `NAME` or `NAME: {a: 1, b: 2}`, all at their defaults.
static void add_use(struct rmx_text *out, const struct rmx_effect *effect, const char *name,
                    bool with_main)
{
    int count = 0;
    rmx_text_add(out, name);
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        bool is_optional_image = input->type == RMX_INPUT_IMAGE && input->image_default;
        bool is_here = is_given(effect, i) && !(with_main && i == effect->main_image);
        if (is_here || input->is_seed || is_optional_image || rmx_input_is_sound(input->type))
            continue;
        rmx_text_add(out, count++ ? ", " : ": {");
        rmx_text_printf(out, "%s: ", rmx_effect_key(effect, i));
        add_default(out, input);
    }
    rmx_text_add(out, count ? "}" : "");
}

// As a scene can say it: a name with a dot is a path there, and one that YAML reads otherwise wants
// quotes.
static const char *scene_name(struct rmx_arena *arena, const struct rmx_effect *effect,
                              const char *name)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-";
    if (strchr(name, '.') && !strchr(name, '/'))
        name = rmx_arena_printf(arena, "./%s", rmx_path_file(effect->path));
    if (name[strspn(name, plain)] == 0 && !strchr("-0123456789", *name))
        return name;
    struct rmx_text quoted = {0};
    rmx_text_add(&quoted, "\"");
    for (const char *at = name; *at; at++)
        rmx_text_printf(&quoted, *at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
    rmx_text_add(&quoted, "\"");
    name = rmx_arena_copy(arena, rmx_text_string(&quoted));
    rmx_text_finish(&quoted);
    return name;
}

static void print_scene_line(struct rmx_arena *arena, const struct rmx_effect *effect,
                             const char *name)
{
    struct rmx_text usage = {0};
    add_use(&usage, effect, scene_name(arena, effect, name), false);
    const char *text = rmx_text_string(&usage);
    bool has_parameters = strstr(text, ": {") != NULL;
    rmx_print(stdout, "\nin a scene:\n");
    switch (rmx_kind_of(effect)) {
    case RMX_KIND_GENERATOR:
        rmx_print(stdout, has_parameters ? "  - generate: {%s}\n" : "  - generate: %s\n", text);
        break;
    case RMX_KIND_BLEND:
        rmx_print(stdout, has_parameters ? "    blend: {%s}\n" : "    blend: %s\n", text);
        break;
    case RMX_KIND_CUT:
    case RMX_KIND_ARRANGE:
        rmx_print(stdout, "  - fragments:\n      from: NAME\n%s      %s: %s%s%s\n",
                  effect->fragments.wants_moments ? "      moments: 32\n" : "",
                  effect->role == RMX_ROLE_CUT ? "cut" : "arrange", has_parameters ? "{" : "", text,
                  has_parameters ? "}" : "");
        break;
    case RMX_KIND_EFFECT:
    case RMX_KIND_TRANSITION: rmx_print(stdout, "      - %s\n", text); break;
    }
    rmx_text_finish(&usage);
    if (effect->role == RMX_ROLE_GENERATOR || !rmx_effect_generates(effect))
        return;
    add_use(&usage, effect, scene_name(arena, effect, name), true);
    rmx_print(stdout, "or with pictures of its own:\n  - generate: {%s}\n",
              rmx_text_string(&usage));
    rmx_text_finish(&usage);
}

static void print_effect(struct rmx_arena *arena, const struct rmx_effect *effect, const char *name)
{
    static const char *const singular[] = {"generator",  "effect", "blend",
                                           "transition", "cut",    "arrange"};
    const char *kind = singular[rmx_kind_of(effect)];
    bool says_more = *effect->folder && strncmp(kind, effect->folder, strlen(effect->folder)) != 0;
    rmx_print_line(stdout, "%s (%s%s%s)", effect->name, kind, says_more ? ", " : "",
                   says_more ? effect->folder : "");
    if (*effect->description)
        rmx_print(stdout, "  %s\n", effect->description);
    if (!effect->is_ours) {
        rmx_print_line(stdout, "  %s%s%s", effect->path, *effect->credit ? ", by " : "",
                       effect->credit + (strncasecmp(effect->credit, "by ", 3) == 0 ? 3 : 0));
        if (effect->own_pass_reason)
            rmx_print(stdout, "  a pass of its own: it %s\n", effect->own_pass_reason);
    }
    if (rmx_effect_has_zero_alpha(effect))
        rmx_print(stdout, "  transparent; `alpha: ignore` shows it\n");
    if (effect->magnify)
        rmx_print(stdout, "  enlarges what it reads by %s\n", rmx_program_text(effect->magnify));
    if (effect->reach)
        rmx_print(stdout, "  looks around as far as %s, of the height\n",
                  rmx_program_text(effect->reach));
    print_parameters(arena, effect);
    print_scene_line(arena, effect, name);
}

// Where a name may stand, and what has it there. A blend that is also the step is told once.
struct place {
    const char *prefix; // `cut/NAME` asks for this one alone
    enum rmx_role role;
    bool is_blend;
};
static const struct place places[] = {
    {"effect/", RMX_ROLE_FILTER, false},
    {"blend/", RMX_ROLE_FILTER, true},
    {"cut/", RMX_ROLE_CUT, false},
    {"arrange/", RMX_ROLE_ARRANGE, false},
};
enum { PLACES = sizeof(places) / sizeof(*places) };

static const char *const *names_in(struct rmx_catalog *catalog, const struct place *place,
                                   int *count)
{
    return place->is_blend ? rmx_catalog_names(catalog, true, count)
                           : rmx_catalog_names_in(catalog, place->role, count);
}

static bool has_prefix(const struct place *place, const char *name)
{
    return strncmp(name, place->prefix, strlen(place->prefix)) == 0;
}

static void complain_unknown(struct rmx_arena *arena, struct rmx_catalog *catalog, const char *name)
{
    static const char *const kinds[PLACES] = {"effect", "blend", "cut", "arrange"};
    const char **all = NULL, *kind = kinds[0];
    int all_count = 0;
    for (int p = 0; p < PLACES; p++) {
        int count;
        bool is_asked = has_prefix(&places[p], name);
        const char *const *names = names_in(catalog, &places[p], &count);
        if (is_asked)
            kind = kinds[p];
        for (int i = 0; i < count; i++)
            if (is_asked || !strchr(name, '/'))
                *RMX_PUSH(arena, &all, &all_count) = names[i];
    }
    rmx_complain_unknown(rmx_arena_printf(arena, "there is no %s", kind), rmx_path_file(name), all,
                         all_count, "see remontage list");
}

// Every kind of that name. The count of those that were found, with errors or without.
static int describe_name(const struct rmx_options *options, struct rmx_catalog *catalog,
                         const char *name, struct rmx_errors *errors)
{
    const struct rmx_effect *last = NULL;
    int found = 0;
    for (int p = 0; p < PLACES; p++) {
        const struct place *place = &places[p];
        const char *word = has_prefix(place, name) ? name + strlen(place->prefix) : name;
        bool is_asked = strchr(word, '/') == NULL;
        bool exists = false;
        const struct rmx_effect *effect = NULL;
        if (is_asked)
            effect = place->is_blend
                         ? rmx_catalog_find_blend(catalog, word, errors, &exists)
                         : rmx_catalog_find_in(catalog, place->role, word, errors, &exists);
        found += exists;
        if (!effect || effect == last)
            continue;
        if (last)
            rmx_print(stdout, "\n");
        print_effect(options->arena, effect, word);
        last = effect;
    }
    return found;
}

static int describe_file(const struct rmx_options *options, struct rmx_catalog *catalog,
                         const char *path, struct rmx_errors *errors)
{
    rmx_roots_add(path);
    rmx_roots_add(rmx_path_folder(options->arena, path));
    const struct rmx_effect *effect = rmx_catalog_load(catalog, path, errors);
    if (effect)
        print_effect(options->arena, effect, path);
    return effect || errors->count;
}

static int describe(const struct rmx_options *options, struct rmx_catalog *catalog,
                    const char *name)
{
    struct rmx_errors errors = {.arena = options->arena};
    bool is_path = strpbrk(name, "/.") != NULL;
    int found = describe_name(options, catalog, name, &errors);
    if (!found && is_path)
        found = describe_file(options, catalog, name, &errors);
    rmx_print_errors(options, &errors);
    if (errors.error_count)
        return rmx_errors_exit_code(&errors);
    if (found)
        return RMX_EXIT_OK;
    bool is_kind = false;
    for (int p = 0; p < PLACES; p++)
        is_kind = is_kind || has_prefix(&places[p], name);
    if (is_path && !is_kind) {
        rmx_complain("'%s': %s", name, rmx_file_status_text(rmx_file_check(name)));
        return RMX_EXIT_INPUT;
    }
    complain_unknown(options->arena, catalog, name);
    return RMX_EXIT_USAGE;
}

int rmx_command_describe(const struct rmx_options *options)
{
    struct rmx_catalog *catalog = rmx_open_catalog(options, ".");
    int code = RMX_EXIT_OK;
    for (int i = 0; i < options->arguments.count && code == RMX_EXIT_OK; i++) {
        if (i)
            rmx_print(stdout, "\n");
        code = describe(options, catalog, options->arguments.items[i]);
    }
    rmx_catalog_destroy(catalog);
    return code;
}
