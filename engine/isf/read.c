// SPDX-License-Identifier: GPL-3.0-or-later
// One ISF file: its header, its body, and those of the vertex shader beside it.
#include "isf/effect.h"

#include "base/place.h"
#include "isf/body.h"
#include "isf/header.h"
#include "isf/json_loose.h"

#include <string.h>

enum { MOST_BYTES = 1024 * 1024 };

// What is known while one file is read.
struct reading {
    struct rmx_arena *arena;
    const struct rmx_source_text *source, *vertex;
    struct rmx_effect *effect;
    const struct rmx_include_finder *finder;
    struct rmx_errors *errors;
};

static const char *find(const char *from, const char *end, const char *two)
{
    for (; end - from >= 2; from++)
        if (from[0] == two[0] && from[1] == two[1])
            return from;
    return NULL;
}

static bool is_text(const char *from, const char *to)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (to - from >= 3 && memcmp(from, mark, 3) == 0)
        from += 3;
    while (from < to && (unsigned char)*from <= ' ')
        from++;
    return from < to;
}

// Whether a comment opens between two places, in no string and in no comment of a line.
static bool opens_comment(const char *from, const char *to)
{
    bool in_string = false;
    for (; to - from >= 2; from++) {
        if (!in_string && from[0] == '/' && from[1] == '/') {
            while (to - from >= 2 && from[1] != '\n' && from[1] != '\r')
                from++;
        } else if (in_string && *from == '\\') {
            from++;
        } else if (*from == '"') {
            in_string = !in_string;
        } else if (!in_string && from[0] == '/' && from[1] == '*') {
            return true;
        }
    }
    return false;
}

// Where the header's comment ends. In files of others it may hold further ones, which a compiler
// would not take; NULL: it does not end.
static const char *end_of_header(const struct reading *reading, const char *from, const char *end)
{
    const char *close = find(from, end, "*/"), *next;
    while (close && !reading->effect->is_ours && opens_comment(from, close) &&
           (next = find(close + 2, end, "*/"))) {
        from = close + 2;
        close = next;
    }
    return close;
}

// The JSON between the first comment's delimiters, and the body's place behind it.
static bool split(struct reading *reading, const char **json, const char **json_end)
{
    const struct rmx_source_text *source = reading->source;
    const char *end = source->text + source->length;
    const char *open = find(source->text, end, "/*");
    if (!open) {
        rmx_errors_add(reading->errors, rmx_place(source, source->text, 1), "isf-no-header",
                       "the file has no ISF header")
            ->hint = "an ISF file begins with its JSON in a comment: /*{ \"INPUTS\": [] }*/; other "
                     "shaders are known by "
                     "their `main` that writes gl_FragColor, `mainImage` or `transition`";
        return false;
    }
    *json = open + 2;
    *json_end = end_of_header(reading, *json, end);
    if (!*json_end) {
        rmx_errors_add(reading->errors, rmx_place(source, open, 2), "isf-no-header",
                       "the header's comment does not end");
        return false;
    }
    if (is_text(source->text, open))
        rmx_errors_warn(reading->errors, rmx_place(source, source->text, 1), "isf-before-header",
                        "what stands above the header is not used");
    return true;
}

// A header that is no strict JSON but can be read as such: in a copy of the file's text, each byte
// where it was.
static void tighten(const struct reading *reading, struct rmx_header *header)
{
    const struct rmx_source_text *source = reading->source;
    char *text = rmx_arena_copy_n(reading->arena, source->text, source->length);
    char *from = text + (header->json - source->text), *to = text + (header->end - source->text);
    const char *what, *place = rmx_json_tighten(from, to, &what);
    if (!place)
        return;
    rmx_errors_warn(reading->errors, rmx_place(source, source->text + (place - text), 1),
                    "isf-loose", "the header is no JSON: it has %s; it is read all the same", what);
    header->text = text;
    header->json = from;
    header->end = to;
}

static bool is_too_large(struct reading *reading, const struct rmx_source_text *source)
{
    if (source->length <= MOST_BYTES)
        return false;
    rmx_errors_add(reading->errors, (struct rmx_span){.source = source}, "isf-limit",
                   "the file is larger than 1 MiB");
    return true;
}

// It has the header's names and a body of its own.
static void read_vertex(struct reading *reading)
{
    struct rmx_effect *effect = reading->effect;
    struct rmx_effect *vertex = RMX_NEW(reading->arena, struct rmx_effect, 1);
    if (is_too_large(reading, reading->vertex))
        return;
    *vertex = *effect;
    vertex->source = reading->vertex;
    vertex->path = reading->vertex->name;
    rmx_body_read(reading->arena, vertex, vertex->source->text, true, reading->finder,
                  reading->errors);
    vertex->output = NULL; // what it gives are varyings
    effect->vertex = vertex;
    effect->own_pass_reason = "has a vertex shader of its own";
    effect->uses_time |= vertex->uses_time;
    effect->uses_timedelta |= vertex->uses_timedelta;
    effect->uses_date |= vertex->uses_date;
    effect->uses_frame |= vertex->uses_frame;
}

static void read_file(struct reading *reading)
{
    struct rmx_effect *effect = reading->effect;
    const char *json, *json_end;
    if (is_too_large(reading, reading->source) || !split(reading, &json, &json_end))
        return;
    struct rmx_header header = {.arena = reading->arena,
                                .source = reading->source,
                                .text = reading->source->text,
                                .json = json,
                                .end = json_end,
                                .errors = reading->errors,
                                .is_ours = effect->is_ours};
    if (!effect->is_ours)
        tighten(reading, &header);
    if (!rmx_header_read(&header, effect))
        return;
    if (reading->vertex)
        read_vertex(reading);
    rmx_body_read(reading->arena, effect, json_end + 2, false, reading->finder, reading->errors);
}

struct rmx_effect *rmx_effect_read(struct rmx_arena *arena, const struct rmx_source_text *source,
                                   const char *name, const char *folder, bool is_ours,
                                   const struct rmx_source_text *vertex,
                                   const struct rmx_include_finder *finder,
                                   struct rmx_errors *errors)
{
    int before = errors->error_count;
    struct rmx_effect *effect = RMX_NEW(arena, struct rmx_effect, 1);
    effect->name = rmx_arena_copy(arena, name);
    effect->path = source->name;
    effect->folder = rmx_arena_copy(arena, folder);
    effect->is_ours = is_ours;
    effect->source = source;
    effect->main_image = effect->to_image = -1;
    struct reading reading = {.arena = arena,
                              .source = source,
                              .vertex = vertex,
                              .effect = effect,
                              .finder = finder,
                              .errors = errors};
    read_file(&reading);
    return errors->error_count == before ? effect : NULL;
}
