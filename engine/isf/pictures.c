// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of a header that are no inputs: what its passes draw, and what it brings along.
#include "isf/header.h"

#include "isf/header_programs.h"
#include "isf/json.h"

#include <string.h>

enum { MOST_ENTRIES = 256 }; // of which most may have no PATH

// One header while its pictures are read.
struct reading {
    const struct rmx_header *header;
    struct rmx_effect *effect;
    struct rmx_effect_pass *passes;
    const char **buffers;
    struct rmx_import *imports;
    struct rmx_cube *cubes;
    const cJSON *lasting; // PERSISTENT_BUFFERS
};

// A name that GLSL takes and nothing else in the header has; reported else.
static bool is_good_name(const struct reading *reading, const char *name, const char *what,
                         struct rmx_span span)
{
    const struct rmx_effect *effect = reading->effect;
    const char *fault = rmx_header_name_fault(reading->header, name);
    if (!fault && rmx_effect_input(effect, name) >= 0)
        fault = "is the name of an input, too";
    for (int i = 0; i < effect->import_count && !fault; i++)
        if (strcmp(reading->imports[i].name, name) == 0)
            fault = "is the name of another imported picture";
    for (int i = 0; i < effect->cube_count && !fault; i++)
        if (strcmp(reading->cubes[i].name, name) == 0)
            fault = "is the name of a cube map";
    if (fault)
        rmx_errors_add(reading->header->errors, span, "isf-name", "the %s '%s' %s", what, name,
                       fault);
    return !fault;
}

static int buffer_of(const struct reading *reading, const char *name)
{
    for (int b = 0; b < reading->effect->buffer_count; b++)
        if (strcmp(reading->buffers[b], name) == 0)
            return b;
    return -1;
}

// The buffer of that name, entered where it is new.
static int enter_buffer(struct reading *reading, const char *name)
{
    int buffer = buffer_of(reading, name);
    if (buffer >= 0)
        return buffer;
    *RMX_PUSH(reading->header->arena, &reading->buffers, &reading->effect->buffer_count) = name;
    return reading->effect->buffer_count - 1;
}

// ISF 1 named its lasting buffers at the top: a list of names, or an object whose keys they are and
// whose values may say what ISF 2 says in the pass. NULL: it is none of them.
static const cJSON *lasting_entry(const struct reading *reading, const char *name)
{
    const cJSON *item;
    if (cJSON_IsObject(reading->lasting))
        return cJSON_GetObjectItemCaseSensitive(reading->lasting, name);
    cJSON_ArrayForEach(item,
                       reading->lasting) if (cJSON_IsString(item) &&
                                             strcmp(item->valuestring, name) == 0) return item;
    return NULL;
}

// The '{' of a lasting buffer's entry in an object of them; NULL: none is there.
static const char *lasting_place(const struct reading *reading, const char *name)
{
    const struct rmx_header *header = reading->header;
    const char *object, *value;
    if (!rmx_json_key(header->json, header->end, "PERSISTENT_BUFFERS", &object) || *object != '{' ||
        !rmx_json_key(object, header->end, name, &value))
        return NULL;
    return value;
}

// A size of its own: said in the pass at `at`, else where the buffer is named.
static const struct rmx_program *size_of(const struct reading *reading, const cJSON *item,
                                         const char *at, const cJSON *lasting, const char *key)
{
    const struct rmx_header *header = reading->header;
    const struct rmx_program *size = rmx_header_program(header, reading->effect, item, at, key);
    if (size || !cJSON_IsObject(lasting))
        return size;
    return rmx_header_program(header, reading->effect, lasting,
                              lasting_place(reading, lasting->string), key);
}

