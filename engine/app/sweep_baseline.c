// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweep_baseline.h"

#include "app/command.h"
#include "base/file.h"
#include "base/names.h"

#include <cjson/cJSON.h>
#include <string.h>

struct rmx_baseline {
    struct rmx_names names; // to the entry
    bool *failed, *found;
    int count, left;
};

enum { MOST_BYTES = 64 * 1024 * 1024 };

// The line's entry. False: it is none.
static bool read_line(struct rmx_arena *arena, struct rmx_baseline *baseline, const char *line,
                      size_t length)
{
    cJSON *json = cJSON_ParseWithLength(line, length);
    const cJSON *file = cJSON_GetObjectItemCaseSensitive(json, "file");
    const cJSON *verdict = cJSON_GetObjectItemCaseSensitive(json, "verdict");
    bool is_one = cJSON_IsString(file) && cJSON_IsString(verdict);
    if (is_one) {
        const char *name = rmx_arena_copy(arena, file->valuestring);
        baseline->failed[baseline->count] = strcmp(verdict->valuestring, "failed") == 0 ||
                                            strcmp(verdict->valuestring, "blank") == 0;
        rmx_names_put(&baseline->names, name, strlen(name), baseline->count++);
    }
    cJSON_Delete(json);
    return is_one;
}

static int count_lines(const char *text, size_t length)
{
    int count = 1;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    return count;
}

struct rmx_baseline *rmx_baseline_read(struct rmx_arena *arena, const char *path)
{
    char *text;
    size_t length;
    enum rmx_file_status status = rmx_file_read_own(arena, path, MOST_BYTES, &text, &length);
    if (status != RMX_FILE_OK) {
        rmx_complain("cannot read %s: %s", path, rmx_file_status_text(status));
        return NULL;
    }
    struct rmx_baseline *baseline = RMX_NEW(arena, struct rmx_baseline, 1);
    int lines = count_lines(text, length), number = 1;
    *baseline = (struct rmx_baseline){.names = {.arena = arena},
                                      .failed = RMX_NEW(arena, bool, lines),
                                      .found = RMX_NEW(arena, bool, lines)};
    for (const char *at = text, *end = text + length; at < end; number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t bytes = (size_t)((newline ? newline : end) - at);
        if (bytes && !read_line(arena, baseline, at, bytes)) {
            rmx_complain("%s:%d: this is no line of `remontage sweep --json`", path, number);
            return NULL;
        }
        at += bytes + 1;
    }
    baseline->left = (int)baseline->names.count;
    return baseline;
}

bool rmx_baseline_find(struct rmx_baseline *baseline, const char *file, bool *failed)
{
    int index = rmx_names_get(&baseline->names, file, strlen(file));
    *failed = index >= 0 && baseline->failed[index];
    if (index >= 0 && !baseline->found[index])
        baseline->left--;
    if (index >= 0)
        baseline->found[index] = true;
    return index >= 0;
}

int rmx_baseline_left(const struct rmx_baseline *baseline)
{
    return baseline->left;
}
