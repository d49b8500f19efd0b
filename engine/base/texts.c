// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/texts.h"

#include "base/names.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct rmx_texts {
    struct rmx_arena *arena; // this struct too
    atomic_int sharers;
    struct rmx_names known; // kind and path
    struct rmx_text_note *notes;
    int count;
    struct rmx_names known_sources;
    const char **sources;
    int source_count;
};

static _Thread_local struct {
    struct rmx_texts *noted;
    const struct rmx_texts *replayed;
} now;

static const char builtin_sign[] = "builtin:";

struct rmx_texts *rmx_texts_create(void)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_texts *texts = RMX_NEW(arena, struct rmx_texts, 1);
    texts->arena = arena;
    texts->known.arena = texts->known_sources.arena = arena;
    atomic_store(&texts->sharers, 1);
    return texts;
}

struct rmx_texts *rmx_texts_share(struct rmx_texts *texts)
{
    atomic_fetch_add(&texts->sharers, 1);
    return texts;
}

void rmx_texts_release(struct rmx_texts *texts)
{
    if (texts && atomic_fetch_sub(&texts->sharers, 1) == 1)
        rmx_arena_destroy(texts->arena);
}

void rmx_texts_note(struct rmx_texts *texts)
{
    now.noted = texts;
}

void rmx_texts_replay(const struct rmx_texts *texts)
{
    now.replayed = texts;
}

// Without "./" at its start or "/./" within it.
static void drop_dots(char *path)
{
    while (path[0] == '.' && path[1] == '/')
        memmove(path, path + 2, strlen(path + 2) + 1);
    for (char *dot; (dot = strstr(path, "/./"));)
        memmove(dot, dot + 2, strlen(dot + 2) + 1);
}

const char *rmx_texts_path(struct rmx_arena *arena, const char *path)
{
    const char *root = rmx_folder_builtin(arena);
    char folder[4096];
    char *whole = rmx_arena_copy(arena, path);
    drop_dots(whole);
    if (path[0] != '/' && getcwd(folder, sizeof(folder)))
        whole = strcmp(whole, ".") == 0 || !*whole ? rmx_arena_copy(arena, folder)
                                                   : rmx_path_join(arena, folder, whole);
    size_t length = root ? strlen(root) : 0;
    if (length && strncmp(whole, root, length) == 0 && (whole[length] == '/' || !whole[length]))
        return rmx_arena_printf(arena, "%s%s", builtin_sign, whole + length);
    return whole;
}

const char *rmx_texts_found(struct rmx_arena *arena, const char *path)
{
    size_t length = strlen(builtin_sign);
    const char *root = rmx_folder_builtin(arena);
    return strncmp(path, builtin_sign, length) == 0
               ? rmx_arena_printf(arena, "%s%s", root ? root : "", path + length)
               : path;
}

static const char *key_of(struct rmx_arena *arena, char kind, const char *noted)
{
    return rmx_arena_printf(arena, "%c%s", kind, noted);
}

const struct rmx_text_note *rmx_texts_find(const struct rmx_texts *texts, char kind,
                                           const char *path)
{
    struct rmx_arena *scratch = rmx_arena_create();
    const char *key = key_of(scratch, kind, path);
    int index = rmx_names_get(&texts->known, key, strlen(key));
    rmx_arena_destroy(scratch);
    return index < 0 ? NULL : &texts->notes[index];
}

void rmx_texts_put(struct rmx_texts *texts, const struct rmx_text_note *note)
{
    const char *key = key_of(texts->arena, note->kind, note->path);
    int index = rmx_names_get(&texts->known, key, strlen(key));
    if (index < 0) {
        index = texts->count;
        rmx_names_put(&texts->known, key, strlen(key), index);
        RMX_PUSH(texts->arena, &texts->notes, &texts->count);
    }
    texts->notes[index] = (struct rmx_text_note){
        .kind = note->kind,
        .path = key + 1,
        .status = note->status,
        .bytes = rmx_arena_copy_n(texts->arena, note->bytes ? note->bytes : "", note->length),
        .length = note->length};
}

void rmx_texts_add_source(struct rmx_texts *texts, const char *path)
{
    const char *noted = rmx_texts_path(texts->arena, path);
    if (rmx_names_get(&texts->known_sources, noted, strlen(noted)) >= 0)
        return;
    rmx_names_put(&texts->known_sources, noted, strlen(noted), texts->source_count);
    *RMX_PUSH(texts->arena, &texts->sources, &texts->source_count) = noted;
}

const char *const *rmx_texts_sources(const struct rmx_texts *texts, int *count)
{
    *count = texts->source_count;
    return texts->sources;
}

int rmx_texts_count(const struct rmx_texts *texts)
{
    return texts->count;
}

const struct rmx_text_note *rmx_texts_at(const struct rmx_texts *texts, int index)
{
    return &texts->notes[index];
}

// --- A question: noted before, or to be noted.

struct question {
    struct rmx_arena *arena; // NULL: neither
    char kind;
    const char *path;
};

// The answer that was noted; NULL: the disk's.
static const struct rmx_text_note *ask(struct question *question, char kind, const char *path)
{
    *question = (struct question){.kind = kind};
    if (!now.noted && !now.replayed)
        return NULL;
    question->arena = rmx_arena_create();
    question->path = rmx_texts_path(question->arena, path);
    return now.replayed ? rmx_texts_find(now.replayed, kind, question->path) : NULL;
}