static void read_pass(struct reading *reading, const cJSON *item, const char *at,
                      struct rmx_effect_pass *pass)
{
    const struct rmx_header *header = reading->header;
    const char *target = rmx_header_string(header, item, "TARGET");
    const cJSON *lasting = NULL;
    pass->buffer = -1;
    if (*target &&
        is_good_name(reading, target, "pass's target", rmx_header_place(header, at, "TARGET"))) {
        pass->target = target;
        pass->buffer = enter_buffer(reading, target);
        lasting = lasting_entry(reading, target);
    }
    // The lower-case key occurs in public files.
    pass->persistent = lasting || rmx_header_is_true(cJSON_GetObjectItem(item, "PERSISTENT"));
    pass->is_float = rmx_header_is_true(cJSON_GetObjectItem(item, "FLOAT")) ||
                     rmx_header_is_true(cJSON_GetObjectItem(lasting, "FLOAT"));
    pass->width = size_of(reading, item, at, lasting, "WIDTH");
    pass->height = size_of(reading, item, at, lasting, "HEIGHT");
}

static void read_passes(struct reading *reading, const cJSON *array)
{
    const struct rmx_header *header = reading->header;
    struct rmx_effect *effect = reading->effect;
    const cJSON *item;
    struct rmx_span place = rmx_header_place(header, header->json, "PASSES");
    int count = cJSON_IsArray(array) ? cJSON_GetArraySize(array) : -1;
    if (count < 0 || count > RMX_MOST_PASSES) {
        rmx_errors_add(header->errors, place, count < 0 ? "isf-passes" : "isf-limit",
                       count < 0 ? "PASSES is not a list" : "more than %d passes", RMX_MOST_PASSES);
        return;
    }
    reading->passes = RMX_NEW(header->arena, struct rmx_effect_pass, count);
    const char *at = header->json;
    rmx_json_key(header->json, header->end, "PASSES", &at);
    at = rmx_json_first(at, header->end);
    cJSON_ArrayForEach(item, array)
    {
        if (!cJSON_IsObject(item))
            rmx_errors_add(header->errors, rmx_header_place(header, at, ""), "isf-passes",
                           "an entry of PASSES is not an object");
        read_pass(reading, item, at, &reading->passes[effect->pass_count++]);
        at = rmx_json_next(at, header->end);
    }
    effect->passes = reading->passes;
}

// Lasting buffers of ISF 1 that no pass draws are there all the same: transparent black.
static void name_undrawn(struct reading *reading)
{
    struct rmx_span place =
        rmx_header_place(reading->header, reading->header->json, "PERSISTENT_BUFFERS");
    const cJSON *item;
    cJSON_ArrayForEach(item, reading->lasting)
    {
        const char *name = cJSON_IsString(item) ? item->valuestring : item->string;
        if (name && buffer_of(reading, name) < 0 &&
            is_good_name(reading, name, "lasting buffer", place))
            enter_buffer(reading, rmx_arena_copy(reading->header->arena, name));
    }
}

// The same of what is imported: no pass draws it.
static bool is_free_name(const struct reading *reading, const char *name, const char *what,
                         struct rmx_span span)
{
    bool is_good = is_good_name(reading, name, what, span);
    bool is_drawn = is_good && buffer_of(reading, name) >= 0;
    if (is_drawn)
        rmx_errors_add(reading->header->errors, span, "isf-name",
                       "the %s '%s' is the name of a pass's target, too", what, name);
    return is_good && !is_drawn;
}

static bool is_cube(const cJSON *item)
{
    const cJSON *type = cJSON_GetObjectItemCaseSensitive(item, "TYPE");
    return cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(item, "PATH")) ||
           (cJSON_IsString(type) && strcmp(type->valuestring, "cube") == 0);
}

// Each face is a picture by a name that the file cannot mean: it begins with a digit.
static void add_cube(struct reading *reading, const char *name, const cJSON *item,
                     struct rmx_span place)
{
    const struct rmx_header *header = reading->header;
    struct rmx_effect *effect = reading->effect;
    const cJSON *paths = cJSON_GetObjectItemCaseSensitive(item, "PATH"), *path;
    int first = effect->import_count, count = 0;
    cJSON_ArrayForEach(path, paths) count += cJSON_IsString(path) && *path->valuestring;
    if (count != RMX_CUBE_FACES || cJSON_GetArraySize(paths) != RMX_CUBE_FACES) {
        rmx_errors_add(header->errors, place, "isf-imported",
                       "the cube map '%s' needs a PATH of six pictures", name)
            ->hint = "in their order: right, left, top, bottom, front, back";
        return;
    }
    if (!is_free_name(reading, name, "cube map", place))
        return;
    cJSON_ArrayForEach(path, paths)
    {
        const char *face =
            rmx_arena_printf(header->arena, "%d_%s", effect->import_count - first, name);
        *RMX_PUSH(header->arena, &reading->imports, &effect->import_count) =
            (struct rmx_import){face, rmx_arena_copy(header->arena, path->valuestring), place};
    }
    *RMX_PUSH(header->arena, &reading->cubes, &effect->cube_count) =
        (struct rmx_cube){rmx_arena_copy(header->arena, name), first};
}

