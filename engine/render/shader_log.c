// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/shader_log.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_ERRORS = 3,
    MARK = 100000, // a marked line is S * MARK + LINE
};

// Where a log line says it stands; the words behind the place, or NULL where the form is unknown.
static const char *read_place(const char *line, int *text, int *number)
{
    static const char *const forms[] = {"%d:%d(%*d): %n", "%d(%d) : %n", "ERROR: %d:%d: %n"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        int length = 0;
        if (sscanf(line, forms[i], text, number, &length) != 2 || !length)
            continue;
        if (*number >= MARK) {
            *text = *number / MARK;
            *number %= MARK;
        }
        return line + length;
    }
    return NULL;
}

// Behind "error: ", "preprocessor error: Error: " or "error C1234: "; NULL for a warning.
static const char *skip_severity(const char *text)
{
    if (!strncmp(text, "warning", 7))
        return NULL;
    const char *colon = strstr(text, ": ");
    bool named = !strncmp(text, "error", 5) || !strncmp(text, "preprocessor error", 18);
    text = named && colon ? colon + 2 : text;
    return strncmp(text, "Error: ", 7) ? text : text + 7; // Mesa's preprocessor says it twice
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

// What plan/emit.h names for the K-th step of a pass: rK_BEGINNING...; nK_ before the file's own
// names.
static const struct {
    const char *emitted, *meant;
} names[] = {
    {"color", "gl_FragColor"},
    {"coord", "isf_FragNormCoord"},
    {"fragcoord", "gl_FragCoord"},
    {"tap_", ""},
    {"pixel_", ""},
    {"here_", ""},
    {"read_", ""},
    {"size_", ""},
    {"texels_", ""},
    {"sampler_", ""},
    {"", ""},
};

// Where an instance prefix (n12_ or r12_ and what belongs to it) stands at `at`: its length, and
// its name in the file. 0 where there is none.
static size_t prefix_length(const char *start, const char *at, const char **meant)
{
    if ((*at != 'n' && *at != 'r') || (at > start && is_word(at[-1])))
        return 0;
    size_t digits = strspn(at + 1, "0123456789"), length = digits + 2;
    if (!digits || at[1 + digits] != '_')
        return 0;
    size_t kind = 0;
    while (*at == 'r' && strncmp(at + length, names[kind].emitted, strlen(names[kind].emitted)))
        kind++;
    *meant = *at == 'r' ? names[kind].meant : "";
    return *at == 'r' ? length + strlen(names[kind].emitted) : length;
}

// The file's own names, and the same quotes on both sides.
static char *clean(struct rmx_arena *arena, const char *text)
{
    struct rmx_text out = {0};
    const char *list = strstr(text, "; candidates are:");
    for (const char *at = text; *at && at != list;) {
        const char *meant = *at == '`' ? "'" : NULL;
        size_t length = meant ? 1 : prefix_length(text, at, &meant);
        if (meant)
            rmx_text_add(&out, meant);
        else
            rmx_text_add_n(&out, at, 1);
        at += length ? length : 1;
    }
    char *copy = rmx_arena_copy(arena, rmx_text_string(&out));
    rmx_text_finish(&out);
    return copy;
}

static const char *find_line(const struct rmx_source_text *text, int number, size_t *length)
{
    const char *at = text->text, *end = at + text->length;
    for (int i = 1; i < number && at; i++) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    if (!at || number < 1)
        return NULL;
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    *length = (size_t)((stop ? stop : end) - at);
    return at;
}

// The first quoted word of a message, where the line has it: drivers' columns count the generated
// text, not the file's.
static const char *find_word(const char *message, const char *line, size_t length, size_t *found)
{
    size_t quote = strcspn(message, "'\"");
    const char *word = message + quote + (message[quote] != '\0');
    size_t size = 0;
    while (is_word(word[size]))
        size++;
    for (size_t i = 0; size && i + size <= length; i++)
        if (!strncmp(line + i, word, size) && (i == 0 || !is_word(line[i - 1])) &&
            (i + size == length || !is_word(line[i + size]))) {
            *found = size;
            return line + i;
        }
    return NULL;
}

static int characters(const char *from, const char *to)
{
    int count = 0;
    for (; from < to; from++)
        count += ((unsigned char)*from & 0xc0) != 0x80;
    return count;
}

static struct rmx_span span_in(const struct rmx_source_text *text, int number, const char *message)
{
    size_t length = 0, marked = 0;
    const char *line = find_line(text, number, &length);
    if (!line)
        return (struct rmx_span){.source = text};
    const char *at = find_word(message, line, length, &marked);
    if (!at) {
        at = line;
        while (at < line + length && isspace((unsigned char)*at))
            at++;
        marked = (size_t)(line + length - at);
    }
    int wide = characters(at, at + marked);
    return (struct rmx_span){text, number, characters(line, at) + 1, wide > 0 ? wide : 1};
}

// The first file that has a quoted word of the message.
static struct rmx_span search(const struct rmx_pass *pass, const char *message)
{
    for (int i = 0; i < pass->shaders.text_count; i++) {
        const struct rmx_source_text *text = pass->shaders.texts[i];
        size_t marked;
        const char *at = text ? find_word(message, text->text, text->length, &marked) : NULL;
        if (!at)
            continue;
        int number = 1;
        for (const char *c = text->text; c < at; c++)
            number += *c == '\n';
        return span_in(text, number, message);
    }
    return (struct rmx_span){0};
}

static struct rmx_span whole_file(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    const struct rmx_effect *effect = plan->steps[pass->root].effect;
    return (struct rmx_span){.source = effect ? effect->source : NULL};
}

// What follows on a line from its first error is left out.
static bool is_known(const struct rmx_errors *errors, struct rmx_span span, const char *message)
{
    for (int i = 0; i < errors->count; i++) {
        const struct rmx_error *error = &errors->items[i];
        if (!strcmp(error->id, "glsl") && error->span.source == span.source &&
            error->span.line == span.line && (span.line || !strcmp(error->message, message)))
            return true;
    }
    return false;
}

// One line of the log; false where it is no error of its own (a warning, a list of candidates).
static bool add_line(struct rmx_errors *errors, const struct rmx_plan *plan,
                     const struct rmx_pass *pass, const char *line)
{
    int text = -1, number = 0;
    const char *rest = read_place(line, &text, &number);
    rest = skip_severity(rest ? rest : line);
    if (!rest || !*rest || isspace((unsigned char)*rest))
        return false;
    const char *message = clean(errors->arena, rest);
    bool known = text >= 0 && text < pass->shaders.text_count && pass->shaders.texts[text];
    struct rmx_span span =
        known ? span_in(pass->shaders.texts[text], number, message) : search(pass, message);
    if (!span.source)
        span = whole_file(plan, pass);
    if (!is_known(errors, span, message))
        rmx_errors_add(errors, span, "glsl", "%s", message);
    return true;
}

void rmx_shader_log_add(struct rmx_errors *errors, const struct rmx_plan *plan,
                        const struct rmx_pass *pass, const char *log)
{
    char *lines = rmx_arena_copy(errors->arena, log), *rest = NULL;
    int before = errors->count;
    bool told = false;
    for (char *line = strtok_r(lines, "\n", &rest); line && errors->count < before + MOST_ERRORS;
         line = strtok_r(NULL, "\n", &rest))
        told |= add_line(errors, plan, pass, line);
    if (!told)
        add_line(errors, plan, pass,
                 "the graphics driver refuses this shader and does not say why");
}

bool rmx_shader_log_lost(const char *log)
{
    for (const char *line = log; line; line = strchr(line, '\n')) {
        int text, number;
        line += *line == '\n';
        if (read_place(line, &text, &number) && text == 0)
            return true;
    }
    return false;
}

char *rmx_shader_log_mark(struct rmx_arena *arena, const char *glsl)
{
    struct rmx_text marked = {0};
    for (const char *line = glsl; *line;) {
        size_t length = strcspn(line, "\n");
        int number, text;
        if (sscanf(line, "#line %d %d", &number, &text) == 2)
            rmx_text_printf(&marked, "#line %d %d", text * MARK + number, text);
        else
            rmx_text_add_n(&marked, line, length);
        line += length;
        if (*line) {
            rmx_text_add(&marked, "\n");
            line++;
        }
    }
    char *copy = rmx_arena_copy(arena, rmx_text_string(&marked));
    rmx_text_finish(&marked);
    return copy;
}