static void answer(struct question *question, int status, const char *bytes, size_t length)
{
    if (question->arena && now.noted)
        rmx_texts_put(now.noted, &(struct rmx_text_note){question->kind, question->path, status,
                                                         bytes, length});
    rmx_arena_destroy(question->arena);
}

static void had_answer(struct question *question)
{
    rmx_arena_destroy(question->arena);
}

enum rmx_file_status rmx_texts_read(struct rmx_arena *arena, const char *path, size_t most_bytes,
                                    char **bytes, size_t *length)
{
    struct question question;
    const struct rmx_text_note *noted = ask(&question, RMX_TEXT_READ, path);
    enum rmx_file_status status;
    if (noted) {
        status = (enum rmx_file_status)noted->status;
        *bytes = rmx_arena_copy_n(arena, noted->bytes, noted->length);
        *length = noted->length;
        had_answer(&question);
        return status;
    }
    status = rmx_file_read(arena, path, most_bytes, bytes, length);
    bool is_there = status == RMX_FILE_OK;
    answer(&question, (int)status, is_there ? *bytes : "", is_there ? *length : 0);
    return status;
}

enum rmx_file_status rmx_texts_check(const char *path)
{
    struct question question;
    const struct rmx_text_note *noted = ask(&question, RMX_TEXT_CHECK, path);
    enum rmx_file_status status =
        noted ? (enum rmx_file_status)noted->status : rmx_file_check(path);
    if (noted)
        had_answer(&question);
    else
        answer(&question, (int)status, "", 0);
    return status;
}

char *rmx_texts_real(struct rmx_arena *arena, const char *path)
{
    struct question question;
    const struct rmx_text_note *noted = ask(&question, RMX_TEXT_REAL, path);
    if (noted) {
        char *kept = noted->status == RMX_FILE_OK
                         ? rmx_arena_copy(arena, rmx_texts_found(question.arena, noted->bytes))
                         : NULL;
        had_answer(&question);
        return kept;
    }
    char *real = rmx_path_real(arena, path);
    const char *bytes = real && question.arena ? rmx_texts_path(question.arena, real) : "";
    answer(&question, real ? RMX_FILE_OK : RMX_FILE_MISSING, bytes, strlen(bytes));
    return real;
}

static enum rmx_place place_of(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return RMX_PLACE_NONE;
    return S_ISREG(status.st_mode)   ? RMX_PLACE_FILE
           : S_ISDIR(status.st_mode) ? RMX_PLACE_FOLDER
                                     : RMX_PLACE_OTHER;
}

enum rmx_place rmx_texts_place(const char *path)
{
    struct question question;
    const struct rmx_text_note *noted = ask(&question, RMX_TEXT_PLACE, path);
    enum rmx_place place = noted ? (enum rmx_place)noted->status : place_of(path);
    if (noted)
        had_answer(&question);
    else
        answer(&question, (int)place, "", 0);
    return place;
}

static void add_listed(struct rmx_arena *arena, struct rmx_listed **items, int *count,
                       const char *name, bool is_folder)
{
    *RMX_PUSH(arena, items, count) = (struct rmx_listed){rmx_arena_copy(arena, name), is_folder};
}

static bool list_from_disk(struct rmx_arena *arena, const char *folder,
                           bool (*wants)(const char *folder, const char *name), int most,
                           struct rmx_listed **items, int *count)
{
    DIR *directory = rmx_folder_open(folder);
    if (!directory)
        return false;
    for (const struct dirent *entry; (entry = readdir(directory)) && *count < most;) {
        if (entry->d_name[0] == '.' || !wants(folder, entry->d_name))
            continue;
        enum rmx_place place = place_of(rmx_path_join(arena, folder, entry->d_name));
        if (place == RMX_PLACE_FILE || place == RMX_PLACE_FOLDER)
            add_listed(arena, items, count, entry->d_name, place == RMX_PLACE_FOLDER);
    }
    closedir(directory);
    return true;
}

static void list_from_note(struct rmx_arena *arena, const struct rmx_text_note *note,
                           struct rmx_listed **items, int *count)
{
    const char *end = note->bytes + note->length;
    for (const char *at = note->bytes; at < end; at += strlen(at) + 1)
        add_listed(arena, items, count, at + 1, *at == 'd');
}

static void answer_list(struct question *question, bool is_there, const struct rmx_listed *items,
                        int count)
{
    struct rmx_text bytes = {0};
    for (int i = 0; question->arena && i < count; i++) {
        rmx_text_add(&bytes, items[i].is_folder ? "d" : "f");
        rmx_text_add_n(&bytes, items[i].name, strlen(items[i].name) + 1);
    }
    int keep = errno;
    answer(question, is_there ? RMX_FILE_OK : RMX_FILE_MISSING, rmx_text_string(&bytes),
           bytes.length);
    rmx_text_finish(&bytes);
    errno = keep;
}

bool rmx_texts_list(struct rmx_arena *arena, const char *folder, char purpose,
                    bool (*wants)(const char *folder, const char *name), int most,
                    struct rmx_listed **items, int *count)
{
    struct question question;
    const struct rmx_text_note *noted = ask(&question, purpose, folder);
    *items = NULL;
    *count = 0;
    if (noted) {
        list_from_note(arena, noted, items, count);
        bool was_there = noted->status == RMX_FILE_OK;
        had_answer(&question);
        errno = ENOENT;
        return was_there;
    }
    bool is_there = list_from_disk(arena, folder, wants, most, items, count);
    answer_list(&question, is_there, *items, *count);
    return is_there;
}