// `at` is where the entry's value stands.
static void add_import(struct reading *reading, const char *name, const cJSON *item, const char *at)
{
    const struct rmx_header *header = reading->header;
    const char *path = rmx_header_string(header, item, "PATH");
    struct rmx_span place = rmx_header_place(header, at, "PATH");
    if (name && !header->is_ours && !cJSON_HasObjectItem(item, "PATH")) {
        if (buffer_of(reading, name) < 0)
            rmx_errors_warn(header->errors, place, "isf-imported",
                            "the imported picture '%s' has no PATH and is left out", name);
        return;
    }
    if (name && *name && is_cube(item)) {
        add_cube(reading, name, item, place);
        return;
    }
    if (!name || !*name || !*path) {
        rmx_errors_add(header->errors, place, "isf-imported",
                       "an entry of IMPORTED needs a name and the PATH of a picture")
            ->hint = "write \"IMPORTED\": {\"name\": {\"PATH\": \"picture.png\"}}";
        return;
    }
    if (!is_free_name(reading, name, "imported picture", place))
        return;
    *RMX_PUSH(header->arena, &reading->imports, &reading->effect->import_count) =
        (struct rmx_import){rmx_arena_copy(header->arena, name), path, place};
}

// ISF 2: {NAME: {PATH}}; ISF 1: [{NAME, PATH}].
static void read_imports(struct reading *reading, const cJSON *list)
{
    const struct rmx_header *header = reading->header;
    const char *at = header->json;
    rmx_json_key(header->json, header->end, "IMPORTED", &at);
    const cJSON *item;
    if (cJSON_GetArraySize(list) > MOST_ENTRIES) {
        rmx_errors_add(header->errors, rmx_header_span(header, at, 1), "isf-limit",
                       "more than %d entries of IMPORTED", MOST_ENTRIES);
        return;
    }
    if (cJSON_IsArray(list)) {
        at = rmx_json_first(at, header->end);
        cJSON_ArrayForEach(item, list)
        {
            add_import(reading, rmx_header_string(header, item, "NAME"), item, at);
            at = rmx_json_next(at, header->end);
        }
        return;
    }
    cJSON_ArrayForEach(item, list)
    {
        const char *value = at;
        if (item->string)
            rmx_json_key(at, header->end, item->string, &value);
        add_import(reading, item->string, item, value);
    }
}

static void count_pictures(const struct reading *reading)
{
    const struct rmx_effect *effect = reading->effect;
    int count = effect->buffer_count + effect->import_count;
    for (int i = 0; i < effect->input_count; i++)
        count += rmx_input_is_picture(effect->inputs[i].type);
    if (count > RMX_MOST_PICTURES)
        rmx_errors_add(reading->header->errors,
                       rmx_header_span(reading->header, reading->header->json, 1), "isf-limit",
                       "%d pictures to read: at most %d can be", count, RMX_MOST_PICTURES);
}

void rmx_pictures_read(const struct rmx_header *header, const cJSON *root,
                       struct rmx_effect *effect)
{
    struct reading reading = {
        .header = header,
        .effect = effect,
        .lasting = cJSON_GetObjectItemCaseSensitive(root, "PERSISTENT_BUFFERS"),
    };
    const cJSON *passes = cJSON_GetObjectItemCaseSensitive(root, "PASSES");
    if (passes)
        read_passes(&reading, passes);
    name_undrawn(&reading);
    read_imports(&reading, cJSON_GetObjectItemCaseSensitive(root, "IMPORTED"));
    effect->buffers = reading.buffers;
    effect->imports = reading.imports;
    effect->cubes = reading.cubes;
    count_pictures(&reading);
}
