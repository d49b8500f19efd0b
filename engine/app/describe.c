// SPDX-License-Identifier: GPL-3.0-or-later
// remontage describe: what an effect does, its parameters, and a line of scene to paste.
#include "app/kinds.h"
#include "app/open.h"
#include "base/file.h"
#include "catalog/catalog.h"

#include <stdio.h>
#include <string.h>

// A number as a person would write it.
static void add_number(struct rmx_text *out, double number)
{
    rmx_text_printf(out, "%.6g", number);
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
        if ((double)input->values[i] == input->standard[0])
            return input->labels[i];
    return NULL;
}

// The default, as it would stand in a scene.
static void add_default(struct rmx_text *out, const struct rmx_input *input)
{
    switch (input->type) {
    case RMX_INPUT_BOOL: rmx_text_add(out, input->standard[0] > 0.5 ? "true" : "false"); return;
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
        add_numbers(out, input->standard, rmx_input_components(input->type));
        rmx_text_add(out, "]");
        return;
    case RMX_INPUT_IMAGE:
        rmx_text_add(out, input->image_default ? input->image_default : "NAME");
        return;
    case RMX_INPUT_FLOAT:
    case RMX_INPUT_AUDIO:
    case RMX_INPUT_AUDIO_FFT: break;
    }
    add_number(out, input->standard[0]);
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
        rmx_text_printf(out, "%.6g .. %.6g%s", input->min[0], input->max[0],
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
    rmx_text_add(&row->columns[0], index == effect->to_image ? "to" : input->name);
    rmx_text_add(&row->columns[1], rmx_input_type_name(input->type));
    add_range(&row->columns[2], input);
    if (input->is_seed)
        rmx_text_add(&row->columns[3], "the scene's");
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
            printf("  %-*s", widths[c], rmx_text_string(&rows[i].columns[c]));
        printf("  %s\n", rows[i].words);
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
        printf("\n");
        print_rows(rows, count);
    }
    for (int i = 0; i < count; i++)
        for (int c = 0; c < COLUMNS; c++)
            rmx_text_finish(&rows[i].columns[c]);
}

// `NAME` or `NAME: {a: 1, b: 2}`, all at their defaults.
static void add_use(struct rmx_text *out, const struct rmx_effect *effect, const char *name)
{
    int count = 0;
    rmx_text_add(out, name);
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        bool is_optional_image = input->type == RMX_INPUT_IMAGE && input->image_default;
        if (is_given(effect, i) || input->is_seed || is_optional_image)
            continue;
        rmx_text_add(out, count++ ? ", " : ": {");
        rmx_text_printf(out, "%s: ", i == effect->to_image ? "to" : input->name);
        add_default(out, input);
    }
    rmx_text_add(out, count ? "}" : "");
}

static void print_scene_line(const struct rmx_effect *effect, const char *name)
{
    struct rmx_text use = {0};
    add_use(&use, effect, name);
    const char *text = rmx_text_string(&use);
    bool has_parameters = strchr(text, ':') != NULL;
    printf("\nin a scene:\n");
    switch (rmx_kind_of(effect)) {
    case RMX_KIND_GENERATOR:
        printf(has_parameters ? "  - generate: {%s}\n" : "  - generate: %s\n", text);
        break;
    case RMX_KIND_BLEND:
        printf(has_parameters ? "    blend: {%s}\n" : "    blend: %s\n", text);
        break;
    case RMX_KIND_EFFECT:
    case RMX_KIND_TRANSITION: printf("      - %s\n", text); break;
    }
    rmx_text_finish(&use);
}

static void print_effect(struct rmx_arena *arena, const struct rmx_effect *effect, const char *name)
{
    static const char *const singular[] = {"generator", "effect", "blend", "transition"};
    const char *kind = singular[rmx_kind_of(effect)];
    bool says_more = *effect->folder && strncmp(kind, effect->folder, strlen(effect->folder)) != 0;
    printf("%s (%s%s%s)\n", effect->name, kind, says_more ? ", " : "",
           says_more ? effect->folder : "");
    if (*effect->description)
        printf("  %s\n", effect->description);
    if (!effect->is_ours) {
        printf("  %s%s%s\n", effect->path, *effect->credit ? ", by " : "", effect->credit);
        if (effect->own_pass_reason)
            printf("  a pass of its own: it %s\n", effect->own_pass_reason);
    }
    print_parameters(arena, effect);
    print_scene_line(effect, name);
}

static void complain_unknown(struct rmx_arena *arena, struct rmx_catalog *catalog, const char *name)
{
    int count, blend_count;
    const char *const *names = rmx_catalog_names(catalog, false, &count);
    const char *const *blends = rmx_catalog_names(catalog, true, &blend_count);
    const char **all = RMX_NEW(arena, const char *, count + blend_count);
    memcpy(all, names, sizeof(*all) * (size_t)count);
    memcpy(all + count, blends, sizeof(*all) * (size_t)blend_count);
    rmx_complain_unknown("there is no effect", name, all, count + blend_count,
                         "see remontage list");
}

static int describe(const struct rmx_options *options, struct rmx_catalog *catalog)
{
    const char *name = options->arguments.items[0];
    struct rmx_errors errors = {.arena = options->arena};
    bool exists = false, is_path = strpbrk(name, "/.") != NULL, blend_exists = false;
    const struct rmx_effect *effect = is_path ? rmx_catalog_load(catalog, name, &errors)
                                              : rmx_catalog_find(catalog, name, &errors, &exists);
    if (!effect && !is_path && !exists)
        effect = rmx_catalog_find_blend(catalog, name, &errors, &blend_exists);
    rmx_print_errors(options, &errors);
    if (effect)
        print_effect(options->arena, effect, name);
    if (effect)
        return RMX_EXIT_OK;
    if (errors.count)
        return rmx_errors_exit_code(&errors);
    if (is_path) {
        rmx_complain("'%s': %s", name, rmx_file_status_text(rmx_file_check(name)));
        return RMX_EXIT_INPUT;
    }
    complain_unknown(options->arena, catalog, name);
    return RMX_EXIT_USAGE;
}

int rmx_command_describe(const struct rmx_options *options)
{
    struct rmx_catalog *catalog = rmx_open_catalog(options, ".");
    int code = describe(options, catalog);
    rmx_catalog_destroy(catalog);
    return code;
}
