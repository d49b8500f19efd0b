// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the schema that the headers of the effects write.
#include "scene/schema_parts.h"

#include <string.h>

void schema_expression_type(struct rmx_json *json)
{
    rmx_json_words(json, "type", "number string");
}

static void add_number_item(struct rmx_json *json, double min, double max, bool has_range)
{
    rmx_json_open(json, NULL, '{');
    schema_expression_type(json);
    if (has_range) {
        rmx_json_number(json, "minimum", min);
        rmx_json_number(json, "maximum", max);
    }
    rmx_json_close(json, '}');
}

// What the description says, with the range, the default and what changes nothing, which editors
// do not show.
static void add_description(struct rmx_json *json, const struct rmx_input *input)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, *input->description ? input->description : input->label);
    bool is_number =
        input->type == RMX_INPUT_FLOAT || (input->type == RMX_INPUT_LONG && !input->values);
    if (is_number && input->has_range)
        rmx_text_printf(&text, "%s%.10g to %.10g", text.length ? "; " : "", input->min[0],
                        input->max[0]);
    if (is_number && !input->is_seed)
        rmx_text_printf(&text, "%s%.10g if left out", text.length ? "; " : "",
                        input->default_value[0]);
    if (is_number && input->has_identity)
        rmx_text_printf(&text, "%s%.10g changes nothing", text.length ? "; " : "",
                        input->identity[0]);
    if (text.length)
        rmx_json_text(json, "description", text.data);
    rmx_text_finish(&text);
}

// A label as the scene writes it, or a number where there are no labels.
static void add_choice(struct rmx_json *json, const char *key, const struct rmx_input *input,
                       int choice)
{
    if (input->labels)
        rmx_json_text(json, key, input->labels[choice]);
    else
        rmx_json_number(json, key, input->values[choice]);
}

static void add_menu(struct rmx_json *json, const struct rmx_input *input)
{
    rmx_json_open(json, "anyOf", '[');
    rmx_json_open(json, NULL, '{');
    rmx_json_open_flat(json, "enum");
    for (int i = 0; i < input->value_count; i++)
        add_choice(json, NULL, input, i);
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    schema_expression_type(json);
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
    for (int i = 0; i < input->value_count; i++)
        if (input->values[i] == (int)input->default_value[0]) {
            add_choice(json, "default", input, i);
            return;
        }
}

static void add_range(struct rmx_json *json, const struct rmx_input *input)
{
    schema_expression_type(json);
    if (input->has_range && !input->wrap) {
        rmx_json_number(json, "minimum", input->min[0]);
        rmx_json_number(json, "maximum", input->max[0]);
    }
    if (!input->is_seed) // its default is drawn from the scene's
        rmx_json_number(json, "default", input->default_value[0]);
}

static void add_default_list(struct rmx_json *json, const struct rmx_input *input)
{
    rmx_json_open_flat(json, "default");
    for (int i = 0; i < rmx_input_components(input->type); i++)
        rmx_json_number(json, NULL, input->default_value[i]);
    rmx_json_close(json, ']');
}

static void add_point(struct rmx_json *json, const struct rmx_input *input)
{
    rmx_json_text(json, "type", "array");
    rmx_json_number(json, "minItems", 2);
    rmx_json_number(json, "maxItems", 2);
    rmx_json_open(json, "items", '[');
    for (int i = 0; i < 2; i++)
        add_number_item(json, input->min[i], input->max[i], input->has_range);
    rmx_json_close(json, ']');
    add_default_list(json, input);
}

void schema_input(struct rmx_json *json, const struct rmx_input *input)
{
    switch (input->type) {
    case RMX_INPUT_FLOAT: add_range(json, input); break;
    case RMX_INPUT_LONG:
        if (input->values)
            add_menu(json, input);
        else
            add_range(json, input);
        break;
    case RMX_INPUT_BOOL:
    case RMX_INPUT_EVENT:
        rmx_json_words(json, "type", "boolean number string");
        rmx_json_bool(json, "default", input->default_value[0] > 0.5);
        break;
    case RMX_INPUT_POINT2D: add_point(json, input); break;
    case RMX_INPUT_COLOR:
        schema_refer(json, "allOf", "color");
        add_default_list(json, input);
        break;
    case RMX_INPUT_IMAGE: rmx_json_text(json, "type", "string"); break;
    case RMX_INPUT_AUDIO:
    case RMX_INPUT_AUDIO_FFT: break;
    }
}

