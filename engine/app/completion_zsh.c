// SPDX-License-Identifier: GPL-3.0-or-later
// zsh's completion: a line of _arguments for each option, with the help's words.
#include "app/completion.h"

#include <string.h>

static const char head[] =
    "#compdef remontage\n"
    "# zsh completion for remontage, by `remontage completion zsh`.\n"
    "_remontage_effects() {\n"
    "    local -a names\n"
    "    names=(${(f)\"$(_call_program effects remontage list 2>/dev/null |\n"
    "        sed -n 's/^  \\([^ ]*\\) .*/\\1/p')\"})\n"
    "    _alternative 'effects:effect:compadd -a names' 'files:file:_files'\n"
    "}\n"
    "_remontage() {\n"
    "    local curcontext=$curcontext state line\n"
    "    local -a commands\n"
    "    typeset -A opt_args\n"
    "    commands=(\n";

static const char middle[] =
    "    )\n"
    "    _arguments -C '(- *)--version[print the version]' '(- *)--help[print the commands]' \\\n"
    "        '1: :->command' '*:: :->rest'\n"
    "    case $state in\n"
    "    command) _describe -t commands command commands ;;\n"
    "    rest)\n"
    "        curcontext=${curcontext%:*:*}:remontage-$words[1]:\n"
    "        case $words[1] in\n"
    "        help) _describe -t commands command commands ;;\n";

static const char foot[] = "        esac\n"
                           "        ;;\n"
                           "    esac\n"
                           "}\n"
                           "_remontage \"$@\"\n";

// With a backslash before what has a meaning in a specification.
static void add_escaped(struct rmx_text *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("[]:\\", *text))
            rmx_text_add(out, "\\");
        rmx_text_add_n(out, text, 1);
    }
}

// ":MESSAGE:ACTION"
static void add_meaning(struct rmx_text *out, const char *message, struct rmx_completion completion)
{
    rmx_text_add(out, ":");
    add_escaped(out, message);
    rmx_text_add(out, ":");
    switch (completion.what) {
    case RMX_COMPLETED_NOTHING: break;
    case RMX_COMPLETED_FILES: rmx_text_add(out, "_files"); break;
    case RMX_COMPLETED_FOLDERS: rmx_text_add(out, "_files -/"); break;
    case RMX_COMPLETED_WORDS:
        rmx_text_printf(out, "(%s)", rmx_text_string(&completion.words));
        break;
    case RMX_COMPLETED_EFFECTS: rmx_text_add(out, "_remontage_effects"); break;
    }
    rmx_text_finish(&completion.words);
}

// One specification: NAME[HELP]:MESSAGE:ACTION, NAME being -o+ or --output=.
static void add_spec(struct rmx_text *out, const struct rmx_option *option, const char *excluded,
                     const char *name)
{
    struct rmx_text spec = {0};
    rmx_text_printf(&spec, "%s%s[", excluded, name);
    add_escaped(&spec, option->help);
    rmx_text_add(&spec, "]");
    if (option->argument)
        add_meaning(&spec, option->argument, rmx_completion_of_option(option));
    rmx_text_add(out, " \\\n            ");
    rmx_add_quoted(out, spec.data);
    rmx_text_finish(&spec);
}

// Its long name, and its letter, which exclude each other unless they may come again.
static void add_option(struct rmx_text *out, const struct rmx_option *option)
{
    struct rmx_text excluded = {0}, name = {0};
    if (option->repeats)
        rmx_text_add(&excluded, "*");
    else if (option->letter)
        rmx_text_printf(&excluded, "(-%c --%s)", option->letter, option->name);
    rmx_text_printf(&name, "--%s%s", option->name, option->argument ? "=" : "");
    add_spec(out, option, rmx_text_string(&excluded), name.data);
    rmx_text_clear(&name);
    rmx_text_printf(&name, "-%c%s", option->letter, option->argument ? "+" : "");
    if (option->letter)
        add_spec(out, option, rmx_text_string(&excluded), name.data);
    rmx_text_finish(&excluded);
    rmx_text_finish(&name);
}

static void add_command(struct rmx_text *out, const struct rmx_command *command)
{
    struct rmx_option option;
    rmx_text_printf(out, "        %s)\n            _arguments -s", command->name);
    for (int i = 0; rmx_options_at(command, i, &option); i++)
        add_option(out, &option);
    if (command->most) {
        struct rmx_text spec = {0};
        rmx_text_add(&spec, "*");
        add_meaning(&spec, command->arguments, rmx_completion_of_command(command));
        rmx_text_add(out, " \\\n            ");
        rmx_add_quoted(out, spec.data);
        rmx_text_finish(&spec);
    }
    rmx_text_add(out, "\n            ;;\n");
}

void rmx_write_zsh(struct rmx_text *out, const struct rmx_command *commands, int count)
{
    rmx_text_add(out, head);
    for (int i = 0; i < count; i++) {
        struct rmx_text line = {0};
        rmx_text_printf(&line, "%s:", commands[i].name);
        add_escaped(&line, commands[i].summary);
        rmx_text_add(out, "        ");
        rmx_add_quoted(out, line.data);
        rmx_text_add(out, "\n");
        rmx_text_finish(&line);
    }
    rmx_text_add(out, middle);
    rmx_text_printf(out, "        completion) compadd %s ;;\n", rmx_completion_shells());
    for (int i = 0; i < count; i++)
        add_command(out, &commands[i]);
    rmx_text_add(out, foot);
}
