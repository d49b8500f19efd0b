// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene_parts.h"

#include <string.h>

static bool is_one_of(const char *id, const char *const *ids)
{
    for (; *ids; ids++)
        if (strcmp(id, *ids) == 0)
            return true;
    return false;
}

// Errors that may be none once the missing text is there.
static const char *const about_names[] = {"unknown-picture", "unknown-effect", "expr-unknown-name",
                                          "unknown-source", NULL};
static const char *const about_absence[] = {"missing-key", "missing-picture", "missing-effect",
                                            "empty-value", "unused-chain",    NULL};

static bool follows(const struct rmx_checker *checker, int index)
{
    const struct rmx_error *error = &checker->errors->items[index];
    bool broken = checker->broken_line > 0;
    if ((broken || checker->is_repaired) && index < checker->syntax_count)
        return false;
    bool is_whole = error->span.line == 0; // "no layers"
    if (is_one_of(error->id, about_names) || (is_whole && is_one_of(error->id, about_absence)))
        return broken || checker->is_incomplete;
    bool here = error->span.source == checker->files[0].source;
    if (checker->is_repaired && here && is_one_of(error->id, about_absence))
        return true;
    return broken && here &&
           (error->span.line >= checker->broken_line || is_one_of(error->id, about_absence));
}

// A scene within is read once for each that shows it.
static bool is_same_file(const struct rmx_source_text *a, const struct rmx_source_text *b)
{
    return a == b || (a && b && strcmp(a->name, b->name) == 0);
}

static bool is_there(const struct rmx_errors *errors, const struct rmx_error *error)
{
    for (int i = 0; i < errors->count; i++) {
        const struct rmx_error *other = &errors->items[i];
        if (is_same_file(other->span.source, error->span.source) &&
            other->span.line == error->span.line && other->span.column == error->span.column &&
            strcmp(other->id, error->id) == 0 && strcmp(other->message, error->message) == 0)
            return true;
    }
    return false;
}

enum { LONGEST_SENTENCE = 300 };

// One line of bounded length: a scene's text may hold newlines, a hostile one a million letters.
static const char *one_line(struct rmx_arena *arena, const char *text)
{
    if (!text || (strlen(text) <= LONGEST_SENTENCE && !strpbrk(text, "\n\r\t")))
        return text;
    size_t length = strnlen(text, LONGEST_SENTENCE);
    while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--; // not within a character
    char *line = rmx_arena_printf(arena, "%.*s%s", (int)length, text, text[length] ? "…" : "");
    for (char *c = line; *c; c++)
        if (strchr("\n\r\t", *c))
            *c = ' ';
    return line;
}

void rmx_hand_over(struct rmx_errors *errors, const struct rmx_error *error)
{
    if (is_there(errors, error))
        return;
    struct rmx_error *added = RMX_PUSH(errors->arena, &errors->items, &errors->count);
    *added = *error;
    added->message = one_line(errors->arena, error->message);
    added->hint = one_line(errors->arena, error->hint);
    errors->error_count += error->severity == RMX_ERROR;
}

// A name that is not there: its first use is enough.
static const char *const once[] = {"unknown-picture", "expr-unknown-name", NULL};

static bool was_said(const struct rmx_errors *errors, int count, const struct rmx_error *error)
{
    for (int i = 0; is_one_of(error->id, once) && i < count; i++) {
        const struct rmx_error *other = &errors->items[i];
        if (other->span.source == error->span.source && strcmp(other->id, error->id) == 0 &&
            strcmp(other->message, error->message) == 0)
            return true;
    }
    return false;
}

static void drop_repeated(struct rmx_errors *errors)
{
    int kept = 0;
    for (int i = 0; i < errors->count; i++) {
        if (was_said(errors, kept, &errors->items[i])) {
            errors->error_count--;
            continue;
        }
        errors->items[kept++] = errors->items[i];
    }
    errors->count = kept;
}

// By file in the order of reading, then what belongs to none of them (an effect's own text).
void rmx_check_deliver(struct rmx_checker *checker, struct rmx_errors *errors)
{
    struct rmx_errors *found = checker->errors;
    bool *done = RMX_NEW(checker->arena, bool, found->count);
    for (int file = 0; file <= checker->file_count; file++) {
        for (int i = 0; i < found->count; i++) {
            bool here = file == checker->file_count ||
                        found->items[i].span.source == checker->files[file].source;
            if (done[i] || !here)
                continue;
            done[i] = true;
            if (!follows(checker, i))
                rmx_hand_over(errors, &found->items[i]);
        }
    }
    rmx_errors_sort(errors);
    drop_repeated(errors);
}
