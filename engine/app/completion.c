// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/completion.h"

#include "app/list.h"
#include "scene/scene.h"

#include <stdio.h>
#include <string.h>

// What an argument's name in the help stands for; what is missing here is free text.
static const struct {
    const char *argument;
    enum rmx_completed what;
    const char *words;
} meanings[] = {
    {"FILE", RMX_COMPLETED_FILES, NULL},
    {"PATH", RMX_COMPLETED_FILES, NULL},
    {"SCENE", RMX_COMPLETED_FILES, NULL},
    {"DIR", RMX_COMPLETED_FOLDERS, NULL},
    {"8|16|32", RMX_COMPLETED_WORDS, "8 16 32"},
    {"0..3", RMX_COMPLETED_WORDS, "0 1 2 3"},
    {"TIMECODE", RMX_COMPLETED_WORDS, "mtc ltc"},
    {"WHAT", RMX_COMPLETED_WORDS, "input monitor silence"},
};
enum { MEANINGS = sizeof(meanings) / sizeof(meanings[0]) };

static void add_word(struct rmx_text *words, const char *word)
{
    rmx_text_printf(words, "%s%s", words->length ? " " : "", word);
}

static struct rmx_completion meaning_of(const char *argument, size_t length)
{
    struct rmx_completion completion = {0};
    for (int i = 0; i < MEANINGS; i++) {
        if (strncmp(meanings[i].argument, argument, length) != 0 || meanings[i].argument[length])
            continue;
        completion.what = meanings[i].what;
        if (meanings[i].words)
            rmx_text_add(&completion.words, meanings[i].words);
    }
    return completion;
}

static struct rmx_completion tempo_sources(void)
{
    struct rmx_completion completion = {.what = RMX_COMPLETED_WORDS};
    int count;
    const char *const *names = rmx_tempo_source_names(&count);
    for (int i = 0; i < count; i++)
        add_word(&completion.words, names[i]);
    return completion;
}

struct rmx_completion rmx_completion_of_option(const struct rmx_option *option)
{
    if (!option->argument)
        return (struct rmx_completion){0};
    if (strcmp(option->name, "tempo") == 0)
        return tempo_sources();
    return meaning_of(option->argument, strlen(option->argument));
}

static struct rmx_completion kinds(void)
{
    struct rmx_completion completion = {.what = RMX_COMPLETED_WORDS};
    for (int i = 0; rmx_list_kind(i); i++)
        add_word(&completion.words, rmx_list_kind(i));
    return completion;
}

// By the first word of what the help says may follow: "[KIND|WORD...]".
struct rmx_completion rmx_completion_of_command(const struct rmx_command *command)
{
    const char *word = command->arguments + strspn(command->arguments, "[");
    if (strncmp(word, "KIND", 4) == 0)
        return kinds();
    if (strncmp(word, "NAME", 4) == 0)
        return (struct rmx_completion){.what = RMX_COMPLETED_EFFECTS};
    return meaning_of(word, strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
}

void rmx_add_quoted(struct rmx_text *out, const char *text)
{
    rmx_text_add(out, "'");
    for (; *text; text++)
        if (*text == '\'')
            rmx_text_add(out, "'\\''");
        else
            rmx_text_add_n(out, text, 1);
    rmx_text_add(out, "'");
}

const char *rmx_completion_shells(void)
{
    return "bash zsh fish";
}

int rmx_print_completion(const char *shell, const struct rmx_command *commands, int count)
{
    static const char *const names[] = {"bash", "zsh", "fish"};
    static rmx_write_completion *const writers[] = {rmx_write_bash, rmx_write_zsh, rmx_write_fish};
    enum { SHELLS = sizeof(names) / sizeof(names[0]) };
    for (int i = 0; i < SHELLS; i++) {
        if (strcmp(names[i], shell) != 0)
            continue;
        struct rmx_text out = {0};
        writers[i](&out, commands, count);
        rmx_print_text(stdout, rmx_text_string(&out));
        rmx_text_finish(&out);
        return RMX_EXIT_OK;
    }
    rmx_complain_unknown("there is no completion for", shell, names, SHELLS,
                         "there is one for bash, zsh and fish");
    return RMX_EXIT_USAGE;
}
