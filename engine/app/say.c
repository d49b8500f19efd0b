// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"

#include <stdarg.h>
#include <stdio.h>

void rmx_complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("remontage: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

void rmx_say(const struct rmx_options *options, const char *format, ...)
{
    if (options->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    fputs("remontage: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

void rmx_complain_unknown(const char *what, const char *word, const char *const *names, int count,
                          const char *otherwise)
{
    const char *nearest = rmx_nearest(word, names, count);
    if (nearest)
        rmx_complain("%s '%s'; did you mean '%s'?", what, word, nearest);
    else
        rmx_complain("%s '%s'; %s", what, word, otherwise);
}

void rmx_print_errors(const struct rmx_options *options, const struct rmx_errors *errors)
{
    struct rmx_text text = {0};
    for (int i = 0; i < errors->count; i++)
        if (errors->items[i].severity == RMX_ERROR || !options->quiet)
            rmx_error_format(&text, &errors->items[i]);
    fputs(rmx_text_string(&text), stderr);
    rmx_text_finish(&text);
}