static void add_input(struct rmx_json *json, const char *name, const struct rmx_input *input)
{
    rmx_json_open(json, name, '{');
    add_description(json, input);
    schema_input(json, input);
    rmx_json_close(json, '}');
}

// A colour, or a list of them.
static void add_palette(struct rmx_json *json, const char *name, const struct rmx_input *input)
{
    rmx_json_open(json, name, '{');
    add_description(json, input);
    rmx_json_open(json, "anyOf", '[');
    rmx_json_open(json, NULL, '{');
    schema_refer(json, "allOf", "color");
    rmx_json_close(json, '}');
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "type", "array");
    rmx_json_open(json, "items", '{');
    schema_refer(json, "allOf", "color");
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
}

void schema_inputs(struct rmx_json *json, const struct rmx_effect *effect, const char *word)
{
    size_t length = strlen(word);
    rmx_json_text(json, "type", "object");
    rmx_json_bool(json, "additionalProperties", false);
    rmx_json_open(json, "properties", '{');
    for (int i = 0; effect && i < effect->input_count; i++) {
        const char *name = effect->inputs[i].name;
        if (strncmp(name, word, length) != 0 || name[length] != '_')
            continue;
        if (rmx_input_is_palette(&effect->inputs[i]))
            add_palette(json, name + length + 1, &effect->inputs[i]);
        else
            add_input(json, name + length + 1, &effect->inputs[i]);
    }
    rmx_json_close(json, '}');
}

// A blend's two pictures come from the stack; a chain brings the main one.
static bool is_said_by_scene(const struct rmx_effect *effect, int input, enum schema_role role)
{
    const struct rmx_input *it = &effect->inputs[input];
    switch (it->type) {
    case RMX_INPUT_AUDIO:
    case RMX_INPUT_AUDIO_FFT: return false;
    case RMX_INPUT_IMAGE:
        if (role == SCHEMA_BLEND)
            return strcmp(it->name, "inputImage") != 0 && strcmp(it->name, "layer") != 0;
        return input != effect->main_image || role == SCHEMA_GENERATOR;
    default: return true;
    }
}

static bool is_required(const struct rmx_effect *effect, int input, enum schema_role role)
{
    const struct rmx_input *it = &effect->inputs[input];
    return effect->is_ours && it->type == RMX_INPUT_IMAGE && !it->image_default &&
           !it->short_name && !rmx_effect_is_mask(effect, it) &&
           is_said_by_scene(effect, input, role);
}

// A picture that has a short name as well; -1.
static int find_short_named(const struct rmx_effect *effect)
{
    for (int i = 0; effect->is_ours && i < effect->input_count; i++)
        if (effect->inputs[i].short_name && !effect->inputs[i].image_default &&
            !rmx_effect_is_mask(effect, &effect->inputs[i]))
            return i;
    return -1;
}

// Either name will do.
static void add_short_named(struct rmx_json *json, const struct rmx_input *input)
{
    const char *const names[] = {input->short_name, input->name};
    rmx_json_open(json, "anyOf", '[');
    for (int i = 0; i < 2; i++) {
        rmx_json_open(json, NULL, '{');
        rmx_json_open_flat(json, "required");
        rmx_json_text(json, NULL, names[i]);
        rmx_json_close(json, ']');
        rmx_json_close(json, '}');
    }
    rmx_json_close(json, ']');
}

// "type": an object; or nothing at all, where no picture must be said.
static void add_required(struct rmx_json *json, const struct rmx_effect *effect,
                         enum schema_role role)
{
    const char *required[16];
    int count = 0;
    for (int i = 0; i < effect->input_count && count < 16; i++)
        if (is_required(effect, i, role))
            required[count++] = effect->inputs[i].name;
    int second = find_short_named(effect);
    rmx_json_words(json, "type", count || second >= 0 ? "object" : "object null");
    if (second >= 0)
        add_short_named(json, &effect->inputs[second]);
    if (!count)
        return;
    rmx_json_open_flat(json, "required");
    for (int i = 0; i < count; i++)
        rmx_json_text(json, NULL, required[i]);
    rmx_json_close(json, ']');
}

