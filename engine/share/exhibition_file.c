// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/exhibition_file.h"

#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { WAIT_MS = 2000, MOST_ASIDE = 1000 };

static const char tables[] =
    "CREATE TABLE pictures (hash TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL,"
    " surface_s REAL NOT NULL, stills INTEGER NOT NULL, films INTEGER NOT NULL,"
    " shows INTEGER NOT NULL, first_s INTEGER NOT NULL, last_s INTEGER NOT NULL);"
    "CREATE TABLE titles (hash TEXT NOT NULL REFERENCES pictures ON DELETE CASCADE,"
    " title TEXT NOT NULL, PRIMARY KEY (hash, title)) WITHOUT ROWID;"
    "PRAGMA user_version = 1";

char *rmx_exhibition_path(struct rmx_arena *arena)
{
    const char *folder = rmx_folder_state(arena);
    return folder ? rmx_path_join(arena, folder, "exhibition.db") : NULL;
}

enum rmx_exhibition_status rmx_exhibition_file_answer(struct rmx_exhibition_file *file, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return RMX_EXHIBITION_FINE;
    snprintf(file->why, sizeof(file->why), "%s",
             file->database ? sqlite3_errmsg(file->database) : sqlite3_errstr(code));
    switch (code & 0xff) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return RMX_EXHIBITION_BROKEN;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM: return RMX_EXHIBITION_LATER;
    default: return RMX_EXHIBITION_NEVER;
    }
}

enum rmx_exhibition_status rmx_exhibition_file_run(struct rmx_exhibition_file *file,
                                                   const char *sql)
{
    return rmx_exhibition_file_answer(file, sqlite3_exec(file->database, sql, NULL, NULL, NULL));
}

// The first column of the first row; `text` needs 64 bytes.
static enum rmx_exhibition_status ask(struct rmx_exhibition_file *file, const char *sql, char *text)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(file->database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    const unsigned char *answer = code == SQLITE_ROW ? sqlite3_column_text(statement, 0) : NULL;
    snprintf(text, 64, "%s", answer ? (const char *)answer : "");
    enum rmx_exhibition_status status = rmx_exhibition_file_answer(file, code);
    sqlite3_finalize(statement);
    return status;
}

static enum rmx_exhibition_status ask_number(struct rmx_exhibition_file *file, const char *sql,
                                             int *number)
{
    char text[64];
    enum rmx_exhibition_status status = ask(file, sql, text);
    if (sscanf(text, "%d", number) != 1)
        *number = 0;
    return status;
}

static enum rmx_exhibition_status check_all(struct rmx_exhibition_file *file, int *version)
{
    char sound[64];
    int tables_there = 0;
    enum rmx_exhibition_status status = ask_number(file, "PRAGMA user_version", version);
    if (status == RMX_EXHIBITION_FINE)
        status = ask(file, "PRAGMA quick_check(1)", sound);
    if (status == RMX_EXHIBITION_FINE && strcmp(sound, "ok") != 0) {
        snprintf(file->why, sizeof(file->why), "its pages are damaged");
        return RMX_EXHIBITION_BROKEN;
    }
    if (status == RMX_EXHIBITION_FINE)
        status = ask_number(file, "SELECT count(*) FROM sqlite_master", &tables_there);
    if (status == RMX_EXHIBITION_FINE && *version > RMX_EXHIBITION_VERSION) {
        snprintf(file->why, sizeof(file->why), "a newer version of the program made it");
        return RMX_EXHIBITION_NEVER;
    }
    if (status == RMX_EXHIBITION_FINE && *version != RMX_EXHIBITION_VERSION && tables_there) {
        snprintf(file->why, sizeof(file->why), "another program made it");
        return RMX_EXHIBITION_NEVER;
    }
    return status;
}

