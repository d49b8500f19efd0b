// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/fragment_keys.h"

#include "base/place.h"
#include "isf/header_programs.h"

#include <math.h>
#include <string.h>
#include <strings.h>

enum { MOST_EACH = 1000 };

static const char *const ranks[] = {"brightness", "hue", "detail", "random", NULL};
static const char *const paths[] = {"rows", "columns", "spiral", NULL};

// One header while it is read.
struct reading {
    const struct rmx_header *header;
    const cJSON *root;
    struct rmx_effect *effect;
};

bool rmx_fragment_keys_role(const char *folder, enum rmx_role *role)
{
    bool is_cut = strcmp(folder, "cut") == 0;
    if (!is_cut && strcmp(folder, "arrange") != 0)
        return false;
    if (role)
        *role = is_cut ? RMX_ROLE_CUT : RMX_ROLE_ARRANGE;
    return true;
}

static const cJSON *get(const struct reading *reading, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(reading->root, key);
}

static struct rmx_error *fault(const struct reading *reading, const char *key, const char *message)
{
    const struct rmx_header *header = reading->header;
    return rmx_errors_add(header->errors, rmx_header_place(header, header->json, key),
                          "fragment-key", "%s: %s", key, message);
}

// How many columns or rows.
static const struct rmx_program *read_count(const struct reading *reading, const char *key)
{
    const struct rmx_header *header = reading->header;
    int before = header->errors->error_count;
    const struct rmx_program *count =
        rmx_header_program(header, reading->effect, reading->root, header->json, key);
    if (!count && header->errors->error_count == before)
        fault(reading, key, "a cut says how many it has")->hint =
            rmx_arena_printf(header->arena, "write \"%s\": \"$count\"", key);
    return count;
}

static int read_each(const struct reading *reading)
{
    double number = 1;
    const cJSON *item = get(reading, "EACH");
    bool is_good = !item || rmx_header_numbers(item, &number, 1);
    if (is_good && number >= 1 && number <= MOST_EACH && number == floor(number))
        return (int)number;
    fault(reading, "EACH", "a whole number from 1 to 1000 is due");
    return 1;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcasecmp(word, *words) == 0)
            return true;
    return false;
}

static bool is_menu_of(const struct rmx_input *input, const char *const *words)
{
    for (int i = 0; i < input->value_count; i++)
        if (!input->labels || !is_one_of(input->labels[i], words))
            return false;
    return input->type == RMX_INPUT_LONG && input->value_count > 0;
}

// One of the words, or "$name" of a menu of them; NULL where the key is not there.
static const char *read_choice(const struct reading *reading, const char *key,
                               const char *const *words)
{
    struct rmx_arena *arena = reading->header->arena;
    if (!get(reading, key))
        return NULL;
    const char *text = rmx_header_string(reading->header, reading->root, key);
    const char *list = "";
    for (int i = 0; words[i]; i++)
        list = rmx_arena_printf(arena, "%s%s%s", list, i ? ", " : "", words[i]);
    int input = *text == '$' ? rmx_effect_input(reading->effect, text + 1) : -1;
    bool is_good = *text == '$' ? input >= 0 && is_menu_of(&reading->effect->inputs[input], words)
                                : is_one_of(text, words);
    if (!is_good)
        fault(reading, key,
              *text == '$' ? rmx_arena_printf(arena, "'%s' is no long input with such LABELS", text)
                           : rmx_arena_printf(arena, "'%s' is unknown", text))
            ->hint = rmx_arena_printf(arena, "the words are: %s", list);
    return text;
}

// The name of an image input.
static const char *read_image(const struct reading *reading, const char *key, const char *example)
{
    if (!get(reading, key))
        return NULL;
    const char *name = rmx_header_string(reading->header, reading->root, key);
    int input = rmx_effect_input(reading->effect, name);
    if (input >= 0 && reading->effect->inputs[input].type == RMX_INPUT_IMAGE)
        return name;
    fault(reading, key,
          rmx_arena_printf(reading->header->arena, "'%s' is none of the image inputs", name))
        ->hint = rmx_arena_printf(
        reading->header->arena,
        "write \"%s\": \"%s\", and an input of that NAME and the TYPE image", key, example);
    return NULL;
}

