// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/help.h"

void rmx_print_help(FILE *out, const struct rmx_command *commands, int count)
{
    rmx_print_text(out,
                   "remontage takes pictures apart and puts them together again, on the GPU.\n\n"
                   "usage: remontage COMMAND [OPTIONS] ...\n\n");
    for (int i = 0; i < count; i++)
        rmx_print(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
    rmx_print_text(
        out, "\nA SCENE is a scene file or simply a picture; SCENE may be -, a scene on standard "
             "input, and\n"
             "-o - writes a PNG to standard output. Examples:\n\n"
             "  remontage render scene.yaml -o print.png --size 2x\n"
             "  remontage render photo.jpg --chain 'shards, halftone'\n"
             "  remontage COMMAND --help\n");
}

void rmx_print_command_help(const struct rmx_command *command)
{
    struct rmx_text options = {0};
    rmx_options_help(&options, command);
    rmx_print(stdout, "usage: remontage %s [OPTIONS] %s\n\n%s\n\n%s\n%s", command->name,
              command->arguments, command->summary, rmx_text_string(&options), command->help);
    rmx_text_finish(&options);
}

const char *rmx_version(void)
{
    return REMONTAGE_VERSION;
}

void rmx_print_version(void)
{
    rmx_print(stdout, "remontage %s\n", rmx_version());
}