// Sound pages, and tables that this version knows; `version` is 0 where there are none yet. All of
// one instant: another program may be making them.
static enum rmx_exhibition_status check(struct rmx_exhibition_file *file, int *version)
{
    enum rmx_exhibition_status status = rmx_exhibition_file_run(file, "BEGIN");
    if (status == RMX_EXHIBITION_FINE)
        status = check_all(file, version);
    if (!sqlite3_get_autocommit(file->database))
        sqlite3_exec(file->database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static enum rmx_exhibition_status connect(struct rmx_exhibition_file *file, const char *path,
                                          int flags)
{
    int code = sqlite3_open_v2(path, &file->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        sqlite3_busy_timeout(file->database, WAIT_MS);
    return rmx_exhibition_file_answer(file, code);
}

static enum rmx_exhibition_status prepare(struct rmx_exhibition_file *file, const char *path)
{
    int version = 0;
    enum rmx_exhibition_status status =
        connect(file, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (status == RMX_EXHIBITION_FINE)
        status = check(file, &version);
    if (status == RMX_EXHIBITION_FINE)
        status =
            rmx_exhibition_file_run(file, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                          "PRAGMA foreign_keys = ON");
    if (status == RMX_EXHIBITION_FINE && version == 0) {
        status = rmx_exhibition_file_run(file, "BEGIN IMMEDIATE");
        if (status == RMX_EXHIBITION_FINE)
            status = rmx_exhibition_file_run(file, tables);
        if (status == RMX_EXHIBITION_FINE)
            status = rmx_exhibition_file_run(file, "COMMIT");
    }
    return status;
}

static void rename_with(const char *path, const char *aside, const char *ending)
{
    struct rmx_arena *arena = rmx_arena_create();
    rename(rmx_arena_printf(arena, "%s%s", path, ending),
           rmx_arena_printf(arena, "%s%s", aside, ending));
    rmx_arena_destroy(arena);
}

// Under the first name that is free, with its journal.
static bool set_aside(struct rmx_exhibition_file *file, const char *path)
{
    for (int i = 1; i < MOST_ASIDE; i++) {
        int length = i == 1 ? snprintf(file->aside, sizeof(file->aside), "%s.broken", path)
                            : snprintf(file->aside, sizeof(file->aside), "%s.broken.%d", path, i);
        if (length >= (int)sizeof(file->aside))
            break;
        if (access(file->aside, F_OK) == 0)
            continue;
        if (rename(path, file->aside) != 0)
            break;
        rename_with(path, file->aside, "-wal");
        rename_with(path, file->aside, "-shm");
        return true;
    }
    file->aside[0] = '\0';
    return false;
}

// One program at a time: none finds the tables half made, or puts aside what another has made new.
// False where another one holds it all the time; file systems that know no locks hold up no one.
static bool lock(int folder)
{
    enum { STEP_MS = 10 };
    for (int waited_ms = 0; flock(folder, LOCK_EX | LOCK_NB) != 0; waited_ms += STEP_MS) {
        if (errno != EWOULDBLOCK)
            return true;
        if (waited_ms >= WAIT_MS)
            return false;
        usleep(STEP_MS * 1000);
    }
    return true;
}

static enum rmx_exhibition_status open_locked(struct rmx_exhibition_file *file, const char *path)
{
    enum rmx_exhibition_status status = prepare(file, path);
    if (status != RMX_EXHIBITION_BROKEN)
        return status;
    rmx_exhibition_file_close(file);
    return set_aside(file, path) ? prepare(file, path) : RMX_EXHIBITION_NEVER;
}

static enum rmx_exhibition_status open_in(struct rmx_exhibition_file *file, const char *folder,
                                          const char *path)
{
    int held = rmx_make_folders(folder) ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (held < 0) {
        snprintf(file->why, sizeof(file->why), "%s", strerror(errno));
        return RMX_EXHIBITION_NEVER;
    }
    enum rmx_exhibition_status status = RMX_EXHIBITION_LATER;
    if (lock(held))
        status = open_locked(file, path);
    else
        snprintf(file->why, sizeof(file->why), "another program keeps its folder");
    close(held);
    return status;
}

enum rmx_exhibition_status rmx_exhibition_file_open(struct rmx_exhibition_file *file,
                                                    const char *path)
{
    struct rmx_arena *arena = rmx_arena_create();
    *file = (struct rmx_exhibition_file){0};
    enum rmx_exhibition_status status = open_in(file, rmx_path_folder(arena, path), path);
    rmx_arena_destroy(arena);
    if (status != RMX_EXHIBITION_FINE)
        rmx_exhibition_file_close(file);
    return status;
}

static enum rmx_exhibition_status look(struct rmx_exhibition_file *file, const char *path,
                                       int flags)
{
    int version = 0;
    enum rmx_exhibition_status status = connect(file, path, flags);
    if (status == RMX_EXHIBITION_FINE)
        status = check(file, &version);
    if (status == RMX_EXHIBITION_FINE)
        status = version ? rmx_exhibition_file_run(file, "PRAGMA foreign_keys = ON")
                         : RMX_EXHIBITION_ABSENT;
    if (status != RMX_EXHIBITION_FINE)
        rmx_exhibition_file_close(file);
    return status;
}

// Without the files of its journal, which SQLite wants beside it and cannot make in a folder that
// is read-only.
static enum rmx_exhibition_status look_alone(struct rmx_exhibition_file *file, const char *path)
{
    struct rmx_text uri = {0};
    rmx_text_add(&uri, "file:");
    for (const char *c = path; *c; c++)
        rmx_text_printf(&uri, strchr("%?#", *c) ? "%%%02x" : "%c", (unsigned char)*c);
    rmx_text_add(&uri, "?immutable=1");
    enum rmx_exhibition_status status =
        look(file, rmx_text_string(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    rmx_text_finish(&uri);
    return status;
}

static bool is_in_read_only_folder(const char *path)
{
    struct rmx_arena *arena = rmx_arena_create();
    bool is = access(rmx_path_folder(arena, path), W_OK) != 0;
    rmx_arena_destroy(arena);
    return is;
}

enum rmx_exhibition_status rmx_exhibition_file_look(struct rmx_exhibition_file *file,
                                                    const char *path)
{
    *file = (struct rmx_exhibition_file){0};
    if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return RMX_EXHIBITION_ABSENT;
    enum rmx_exhibition_status status = look(file, path, SQLITE_OPEN_READWRITE);
    return status == RMX_EXHIBITION_NEVER && is_in_read_only_folder(path) ? look_alone(file, path)
                                                                          : status;
}

void rmx_exhibition_file_close(struct rmx_exhibition_file *file)
{
    sqlite3_close(file->database);
    file->database = NULL;
}

static int add_one(sqlite3_stmt *row, sqlite3_stmt *title, const struct rmx_exhibit_part *part)
{
    sqlite3_bind_text(row, 1, part->hash, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, part->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 3, part->path, -1, SQLITE_STATIC);
    sqlite3_bind_double(row, 4, part->surface_s);
    sqlite3_bind_int(row, 5, part->stills);
    sqlite3_bind_int(row, 6, part->films);
    sqlite3_bind_int(row, 7, part->shows);
    sqlite3_bind_int64(row, 8, part->at_s);
    sqlite3_bind_text(title, 1, part->hash, -1, SQLITE_STATIC);
    sqlite3_bind_text(title, 2, part->title, -1, SQLITE_STATIC);
    int code = sqlite3_step(row);
    sqlite3_reset(row);
    if (code != SQLITE_DONE)
        return code;
    code = sqlite3_step(title);
    sqlite3_reset(title);
    return code;
}

static int add_all(sqlite3 *database, const struct rmx_exhibit_part *parts, int count)
{
    static const char add_row[] =
        "INSERT INTO pictures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) ON CONFLICT (hash) "
        "DO UPDATE SET name = excluded.name, path = excluded.path,"
        " surface_s = surface_s + excluded.surface_s, stills = stills + excluded.stills,"
        " films = films + excluded.films, shows = shows + excluded.shows,"
        " first_s = min(first_s, excluded.first_s), last_s = max(last_s, excluded.last_s)";
    sqlite3_stmt *row = NULL, *title = NULL;
    int code = sqlite3_prepare_v2(database, add_row, -1, &row, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(database, "INSERT OR IGNORE INTO titles VALUES (?1, ?2)", -1,
                                  &title, NULL);
    bool prepared = code == SQLITE_OK;
    for (int i = 0; i < count && prepared && (code == SQLITE_OK || code == SQLITE_DONE); i++)
        code = add_one(row, title, &parts[i]);
    sqlite3_finalize(row);
    sqlite3_finalize(title);
    return code;
}

enum rmx_exhibition_status rmx_exhibition_file_add(struct rmx_exhibition_file *file,
                                                   const struct rmx_exhibit_part *parts, int count)
{
    enum rmx_exhibition_status status = rmx_exhibition_file_run(file, "BEGIN IMMEDIATE");
    if (status != RMX_EXHIBITION_FINE)
        return status;
    status = rmx_exhibition_file_answer(file, add_all(file->database, parts, count));
    if (status == RMX_EXHIBITION_FINE)
        status = rmx_exhibition_file_run(file, "COMMIT");
    if (status != RMX_EXHIBITION_FINE && !sqlite3_get_autocommit(file->database))
        sqlite3_exec(file->database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