// The name of an input of this type, beside a MATCH.
static const char *read_beside(const struct reading *reading, const char *key,
                               enum rmx_input_type type)
{
    struct rmx_arena *arena = reading->header->arena;
    if (!get(reading, key))
        return NULL;
    const char *name = rmx_header_string(reading->header, reading->root, key);
    int input = rmx_effect_input(reading->effect, name);
    if (!reading->effect->fragments.match)
        fault(reading, key, "nothing is matched that it would limit")->hint =
            "it belongs to a MATCH";
    else if (input < 0 || reading->effect->inputs[input].type != type)
        fault(reading, key,
              rmx_arena_printf(arena, "'%s' is none of the %s inputs", name,
                               rmx_input_type_name(type)));
    return name;
}

// `targetImage` is `target` in a scene.
static void name_images(const struct reading *reading)
{
    static const char ending[] = "Image";
    struct rmx_effect *effect = reading->effect;
    for (int i = 0; i < effect->input_count; i++) {
        struct rmx_input *input = &effect->inputs[i];
        size_t length = strlen(input->name), most = strlen(ending);
        if (input->type != RMX_INPUT_IMAGE || length <= most ||
            strcmp(input->name + length - most, ending) != 0)
            continue;
        const char *name = rmx_arena_copy_n(reading->header->arena, input->name, length - most);
        if (rmx_effect_input(effect, name) < 0)
            input->short_name = name;
    }
}

// Keys that belong to the other of the two, and those that no fragment has.
static void check_foreign_keys(const struct reading *reading)
{
    static const char *const of_cuts[] = {"COLUMNS", "ROWS",   "EACH", "UNIFORM",
                                          "ISLANDS", "PASSES", NULL};
    static const char *const of_arranges[] = {"RANK",    "PATH",   "MATCH", "PERMUTES",
                                              "MOMENTS", "LIMIT",  "APART", "ONCE",
                                              "WHOLE",   "PASSES", NULL};
    bool is_cut = reading->effect->role == RMX_ROLE_CUT;
    for (const char *const *key = is_cut ? of_arranges : of_cuts; *key; key++)
        if (get(reading, *key))
            fault(reading, *key, is_cut ? "no cut has this" : "no arrange has this");
}

void rmx_fragment_keys_read(const struct rmx_header *header, const cJSON *root,
                            struct rmx_effect *effect)
{
    struct reading reading = {header, root, effect};
    struct rmx_fragment_keys *fragments = &effect->fragments;
    check_foreign_keys(&reading);
    name_images(&reading);
    if (effect->role == RMX_ROLE_CUT) {
        fragments->columns = read_count(&reading, "COLUMNS");
        fragments->rows = read_count(&reading, "ROWS");
        fragments->each = read_each(&reading);
        fragments->components = read_image(&reading, "ISLANDS", "maskImage");
        fragments->is_uniform = rmx_header_is_true(get(&reading, "UNIFORM"));
    } else {
        fragments->rank = read_choice(&reading, "RANK", ranks);
        fragments->path = read_choice(&reading, "PATH", paths);
        fragments->match = read_image(&reading, "MATCH", "targetImage");
        fragments->limit = read_beside(&reading, "LIMIT", RMX_INPUT_LONG);
        fragments->apart = read_beside(&reading, "APART", RMX_INPUT_FLOAT);
        fragments->once = read_beside(&reading, "ONCE", RMX_INPUT_LONG);
        fragments->whole = read_beside(&reading, "WHOLE", RMX_INPUT_BOOL);
        fragments->permutes = rmx_header_is_true(get(&reading, "PERMUTES"));
        fragments->wants_moments = rmx_header_is_true(get(&reading, "MOMENTS"));
    }
}

static bool defines(const struct rmx_declarations *found, const char *name, int arity)
{
    for (int i = 0; i < found->function_count; i++)
        if (found->functions[i].arity == arity && rmx_token_is(found->functions[i].name, name))
            return true;
    return false;
}

