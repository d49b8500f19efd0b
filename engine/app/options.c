// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include "app/command.h"
#include "app/options_values.h"
#include "base/file.h"

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_LONG = 256 };

// Whole words in a list that is separated by spaces.
static bool holds_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

static bool is_for(const struct rmx_option_row *row, const char *command)
{
    return !*row->commands || holds_word(row->commands, command);
}

static bool takes_argument(const struct rmx_option_row *row)
{
    return row->argument != NULL;
}

static void complain_unknown(const struct rmx_command *command, const char *word)
{
    char name[64];
    snprintf(name, sizeof(name), "%.*s", (int)strcspn(word, "="), word);
    const char *names[RMX_MOST_OPTION_ROWS];
    int count = 0;
    const struct rmx_option_row *row;
    for (int i = 0; (row = rmx_option_row(i)); i++) {
        if (strcmp(row->name, name) == 0) {
            rmx_complain("--%s is an option of %s, not of %s", name, row->commands, command->name);
            return;
        }
        if (is_for(row, command->name))
            names[count++] = row->name;
    }
    const char *nearest = rmx_nearest(name, names, count);
    if (nearest)
        rmx_complain("%s has no option --%s; did you mean --%s?", command->name, name, nearest);
    else
        rmx_complain("%s has no option --%s; see remontage %s --help", command->name, name,
                     command->name);
}

// getopt's '?' and ':' in words.
static void complain(const struct rmx_command *command, int answer, char **argv)
{
    const char *word = argv[optind - 1];
    const struct rmx_option_row *row = rmx_option_row(optopt - FIRST_LONG);
    if (answer == ':' && row)
        rmx_complain("--%s wants %s after it", row->name, row->argument);
    else if (answer == ':')
        rmx_complain("-%c wants a word after it", optopt);
    else if (row)
        rmx_complain("--%s takes no value", row->name);
    else if (optopt)
        rmx_complain("%s has no option -%c; see remontage %s --help", command->name, optopt,
                     command->name);
    else
        complain_unknown(command, word + 2);
}

static bool count_arguments(const struct rmx_command *command, const struct rmx_options *options)
{
    int count = options->arguments.count;
    if (count >= command->least && count <= command->most)
        return true;
    rmx_complain("%s %s; usage: remontage %s %s", command->name,
                 count < command->least ? "wants an argument" : "takes no further arguments",
                 command->name, command->arguments);
    return false;
}

// The row that answers getopt's return value.
static const struct rmx_option_row *row_of(int answer)
{
    if (answer >= FIRST_LONG)
        return rmx_option_row(answer - FIRST_LONG);
    const struct rmx_option_row *row;
    for (int i = 0; (row = rmx_option_row(i)); i++)
        if (row->letter == answer)
            break;
    return row;
}

// asset:NAME is what it is in a scene, unless a file is called so; `new` writes it into one.
static const char *argument_of(struct rmx_arena *arena, const struct rmx_command *command,
                               const char *text)
{
    static const char sign[] = "asset:";
    const char *root = rmx_folder_builtin(arena);
    bool is_asset = root && strncmp(text, sign, strlen(sign)) == 0 &&
                    strcmp(command->name, "new") != 0 && access(text, F_OK) != 0;
    return is_asset ? rmx_arena_printf(arena, "%s/assets/%s", root, text + strlen(sign)) : text;
}

bool rmx_options_parse(struct rmx_options *options, const struct rmx_command *command, int argc,
                       char **argv)
{
    struct option longs[RMX_MOST_OPTION_ROWS + 1] = {0};
    char letters[2 * RMX_MOST_OPTION_ROWS + 2] = ":";
    int count = 0;
    const struct rmx_option_row *row;
    for (int i = 0; (row = rmx_option_row(i)); i++) {
        if (!is_for(row, command->name))
            continue;
        longs[count++] = (struct option){row->name, takes_argument(row), NULL, FIRST_LONG + i};
        if (row->letter)
            snprintf(letters + strlen(letters), 3, "%c%s", row->letter,
                     takes_argument(row) ? ":" : "");
    }
    optind = 0; // GNU: start anew
    int answer;
    while ((answer = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        row = answer == '?' || answer == ':' ? NULL : row_of(answer);
        if (!row)
            complain(command, answer, argv);
        if (!row || !rmx_option_set(options, row, optarg))
            return false;
    }
    options->size.dpi = options->dpi.value;
    for (int i = optind; i < argc; i++)
        *RMX_PUSH(options->arena, &options->arguments.items, &options->arguments.count) =
            argument_of(options->arena, command, argv[i]);
    bool asks_exhibition = options->all || options->forget.count || options->forget_all;
    return options->help || options->keys || asks_exhibition || options->replay ||
           count_arguments(command, options);
}

bool rmx_options_at(const struct rmx_command *command, int index, struct rmx_option *option)
{
    const struct rmx_option_row *row;
    for (int i = 0; (row = rmx_option_row(i)); i++) {
        if (!is_for(row, command->name) || index--)
            continue;
        *option =
            (struct rmx_option){row->name, row->letter, row->argument, row->help,
                                row->kind == RMX_OPTION_LIST || row->kind == RMX_OPTION_COUNT};
        return true;
    }
    return false;
}

void rmx_options_help(struct rmx_text *out, const struct rmx_command *command)
{
    struct rmx_option option;
    for (int i = 0; rmx_options_at(command, i, &option); i++) {
        char left[48], letter[8] = "    ";
        if (option.letter)
            snprintf(letter, sizeof(letter), "-%c, ", option.letter);
        snprintf(left, sizeof(left), "%s--%s %s", letter, option.name,
                 option.argument ? option.argument : "");
        rmx_text_printf(out, "  %-26s %s\n", left, option.help);
    }
}