// The parameters of an effect; a null means all defaults.
static void add_parameters(struct rmx_json *json, const char *key, const struct rmx_effect *effect,
                           enum schema_role role)
{
    rmx_json_open(json, key, '{');
    if (*effect->description)
        rmx_json_text(json, "description", effect->description);
    add_required(json, effect, role);
    rmx_json_bool(json, "additionalProperties", false);
    rmx_json_open(json, "properties", '{');
    for (int i = 0; i < effect->input_count; i++) {
        if (!is_said_by_scene(effect, i, role))
            continue;
        if (effect->inputs[i].short_name)
            add_input(json, effect->inputs[i].short_name, &effect->inputs[i]);
        add_input(json, effect->inputs[i].name, &effect->inputs[i]);
    }
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
}

static bool plays(const struct schema *schema, int i, enum schema_role role)
{
    const struct rmx_effect *effect = schema->effects[i];
    switch (role) {
    case SCHEMA_STEP:
        return !schema->only_blend[i] &&
               (effect->role == RMX_ROLE_FILTER || effect->role == RMX_ROLE_TRANSITION);
    case SCHEMA_GENERATOR: return rmx_effect_generates(effect);
    case SCHEMA_CUT: return effect->role == RMX_ROLE_CUT;
    case SCHEMA_ARRANGE: return effect->role == RMX_ROLE_ARRANGE;
    case SCHEMA_BLEND: return strcmp(effect->folder, "blend") == 0;
    }
    return false;
}

// Each with what it does, which an editor shows beside its name.
static void add_names(struct schema *schema, enum schema_role role)
{
    struct rmx_json *json = &schema->json;
    rmx_json_open(json, NULL, '{');
    rmx_json_open(json, "anyOf", '[');
    for (int i = 0; i < schema->effect_count; i++) {
        if (!plays(schema, i, role))
            continue;
        rmx_json_open(json, NULL, '{');
        rmx_json_text(json, "const", schema->effects[i]->name);
        if (*schema->effects[i]->description)
            rmx_json_text(json, "description", schema->effects[i]->description);
        rmx_json_close(json, '}');
    }
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
}

// A file; a step may be a chain of the scene's own as well, of any name.
static void add_other_name(struct rmx_json *json, enum schema_role role)
{
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "type", "string");
    if (role != SCHEMA_STEP)
        rmx_json_text(json, "pattern", "[./]");
    rmx_json_close(json, '}');
}

static void add_members(struct schema *schema, enum schema_role role)
{
    struct rmx_json *json = &schema->json;
    rmx_json_open(json, "properties", '{');
    for (int i = 0; i < schema->effect_count; i++)
        if (plays(schema, i, role))
            add_parameters(json, schema->effects[i]->name, schema->effects[i], role);
    if (role != SCHEMA_CUT && role != SCHEMA_ARRANGE)
        schema_keys(schema, &rmx_step_keys);
    rmx_json_close(json, '}');
}

// {NAME: {…}}; what holds a '.' or '/' is a file, whose parameters are not known.
static void add_map(struct schema *schema, enum schema_role role)
{
    struct rmx_json *json = &schema->json;
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "type", "object");
    rmx_json_number(json, "minProperties", 1);
    rmx_json_bool(json, "additionalProperties", false);
    add_members(schema, role);
    rmx_json_open(json, "patternProperties", '{');
    rmx_json_open(json, "[./]", '{');
    rmx_json_words(json, "type", "object null");
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
}

void schema_instance(struct schema *schema, const char *key, enum schema_role role)
{
    struct rmx_json *json = &schema->json;
    rmx_json_open(json, key, '{');
    rmx_json_open(json, "anyOf", '[');
    add_names(schema, role);
    add_other_name(json, role);
    add_map(schema, role);
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
}