static void want(const struct rmx_effect *effect, struct rmx_errors *errors, const char *name,
                 const char *hint)
{
    const struct rmx_source_text *source = effect->source;
    const char *at =
        effect->tokens.count ? effect->tokens.items[0].at : source->text + source->length;
    rmx_errors_add(errors, rmx_place(source, at, 1), "fragment-function", "%s has no function '%s'",
                   effect->role == RMX_ROLE_CUT ? "this cut" : "this arrange", name)
        ->hint = hint;
}

void rmx_fragment_keys_check(struct rmx_effect *effect, const struct rmx_declarations *found,
                             struct rmx_errors *errors)
{
    struct rmx_fragment_keys *fragments = &effect->fragments;
    fragments->has_cell_at = defines(found, "cell_at", 1);
    fragments->has_outline = defines(found, "outline", 2);
    fragments->has_target = defines(found, "target", 1);
    fragments->has_fills = fragments->components && defines(found, "fills", 1);
    if (effect->role == RMX_ROLE_CUT && !defines(found, "cut", 1))
        want(effect, errors, "cut", "write `Fragment cut(int id)`");
    if (fragments->components && !defines(found, "inside", 2))
        want(effect, errors, "inside", "what ISLANDS needs `float inside(vec2 p, int sheet)`");
    if (effect->role == RMX_ROLE_ARRANGE && !defines(found, "arrange", 1))
        want(effect, errors, "arrange", "write `Fragment arrange(Fragment f)`");
    if (fragments->permutes && !fragments->has_target)
        want(effect, errors, "target", "what PERMUTES needs `int target(Fragment f)`");
}

enum { PICTURE, DETAIL, DISTANCE, MEAN_OF, DETAIL_OF, TIME, TIMEDELTA, DATE, FRAMEINDEX };

static bool has_any(uint32_t found, int first, int last)
{
    return (found >> first & ((2u << (last - first)) - 1u)) != 0;
}

// `{ return f; }`, f being the parameter.
static bool is_identity(const struct rmx_calls *calls)
{
    int index = rmx_names_get(&calls->names, "arrange", 7);
    const struct rmx_call_node *node = index < 0 ? NULL : &calls->nodes[index];
    if (!node || node->is_macro || node->next >= 0 || node->last - node->first != 4 ||
        !rmx_code_is(node->code, node->first + 1, "return") ||
        !rmx_code_is_name(node->code, node->first + 2))
        return false;
    const struct rmx_token *given = rmx_code_at(node->code, node->first - 2),
                           *returned = rmx_code_at(node->code, node->first + 2);
    return given->length == returned->length &&
           memcmp(given->text, returned->text, (size_t)given->length) == 0 &&
           rmx_calls_find(calls, returned) < 0;
}

void rmx_fragment_keys_reach(struct rmx_effect *effect, const struct rmx_calls *calls)
{
    static const char *const of_cuts[] = {"cut", "cell_at", "outline", "inside", "fills", NULL};
    static const char *const of_arranges[] = {"arrange", "target", NULL};
    static const struct rmx_call_word words[] = {
        [PICTURE] = {"picture_at", false},       [DETAIL] = {"detail_at", false},
        [DISTANCE] = {"island_distance", false}, [MEAN_OF] = {"mean", true},
        [DETAIL_OF] = {"detail", true},          [TIME] = {"TIME", false},
        [TIMEDELTA] = {"TIMEDELTA", false},      [DATE] = {"DATE", false},
        [FRAMEINDEX] = {"FRAMEINDEX", false},
    };
    struct rmx_fragment_keys *fragments = &effect->fragments;
    bool is_cut = effect->role == RMX_ROLE_CUT;
    uint32_t found = rmx_calls_reach(calls, is_cut ? of_cuts : of_arranges, words,
                                     sizeof(words) / sizeof(*words));
    fragments->reads_pictures = has_any(found, PICTURE, DETAIL);
    fragments->reads_distances = has_any(found, DISTANCE, DISTANCE);
    fragments->reads_means = has_any(found, MEAN_OF, DETAIL_OF);
    fragments->uses_clock = has_any(found, TIME, FRAMEINDEX);
    fragments->is_identity = !is_cut && is_identity(calls);
}
