// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/exhibits.h"

#include "base/file.h"
#include "share/exhibition_file.h"

#include <stdio.h>
#include <string.h>

static bool fail(const struct rmx_exhibition_file *file, char *why, size_t why_size)
{
    snprintf(why, why_size, "%s", file->why);
    return false;
}

static const char *column(struct rmx_arena *arena, sqlite3_stmt *row, int index)
{
    const unsigned char *text = sqlite3_column_text(row, index);
    return rmx_arena_copy(arena, text ? (const char *)text : "");
}

static void read_row(struct rmx_arena *arena, sqlite3_stmt *row, struct rmx_exhibit *exhibit)
{
    exhibit->hash = column(arena, row, 0);
    exhibit->name = column(arena, row, 1);
    exhibit->path = column(arena, row, 2);
    exhibit->surface_s = sqlite3_column_double(row, 3);
    exhibit->stills = sqlite3_column_int64(row, 4);
    exhibit->films = sqlite3_column_int64(row, 5);
    exhibit->shows = sqlite3_column_int64(row, 6);
    exhibit->first_s = sqlite3_column_int64(row, 7);
    exhibit->last_s = sqlite3_column_int64(row, 8);
}

// A row a content and title, those of a content together.
static int read_rows(struct rmx_arena *arena, sqlite3 *database, struct rmx_exhibits *exhibits)
{
    static const char all[] =
        "SELECT hash, name, path, surface_s, stills, films, shows, first_s, last_s, title"
        " FROM pictures LEFT JOIN titles USING (hash) ORDER BY surface_s DESC, name, hash, title";
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(database, all, -1, &row, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(row);
        if (code != SQLITE_ROW)
            break;
        struct rmx_exhibit *last = exhibits->count ? &exhibits->items[exhibits->count - 1] : NULL;
        const char *hash = column(arena, row, 0);
        if (!last || strcmp(last->hash, hash) != 0) {
            last = RMX_PUSH(arena, &exhibits->items, &exhibits->count);
            read_row(arena, row, last);
        }
        if (sqlite3_column_type(row, 9) != SQLITE_NULL)
            *RMX_PUSH(arena, &last->titles, &last->title_count) = column(arena, row, 9);
    }
    sqlite3_finalize(row);
    return code;
}

bool rmx_exhibits_read(struct rmx_arena *arena, const char *path, struct rmx_exhibits *exhibits,
                       char *why, size_t why_size)
{
    struct rmx_exhibition_file file = {0};
    *exhibits = (struct rmx_exhibits){.path = path ? path : rmx_exhibition_path(arena)};
    if (!exhibits->path)
        return true;
    enum rmx_exhibition_status status = rmx_exhibition_file_look(&file, exhibits->path);
    if (status == RMX_EXHIBITION_ABSENT)
        return true;
    if (status == RMX_EXHIBITION_FINE)
        status = rmx_exhibition_file_answer(&file, read_rows(arena, file.database, exhibits));
    rmx_exhibition_file_close(&file);
    return status == RMX_EXHIBITION_FINE || fail(&file, why, why_size);
}

static int delete_rows(sqlite3 *database, const struct rmx_exhibits *exhibits)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(database, "DELETE FROM pictures WHERE hash = ?1", -1, &row, NULL);
    for (int i = 0; i < exhibits->count && (code == SQLITE_OK || code == SQLITE_DONE); i++) {
        sqlite3_bind_text(row, 1, exhibits->items[i].hash, -1, SQLITE_STATIC);
        code = sqlite3_step(row);
        sqlite3_reset(row);
    }
    sqlite3_finalize(row);
    return code;
}

bool rmx_exhibits_forget(const struct rmx_exhibits *exhibits, char *why, size_t why_size)
{
    struct rmx_exhibition_file file = {0};
    if (!exhibits->path || !exhibits->count)
        return true;
    enum rmx_exhibition_status status = rmx_exhibition_file_look(&file, exhibits->path);
    if (status == RMX_EXHIBITION_ABSENT)
        return true;
    if (status == RMX_EXHIBITION_FINE)
        status = rmx_exhibition_file_run(&file, "PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
    if (status == RMX_EXHIBITION_FINE)
        status = rmx_exhibition_file_answer(&file, delete_rows(file.database, exhibits));
    if (status == RMX_EXHIBITION_FINE)
        status = rmx_exhibition_file_run(&file, "COMMIT");
    if (status == RMX_EXHIBITION_FINE) // else at the next one; other programs may read the journal
        rmx_exhibition_file_run(&file, "PRAGMA wal_checkpoint(TRUNCATE)");
    rmx_exhibition_file_close(&file); // what is not committed is rolled back
    return status == RMX_EXHIBITION_FINE || fail(&file, why, why_size);
}

bool rmx_exhibit_is(const struct rmx_exhibit *exhibit, const char *word)
{
    enum { LEAST_DIGITS = 8 };
    const char *file = rmx_path_file(exhibit->path), *dot = strrchr(file, '.');
    size_t length = strlen(word), stem = dot ? (size_t)(dot - file) : strlen(file);
    return strcmp(exhibit->name, word) == 0 || strcmp(exhibit->path, word) == 0 ||
           strcmp(file, word) == 0 || (length == stem && strncmp(file, word, stem) == 0) ||
           (length >= LEAST_DIGITS && strncmp(exhibit->hash, word, length) == 0);
}

static double exposure_of_file(const struct rmx_exhibits *exhibits, struct rmx_contents *contents,
                               const char *path)
{
    const struct rmx_content *content =
        path && exhibits->count ? rmx_contents_find(contents, path) : NULL;
    for (int i = 0; content && content->is_known && i < exhibits->count; i++)
        if (strcmp(exhibits->items[i].hash, content->hash) == 0)
            return exhibits->items[i].surface_s;
    return 0;
}

static double exposure_of(const struct rmx_exhibits *exhibits, struct rmx_contents *contents,
                          const struct rmx_holder *holder)
{
    const struct rmx_source *source = holder->source;
    double sum = source ? exposure_of_file(exhibits, contents, source->path) : 0;
    for (int i = 0; source && i < source->picture_count; i++)
        sum +=
            exposure_of_file(exhibits, contents, holder->scene->sources[source->pictures[i]].path);
    return sum;
}

void rmx_exhibits_seed(const struct rmx_exhibits *exhibits, struct rmx_contents *contents,
                       const struct rmx_holders *holders, struct rmx_auras *auras)
{
    for (int i = 0; i < holders->count; i++)
        if (holders->items[i].source)
            rmx_auras_seed(auras, i, exposure_of(exhibits, contents, &holders->items[i]));
}
