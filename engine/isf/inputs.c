// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/header.h"

#include "glsl/words.h"
#include "isf/json.h"

#include <limits.h>
#include <math.h>
#include <string.h>
#include <strings.h>

// One entry of INPUTS while it is read.
struct entry {
    const struct rmx_header *header;
    const cJSON *item;
    const char *at; // its '{'
    struct rmx_input *input;
};

static const cJSON *get(const struct entry *entry, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(entry->item, key);
}

static void warn(const struct entry *entry, const char *key, const char *id, const char *what)
{
    rmx_errors_warn(entry->header->errors, rmx_header_place(entry->header, entry->at, key), id,
                    "input '%s': %s", entry->input->name, what);
}

static bool read_type(const struct entry *entry)
{
    const char *name = rmx_header_string(entry->header, entry->item, "TYPE");
    for (int i = 0; i < RMX_INPUT_TYPES; i++) {
        if (strcmp(name, rmx_input_type_name((enum rmx_input_type)i)) == 0) {
            entry->input->type = (enum rmx_input_type)i;
            return true;
        }
    }
    const char *names[RMX_INPUT_TYPES];
    for (int i = 0; i < RMX_INPUT_TYPES; i++)
        names[i] = rmx_input_type_name((enum rmx_input_type)i);
    struct rmx_error *error = rmx_errors_warn(
        entry->header->errors, rmx_header_place(entry->header, entry->at, "TYPE"), "isf-type",
        "input '%s' has the unknown type '%s' and is left out", entry->input->name, name);
    rmx_error_suggest(entry->header->errors, error, name, names, RMX_INPUT_TYPES,
                      "types are float bool long event point2D color image audio audioFFT");
    return false;
}

const char *rmx_header_name_fault(const struct rmx_header *header, const char *name)
{
    struct rmx_token word = {.kind = RMX_TOKEN_NAME, .text = name, .length = (int)strlen(name)};
    if (!*name)
        return "has no NAME";
    if (!rmx_is_identifier(name))
        return "is not a name of GLSL (letters, digits and _)";
    if (strncmp(name, "gl_", 3) == 0)
        return "begins with gl_, which GLSL keeps for itself";
    if (rmx_word_is_keyword(&word) && (header->is_ours || !rmx_word_is_newer(&word)))
        return "is a word of GLSL";
    return rmx_word_is_host_name(&word) ? "is a name that the host declares" : NULL;
}

static bool read_name(const struct entry *entry)
{
    entry->input->name = rmx_header_string(entry->header, entry->item, "NAME");
    const char *fault = rmx_header_name_fault(entry->header, entry->input->name);
    if (fault)
        rmx_errors_add(entry->header->errors, rmx_header_place(entry->header, entry->at, "NAME"),
                       "isf-name", "the input '%s' %s", entry->input->name, fault);
    return !fault;
}

static void set_all(double *values, double value)
{
    for (int i = 0; i < 4; i++)
        values[i] = value;
}

