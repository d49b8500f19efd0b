// SPDX-License-Identifier: GPL-3.0-or-later
// bash's completion: one function, in it a case for each command, in that one for each option that
// wants a value.
#include "app/completion.h"

static const char head[] =
    "# bash completion for remontage, by `remontage completion bash`.\n"
    "# shellcheck shell=bash disable=SC2207 # words without spaces\n"
    "_remontage() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    local options='' words='' what=''\n"
    "    COMPREPLY=()\n"
    "    # The = of --depth=8 is a word of its own here.\n"
    "    if [ \"$word\" = = ]; then\n"
    "        word=''\n"
    "    elif [ \"$before\" = = ] && [ \"$COMP_CWORD\" -gt 2 ]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    case $COMP_CWORD:${COMP_WORDS[1]} in\n";

// `compopt` speaks only while a shell completes; `default` are files, where no name matches.
static const char foot[] =
    "    esac\n"
    "    if [ -n \"$options\" ] && [ \"${word#-}\" != \"$word\" ]; then\n"
    "        what='' words=$options\n"
    "    elif [ \"$what\" = effects ]; then\n"
    "        words=$(\"$1\" list 2>/dev/null | sed -n 's/^  \\([^ ]*\\) .*/\\1/p')\n"
    "    fi\n"
    "    [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
    "    case $what in\n"
    "    files | effects) compopt -o default 2>/dev/null ;;\n"
    "    folders) compopt -o dirnames 2>/dev/null ;;\n"
    "    esac\n"
    "    return 0\n"
    "}\n"
    "complete -F _remontage remontage\n";

static void add_names(struct rmx_text *out, const struct rmx_command *commands, int count)
{
    for (int i = 0; i < count; i++)
        rmx_text_printf(out, "%s%s", i ? " " : "", commands[i].name);
}

// what=… words=…, of which words are already empty.
static void add_meaning(struct rmx_text *out, struct rmx_completion completion)
{
    static const char *const names[] = {
        [RMX_COMPLETED_NOTHING] = "''",      [RMX_COMPLETED_FILES] = "files",
        [RMX_COMPLETED_FOLDERS] = "folders", [RMX_COMPLETED_WORDS] = "''",
        [RMX_COMPLETED_EFFECTS] = "effects",
    };
    rmx_text_printf(out, "what=%s", names[completion.what]);
    if (completion.words.length)
        rmx_text_printf(out, " words='%s'", completion.words.data);
    rmx_text_finish(&completion.words);
}

static void add_option_names(struct rmx_text *out, const struct rmx_option *option,
                             const char *between)
{
    if (option->letter)
        rmx_text_printf(out, "-%c%s", option->letter, between);
    rmx_text_printf(out, "--%s", option->name);
}

static void add_command(struct rmx_text *out, const struct rmx_command *command)
{
    struct rmx_option option;
    rmx_text_printf(out, "    *:%s)\n        options='", command->name);
    for (int i = 0; rmx_options_at(command, i, &option); i++) {
        rmx_text_add(out, i ? " " : "");
        add_option_names(out, &option, " ");
    }
    rmx_text_add(out, "'\n        case $before in\n");
    for (int i = 0; rmx_options_at(command, i, &option); i++) {
        if (!option.argument)
            continue;
        rmx_text_add(out, "        ");
        add_option_names(out, &option, " | ");
        rmx_text_add(out, ") options='' ");
        add_meaning(out, rmx_completion_of_option(&option));
        rmx_text_add(out, " ;;\n");
    }
    rmx_text_add(out, "        *) ");
    add_meaning(out, rmx_completion_of_command(command));
    rmx_text_add(out, " ;;\n        esac\n        ;;\n");
}

void rmx_write_bash(struct rmx_text *out, const struct rmx_command *commands, int count)
{
    rmx_text_add(out, head);
    rmx_text_add(out, "    1:*) words='");
    add_names(out, commands, count);
    rmx_text_add(out, " help --help --version' ;;\n    2:help) words='");
    add_names(out, commands, count);
    rmx_text_printf(out, "' ;;\n    2:completion) words='%s' ;;\n", rmx_completion_shells());
    for (int i = 0; i < count; i++)
        add_command(out, &commands[i]);
    rmx_text_add(out, foot);
}
