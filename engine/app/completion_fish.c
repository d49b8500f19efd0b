// SPDX-License-Identifier: GPL-3.0-or-later
// fish's completion: a `complete` line for each command and each of its options.
#include "app/completion.h"

static const char head[] =
    "# fish completion for remontage, by `remontage completion fish`.\n"
    "function __remontage_effects\n"
    "    remontage list 2>/dev/null | string replace -rf '^  (\\S+) +(.*)' '$1\\t$2'\n"
    "end\n"
    "complete -c remontage -f\n"
    "complete -c remontage -n __fish_use_subcommand -l version -d 'print the version'\n"
    "complete -c remontage -n __fish_use_subcommand -l help -d 'print the commands'\n";

// fish knows two escapes between single quotes.
static void add_quoted(struct rmx_text *out, const char *text)
{
    rmx_text_add(out, "'");
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            rmx_text_add(out, "\\");
        rmx_text_add_n(out, text, 1);
    }
    rmx_text_add(out, "'");
}

static void add_meaning(struct rmx_text *out, struct rmx_completion completion)
{
    switch (completion.what) {
    case RMX_COMPLETED_NOTHING: break;
    case RMX_COMPLETED_FILES: rmx_text_add(out, " -F"); break;
    case RMX_COMPLETED_FOLDERS: rmx_text_add(out, " -a '(__fish_complete_directories)'"); break;
    case RMX_COMPLETED_WORDS:
        rmx_text_printf(out, " -a '%s'", rmx_text_string(&completion.words));
        break;
    case RMX_COMPLETED_EFFECTS: rmx_text_add(out, " -F -a '(__remontage_effects)'"); break;
    }
    rmx_text_finish(&completion.words);
}

static void add_start(struct rmx_text *out, const char *command)
{
    rmx_text_printf(out, "complete -c remontage -n '__fish_seen_subcommand_from %s'", command);
}

static void add_option(struct rmx_text *out, const char *command, const struct rmx_option *option)
{
    add_start(out, command);
    if (option->letter)
        rmx_text_printf(out, " -s %c", option->letter);
    rmx_text_printf(out, " -l %s", option->name);
    if (option->argument) {
        struct rmx_completion completion = rmx_completion_of_option(option);
        rmx_text_add(out, completion.what == RMX_COMPLETED_FILES ? " -r" : " -x");
        add_meaning(out, completion);
    }
    rmx_text_add(out, " -d ");
    add_quoted(out, option->help);
    rmx_text_add(out, "\n");
}

static void add_command(struct rmx_text *out, const struct rmx_command *command)
{
    struct rmx_option option;
    rmx_text_printf(out, "complete -c remontage -n __fish_use_subcommand -a %s -d ", command->name);
    add_quoted(out, command->summary);
    rmx_text_add(out, "\n");
    for (int i = 0; rmx_options_at(command, i, &option); i++)
        add_option(out, command->name, &option);
    if (!command->most)
        return;
    add_start(out, command->name);
    add_meaning(out, rmx_completion_of_command(command));
    rmx_text_add(out, "\n");
}

void rmx_write_fish(struct rmx_text *out, const struct rmx_command *commands, int count)
{
    rmx_text_add(out, head);
    rmx_text_add(out, "complete -c remontage -n __fish_use_subcommand -a help -d 'print help'\n");
    add_start(out, "help");
    rmx_text_add(out, " -a '");
    for (int i = 0; i < count; i++)
        rmx_text_printf(out, "%s%s", i ? " " : "", commands[i].name);
    rmx_text_add(out, "'\n");
    add_start(out, "completion");
    rmx_text_printf(out, " -a '%s'\n", rmx_completion_shells());
    for (int i = 0; i < count; i++)
        add_command(out, &commands[i]);
}
