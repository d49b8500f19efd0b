// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sound_wish.h"

#include "app/command.h"
#include "base/file.h"
#include "base/roots.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *word;
    enum rmx_sound_kind kind;
} words[] = {
    {"silence", RMX_SOUND_SILENCE},
    {"input", RMX_SOUND_INPUT},
    {"monitor", RMX_SOUND_MONITOR},
    {"file", RMX_SOUND_FILE},
};
enum { WORDS = sizeof(words) / sizeof(*words) };

static int find(const char *word, size_t length)
{
    for (int i = 0; i < WORDS; i++)
        if (strlen(words[i].word) == length && strncmp(words[i].word, word, length) == 0)
            return i;
    return -1;
}

static int complain(const char *text, size_t length)
{
    const char *names[WORDS];
    char word[64];
    for (int i = 0; i < WORDS; i++)
        names[i] = words[i].word;
    rmx_roots_add(text);
    if (rmx_file_check(text) == RMX_FILE_OK) {
        rmx_complain("--sound takes a file as file:PATH: write --sound 'file:%s'", text);
        return RMX_EXIT_USAGE;
    }
    snprintf(word, sizeof(word), "%.*s", (int)length, text);
    const char *nearest = rmx_nearest(word, names, WORDS);
    if (nearest)
        rmx_complain("--sound takes %s, not '%s'; did you mean '%s'?", RMX_SOUND_WISHES, text,
                     nearest);
    else
        rmx_complain("--sound takes %s, not '%s'", RMX_SOUND_WISHES, text);
    return RMX_EXIT_USAGE;
}

static int check_file(const char *path)
{
    rmx_roots_add(path);
    enum rmx_file_status status = rmx_file_check(path);
    if (status == RMX_FILE_OK)
        return RMX_EXIT_OK;
    rmx_complain("--sound: '%s': %s", path, rmx_file_status_text(status));
    return RMX_EXIT_INPUT;
}

int rmx_sound_wish_read(const struct rmx_options *options, struct rmx_sound_wish *wish)
{
    const char *text = options->sound;
    if (!text)
        return RMX_EXIT_OK;
    size_t length = strcspn(text, ":");
    const char *name = text[length] ? text + length + 1 : NULL;
    int i = find(text, length);
    bool wants_name = i >= 0 && words[i].kind == RMX_SOUND_FILE;
    bool is_silent = i >= 0 && words[i].kind == RMX_SOUND_SILENCE;
    if (i < 0 || (wants_name && !(name && *name)) || (is_silent && name))
        return complain(text, length);
    bool is_default = name && !wants_name && (!*name || strcmp(name, "default") == 0);
    *wish = (struct rmx_sound_wish){true, words[i].kind, is_default ? NULL : name};
    return wants_name ? check_file(name) : RMX_EXIT_OK;
}
