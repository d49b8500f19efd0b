// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ledger_all.h"

#include "base/file.h"
#include "share/exhibits.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WHY_BYTES = 256 };

bool rmx_asks_exhibition(const struct rmx_options *options)
{
    return options->all || options->forget.count || options->forget_all;
}

static int check_options(const struct rmx_options *options)
{
    const char *output = options->output;
    bool forgets = options->forget.count || options->forget_all;
    if (options->all + options->forget_all + (options->forget.count > 0) > 1)
        rmx_complain("--all, --forget and --forget-all exclude each other");
    else if (options->arguments.count)
        rmx_complain("--all, --forget and --forget-all are of everything shown, and take no scene");
    else if (options->frames.given || options->frame.given || options->time.given)
        rmx_complain("--frames, --frame and --time are of a scene; the exhibition has no frames");
    else if (forgets && output)
        rmx_complain("--forget writes no file; -o goes with --all");
    else if (output && strcmp(output, "-") != 0 && !rmx_has_suffix(output, ".csv") &&
             !rmx_has_suffix(output, ".svg"))
        rmx_complain("'%s' ends like no file of --all: csv svg", output);
    else
        return RMX_EXIT_OK;
    return RMX_EXIT_USAGE;
}

static int read_all(const struct rmx_options *options, struct rmx_exhibits *exhibits)
{
    char why[WHY_BYTES];
    if (rmx_exhibits_read(options->arena, NULL, exhibits, why, sizeof(why)))
        return RMX_EXIT_OK;
    rmx_complain("the exhibition %s cannot be read: %s", exhibits->path, why);
    return RMX_EXIT_INPUT;
}

static int show_all(const struct rmx_options *options, const struct rmx_exhibits *exhibits)
{
    const char *output = options->output;
    bool to_stdout = !output || strcmp(output, "-") == 0;
    struct rmx_text text = {0};
    if (!output)
        rmx_exhibits_print(exhibits, &text);
    else if (rmx_has_suffix(output, ".svg"))
        rmx_exhibits_svg(exhibits, &text);
    else
        rmx_exhibits_csv(exhibits, &text);
    int code = RMX_EXIT_OK;
    if (to_stdout) {
        rmx_print_text(stdout, rmx_text_string(&text));
    } else if (!rmx_file_write(output, text.data, text.length)) {
        rmx_complain("cannot write '%s': %s", output, strerror(errno));
        code = RMX_EXIT_WRITE;
    } else {
        rmx_say(options, "wrote %s", output);
    }
    rmx_text_finish(&text);
    return code;
}

// A path may be written in any way that leads to the file, from the current folder too.
static bool means(const struct rmx_options *options, const char *word,
                  const struct rmx_exhibit *exhibit)
{
    if (rmx_exhibit_is(exhibit, word))
        return true;
    const char *real = rmx_path_real(options->arena, word);
    const char *there = real ? rmx_path_real(options->arena, exhibit->path) : NULL;
    return there && strcmp(real, there) == 0;
}

static bool is_meant(const struct rmx_options *options, const struct rmx_exhibit *exhibit)
{
    for (int i = 0; i < options->forget.count; i++)
        if (means(options, options->forget.items[i], exhibit))
            return true;
    return options->forget_all;
}

static bool is_known(const struct rmx_options *options, const struct rmx_exhibits *exhibits,
                     const char *word)
{
    for (int i = 0; i < exhibits->count; i++)
        if (means(options, word, &exhibits->items[i]))
            return true;
    return false;
}

// Every word means something, or nothing is forgotten at all.
static int check_words(const struct rmx_options *options, const struct rmx_exhibits *exhibits)
{
    const char **names = RMX_NEW(options->arena, const char *, 3 * exhibits->count);
    for (int i = 0; i < exhibits->count; i++) {
        names[3 * i] = exhibits->items[i].name;
        names[3 * i + 1] = rmx_path_file(exhibits->items[i].path);
        names[3 * i + 2] = rmx_path_stem(options->arena, exhibits->items[i].path);
    }
    int code = RMX_EXIT_OK;
    for (int i = 0; i < options->forget.count; i++) {
        if (is_known(options, exhibits, options->forget.items[i]))
            continue;
        rmx_complain_unknown("the exhibition knows no", options->forget.items[i], names,
                             3 * exhibits->count, "remontage ledger --all lists what it knows");
        code = RMX_EXIT_USAGE;
    }
    return code;
}

// Whether somebody at the terminal says yes; --yes has said so.
static bool is_agreed(const struct rmx_options *options, const struct rmx_exhibits *meant)
{
    char answer[16] = "";
    if (options->yes)
        return true;
    struct rmx_text text = {0};
    rmx_exhibits_print(meant, &text);
    rmx_print(stderr, "%sForget %s? There is no way back. [y/N] ", rmx_text_string(&text),
              meant->count == 1 ? "it" : "these");
    rmx_text_finish(&text);
    if (!fgets(answer, sizeof(answer), stdin))
        rmx_print(stderr, "\n");
    answer[strcspn(answer, "\n")] = '\0';
    return strcmp(answer, "y") == 0 || strcmp(answer, "Y") == 0 || strcmp(answer, "yes") == 0;
}

static int forget(const struct rmx_options *options, const struct rmx_exhibits *exhibits)
{
    struct rmx_exhibits meant = {.path = exhibits->path};
    int code = check_words(options, exhibits);
    if (code != RMX_EXIT_OK)
        return code;
    for (int i = 0; i < exhibits->count; i++)
        if (is_meant(options, &exhibits->items[i]))
            *RMX_PUSH(options->arena, &meant.items, &meant.count) = exhibits->items[i];
    if (!meant.count) {
        rmx_say(options, "nothing was exhibited yet, and there is nothing to forget");
        return RMX_EXIT_OK;
    }
    if (!options->yes && !isatty(STDIN_FILENO)) {
        rmx_complain("there is no terminal to ask at; --yes answers beforehand");
        return RMX_EXIT_USAGE;
    }
    if (!is_agreed(options, &meant)) {
        rmx_say(options, "nothing is forgotten");
        return RMX_EXIT_OK;
    }
    char why[WHY_BYTES];
    if (!rmx_exhibits_forget(&meant, why, sizeof(why))) {
        rmx_complain("the exhibition %s cannot forget: %s", meant.path, why);
        return RMX_EXIT_WRITE;
    }
    rmx_say(options, "%d picture%s forgotten", meant.count, meant.count == 1 ? " is" : "s are");
    return RMX_EXIT_OK;
}

int rmx_app_exhibition(const struct rmx_options *options)
{
    struct rmx_exhibits exhibits;
    int code = check_options(options);
    if (code == RMX_EXIT_OK)
        code = read_all(options, &exhibits);
    if (code != RMX_EXIT_OK)
        return code;
    return options->all ? show_all(options, &exhibits) : forget(options, &exhibits);
}