static double fit(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

// MIN and MAX where both are stated; only one counts as none.
static void read_range(const struct entry *entry)
{
    struct rmx_input *input = entry->input;
    int n = rmx_input_components(input->type);
    set_all(input->min, 0.0);
    set_all(input->max, 1.0);
    double low[4], high[4];
    input->has_range = rmx_header_numbers(get(entry, "MIN"), low, n) &&
                       rmx_header_numbers(get(entry, "MAX"), high, n);
    if (!input->has_range)
        return;
    bool swapped = false;
    for (int i = 0; i < n; i++) {
        swapped |= low[i] > high[i];
        input->min[i] = fmin(low[i], high[i]);
        input->max[i] = fmax(low[i], high[i]);
    }
    if (swapped)
        warn(entry, "MIN", "isf-range", "MIN is above MAX; they are swapped");
}

// DEFAULT where it is stated well, else what stands in `standard` already.
static bool read_default(const struct entry *entry)
{
    double numbers[4];
    int n = rmx_input_components(entry->input->type);
    const cJSON *item = get(entry, "DEFAULT");
    if (rmx_header_numbers(item, numbers, n)) {
        memcpy(entry->input->default_value, numbers, sizeof(double) * (size_t)n);
        return true;
    }
    if (item && !cJSON_IsNull(item))
        warn(entry, "DEFAULT", "isf-default", "the DEFAULT does not fit its type and is not used");
    return false;
}

// A stated range bounds the default; a slider's range gives way to it.
static void fit_default(const struct entry *entry)
{
    struct rmx_input *input = entry->input;
    bool outside = false;
    for (int i = 0; i < rmx_input_components(input->type); i++) {
        double value = input->default_value[i];
        if (!input->has_range) {
            input->min[i] = fmin(input->min[i], value);
            input->max[i] = fmax(input->max[i], value);
        }
        outside |= value < input->min[i] || value > input->max[i];
        input->default_value[i] = fit(value, input->min[i], input->max[i]);
    }
    if (outside && get(entry, "DEFAULT"))
        warn(entry, "DEFAULT", "isf-default-range",
             "the DEFAULT lies outside of MIN and MAX and is moved to the nearer one");
}

static void read_float(const struct entry *entry)
{
    struct rmx_input *input = entry->input;
    read_range(entry);
    input->default_value[0] = 0.5 * input->min[0] + 0.5 * input->max[0];
    read_default(entry);
    fit_default(entry);
    input->is_seed =
        strcmp(input->name, "seed") == 0 && input->min[0] == 0.0 && input->max[0] == 65535.0;
}

static void read_bool(const struct entry *entry)
{
    struct rmx_input *input = entry->input;
    set_all(input->max, 1.0);
    input->default_value[0] = input->type == RMX_INPUT_BOOL;
    if (read_default(entry))
        input->default_value[0] = input->default_value[0] != 0.0;
}

static void read_vector(const struct entry *entry)
{
    read_range(entry);
    read_default(entry);
    fit_default(entry);
}

static int to_int(double value)
{
    return (int)round(fit(value, INT_MIN, INT_MAX));
}

static void read_values(const struct entry *entry, const cJSON *values, int count)
{
    int *out = RMX_NEW(entry->header->arena, int, count);
    const cJSON *item = values ? values->child : NULL;
    bool whole = true;
    for (int i = 0; i < count; i++, item = item ? item->next : NULL) {
        double number = i;
        if (item && !rmx_header_numbers(item, &number, 1))
            whole = false;
        out[i] = to_int(number);
        whole &= number == out[i];
    }
    if (!whole)
        warn(entry, "VALUES", "isf-values", "VALUES are whole numbers; the others are rounded");
    entry->input->values = out;
    entry->input->value_count = count;
}

static void read_labels(const struct entry *entry, const cJSON *labels, int count)
{
    struct rmx_arena *arena = entry->header->arena;
    const char **out = RMX_NEW(arena, const char *, count);
    const cJSON *item = labels ? labels->child : NULL;
    for (int i = 0; i < count; i++, item = item ? item->next : NULL)
        out[i] = cJSON_IsString(item) ? rmx_arena_copy(arena, item->valuestring)
                                      : rmx_arena_printf(arena, "%d", entry->input->values[i]);
    entry->input->labels = out;
}

// True where the input is a menu.
static bool read_menu(const struct entry *entry)
{
    const cJSON *values = get(entry, "VALUES"), *labels = get(entry, "LABELS");
    int value_count = cJSON_IsArray(values) ? cJSON_GetArraySize(values) : 0;
    int label_count = cJSON_IsArray(labels) ? cJSON_GetArraySize(labels) : 0;
    int count = value_count ? value_count : label_count;
    if (value_count && label_count && value_count != label_count) {
        count = value_count < label_count ? value_count : label_count;
        warn(entry, "VALUES", "isf-values", "VALUES and LABELS differ in number; the rest is cut");
    } else if (value_count != label_count) {
        warn(entry, value_count ? "VALUES" : "LABELS", "isf-values",
             value_count ? "VALUES have no LABELS; the numbers serve"
                         : "LABELS have no VALUES; they count from 0");
    }
    if (count > RMX_MOST_VALUES) {
        warn(entry, "VALUES", "isf-limit", "the menu is too long and is cut");
        count = RMX_MOST_VALUES;
    }
    if (!count)
        return false;
    read_values(entry, value_count ? values : NULL, count);
    read_labels(entry, label_count ? labels : NULL, count);
    return true;
}

static bool is_value(const struct rmx_input *input, double value)
{
    for (int i = 0; i < input->value_count; i++)
        if (input->values[i] == value)
            return true;
    return false;
}

static void read_long(const struct entry *entry)
{
    struct rmx_input *input = entry->input;
    if (!read_menu(entry)) {
        read_range(entry);
        input->default_value[0] = input->min[0];
        read_default(entry);
        fit_default(entry);
        input->default_value[0] = to_int(input->default_value[0]);
        return;
    }
    input->min[0] = input->max[0] = input->default_value[0] = input->values[0];
    for (int i = 1; i < input->value_count; i++) {
        input->min[0] = fmin(input->min[0], input->values[i]);
        input->max[0] = fmax(input->max[0], input->values[i]);
    }
    if (read_default(entry) && !is_value(input, input->default_value[0])) {
        warn(entry, "DEFAULT", "isf-default-range",
             "the DEFAULT is none of the VALUES; the first serves");
        input->default_value[0] = input->values[0];
    }
}

static void read_image(const struct entry *entry)
{
    const char *default_value = rmx_header_string(entry->header, entry->item, "DEFAULT");
    if (*default_value)
        entry->input->image_default = default_value;
}

static void read_audio(const struct entry *entry)
{
    enum { MOST_COLUMNS = 8192 };
    double columns = 0.0;
    const cJSON *item = get(entry, "MAX");
    bool fits = rmx_header_numbers(item, &columns, 1) && columns >= 1.0 && columns <= MOST_COLUMNS;
    if (item && !fits)
        warn(entry, "MAX", "isf-range", "MAX is no number of columns from 1 to 8192, and not used");
    entry->input->max[0] = fits ? floor(columns) : 0.0;
}

static void read_numbers(const struct entry *entry)
{
    switch (entry->input->type) {
    case RMX_INPUT_FLOAT: read_float(entry); break;
    case RMX_INPUT_BOOL:
    case RMX_INPUT_EVENT: read_bool(entry); break;
    case RMX_INPUT_LONG: read_long(entry); break;
    case RMX_INPUT_POINT2D:
    case RMX_INPUT_COLOR: read_vector(entry); break;
    case RMX_INPUT_IMAGE: read_image(entry); break;
    case RMX_INPUT_AUDIO:
    case RMX_INPUT_AUDIO_FFT: read_audio(entry); break;
    }
}

// Unsaid: RMX_QUANTITY_ANY.
static void read_unit(const struct entry *entry)
{
    static const struct {
        const char *name;
        enum rmx_quantity quantity;
    } units[] = {
        {"number", RMX_QUANTITY_NUMBER},   {"count", RMX_QUANTITY_COUNT},
        {"degrees", RMX_QUANTITY_DEGREES}, {"height", RMX_QUANTITY_HEIGHT},
        {"width", RMX_QUANTITY_WIDTH},     {"canvas", RMX_QUANTITY_CANVAS},
        {"seconds", RMX_QUANTITY_SECONDS},
    };
    if (!get(entry, "UNIT"))
        return;
    const char *name = rmx_header_string(entry->header, entry->item, "UNIT");
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
        if (strcmp(name, units[i].name) == 0) {
            entry->input->quantity = units[i].quantity;
            return;
        }
    warn(entry, "UNIT", "isf-unit",
         "its UNIT is none of number count degrees height width canvas seconds");
}

static void read_extras(const struct entry *entry)
{
    struct rmx_input *input = entry->input;
    int n = rmx_input_components(input->type);
    input->label = rmx_header_string(entry->header, entry->item, "LABEL");
    input->description = rmx_header_string(entry->header, entry->item, "DESCRIPTION");
    input->wrap = rmx_header_is_true(get(entry, "WRAP"));
    input->quantity = RMX_QUANTITY_ANY;
    read_unit(entry);
    const cJSON *identity = get(entry, "IDENTITY");
    input->has_identity = n && rmx_header_numbers(identity, input->identity, n);
    if (identity && !input->has_identity)
        warn(entry, "IDENTITY", "isf-identity", "the IDENTITY does not fit its type");
}

// Where the first input of the entry's name has it.
static struct rmx_span first_place(const struct entry *entry, const char *array)
{
    const char *end = entry->header->end, *name = entry->input->name;
    size_t length = strlen(name);
    for (const char *at = rmx_json_first(array, end); at; at = rmx_json_next(at, end)) {
        const char *value;
        if (*at == '{' && rmx_json_key(at, end, "NAME", &value) &&
            strncmp(value + 1, name, length) == 0 && value[length + 1] == '"')
            return rmx_header_span(entry->header, value, length + 2);
    }
    return (struct rmx_span){0};
}

static bool is_new(const struct entry *entry, const struct rmx_effect *effect, const char *array)
{
    if (rmx_effect_input(effect, entry->input->name) < 0)
        return true;
    rmx_errors_add(entry->header->errors, rmx_header_place(entry->header, entry->at, "NAME"),
                   "isf-duplicate-input", "there are two inputs '%s'", entry->input->name)
        ->other = first_place(entry, array);
    return false;
}

static void check_image_defaults(const struct rmx_header *header, const char *array,
                                 struct rmx_effect *effect)
{
    for (int i = 0; i < effect->input_count; i++) {
        struct rmx_input *input = &effect->inputs[i];
        if (!input->image_default)
            continue;
        int other = rmx_effect_input(effect, input->image_default);
        if (other >= 0 && other != i && effect->inputs[other].type == RMX_INPUT_IMAGE)
            continue;
        rmx_errors_warn(header->errors, rmx_header_span(header, array, 1), "isf-default",
                        "input '%s': the DEFAULT '%s' is no other image input and is not used",
                        input->name, input->image_default);
        input->image_default = NULL;
    }
}

void rmx_inputs_read(const struct rmx_header *header, const cJSON *inputs, const char *array,
                     struct rmx_effect *effect)
{
    int count = cJSON_IsArray(inputs) ? cJSON_GetArraySize(inputs) : -1;
    if (count < 0 || count > RMX_MOST_INPUTS) {
        rmx_errors_add(header->errors, rmx_header_span(header, array, 1),
                       count < 0 ? "isf-inputs" : "isf-limit",
                       count < 0 ? "INPUTS is not a list" : "more than %d inputs", RMX_MOST_INPUTS);
        return;
    }
    effect->inputs = RMX_NEW(header->arena, struct rmx_input, count);
    const char *at = rmx_json_first(array, header->end);
    const cJSON *item;
    for (item = inputs->child; item; item = item->next, at = rmx_json_next(at, header->end)) {
        struct rmx_input input = {0};
        struct entry entry = {.header = header, .item = item, .at = at, .input = &input};
        if (!cJSON_IsObject(item)) {
            rmx_errors_add(header->errors, rmx_header_place(header, at, ""), "isf-inputs",
                           "an entry of INPUTS is not an object");
            continue;
        }
        if (!read_name(&entry) || !is_new(&entry, effect, array) || !read_type(&entry))
            continue;
        read_extras(&entry);
        read_numbers(&entry);
        effect->inputs[effect->input_count++] = input;
    }
    check_image_defaults(header, array, effect);
}
