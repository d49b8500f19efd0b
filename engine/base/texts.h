// SPDX-License-Identifier: GPL-3.0-or-later
// What a scene was made of: each text that was read for it, each path that was looked up, each
// folder that was listed, with the answer. Asked again, the same answers make the same scene.
//
// In:  questions to the disk, by those who read scenes and effects (not pictures).
// Out: the disk's answers, noted where a thread wants them noted; or answers that were noted
// before, in place of the disk's: of what was not noted then, the disk's. Thread: a thread notes or
// replays for itself. A set that is complete may be read by any, and lives until the last one that
// shares it lets go.
#pragma once

#include "base/file.h"

struct rmx_texts;

struct rmx_texts *rmx_texts_create(void); // shared by one
struct rmx_texts *rmx_texts_share(struct rmx_texts *texts);
void rmx_texts_release(struct rmx_texts *texts); // NULL is fine

// From now on this thread's answers are added to the set. NULL: they are not, which is so at first.
void rmx_texts_note(struct rmx_texts *texts);
// From now on this thread is answered by the set. NULL: by the disk.
void rmx_texts_replay(const struct rmx_texts *texts);

// As rmx_file_read, rmx_file_check, rmx_path_real.
enum rmx_file_status rmx_texts_read(struct rmx_arena *arena, const char *path, size_t most_bytes,
                                    char **bytes, size_t *length);
enum rmx_file_status rmx_texts_check(const char *path);
char *rmx_texts_real(struct rmx_arena *arena, const char *path);

enum rmx_place { RMX_PLACE_NONE, RMX_PLACE_FILE, RMX_PLACE_FOLDER, RMX_PLACE_OTHER };
enum rmx_place rmx_texts_place(const char *path);

struct rmx_listed {
    const char *name;
    bool is_folder; // else a file
};
// Files and folders, in no order; those alone that `wants` likes, at most `most` of them.
// `purpose`: a letter, of who asks: it has one `wants`. False where the folder cannot be listed:
// errno says why.
bool rmx_texts_list(struct rmx_arena *arena, const char *folder, char purpose,
                    bool (*wants)(const char *folder, const char *name), int most,
                    struct rmx_listed **items, int *count);

// A path as it is noted: absolute; what lies in the program's own folder begins with "builtin:".
// And as it is found here.
const char *rmx_texts_path(struct rmx_arena *arena, const char *path);
const char *rmx_texts_found(struct rmx_arena *arena, const char *noted);

// --- The set as data: a question (what is asked, of which path) and its answer.
enum rmx_text_kind {
    RMX_TEXT_READ = 'r', // the answer is the text
    RMX_TEXT_CHECK = 'c',
    RMX_TEXT_REAL = 'p',  // a path
    RMX_TEXT_PLACE = 'k', // the status is an enum rmx_place
    // Lists have their purpose, a capital: names with a letter before each ('d' a folder, 'f' a
    // file) and a zero behind it.
};
struct rmx_text_note {
    char kind;
    const char *path; // as it is noted
    int status;       // an enum rmx_file_status
    const char *bytes;
    size_t length;
};
// Files that the scene shows and hears, each once, as paths are noted. They are not read here.
void rmx_texts_add_source(struct rmx_texts *texts, const char *path);
const char *const *rmx_texts_sources(const struct rmx_texts *texts, int *count);
int rmx_texts_count(const struct rmx_texts *texts);
const struct rmx_text_note *rmx_texts_at(const struct rmx_texts *texts, int index);
// NULL: it was not asked.
const struct rmx_text_note *rmx_texts_find(const struct rmx_texts *texts, char kind,
                                           const char *path);
// Adds a question, or gives one that is there another answer. All is copied.
void rmx_texts_put(struct rmx_texts *texts, const struct rmx_text_note *note);
