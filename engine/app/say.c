// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"

#include <stdarg.h>
#include <stdio.h>

static void say(const char *format, va_list arguments)
{
    struct rmx_text said = {0}, line = {0};
    rmx_text_vprintf(&said, format, arguments);
    rmx_text_add_line(&line, rmx_text_string(&said)); // names of files are other people's
    fprintf(stderr, "remontage: %s\n", rmx_text_string(&line));
    rmx_text_finish(&said);
    rmx_text_finish(&line);
}

static void print(FILE *out, const char *text, bool is_json)
{
    struct rmx_text shown = {0};
    if (is_json)
        rmx_text_add_json(&shown, text);
    else
        rmx_text_add_lines(&shown, text);
    fputs(rmx_text_string(&shown), out);
    rmx_text_finish(&shown);
}

void rmx_print(FILE *out, const char *format, ...)
{
    struct rmx_text text = {0};
    va_list arguments;
    va_start(arguments, format);
    rmx_text_vprintf(&text, format, arguments);
    va_end(arguments);
    print(out, rmx_text_string(&text), false);
    rmx_text_finish(&text);
}

void rmx_print_line(FILE *out, const char *format, ...)
{
    struct rmx_text text = {0}, line = {0};
    va_list arguments;
    va_start(arguments, format);
    rmx_text_vprintf(&text, format, arguments);
    va_end(arguments);
    rmx_text_add_line(&line, rmx_text_string(&text));
    rmx_text_add(&line, "\n");
    fputs(rmx_text_string(&line), out);
    rmx_text_finish(&text);
    rmx_text_finish(&line);
}

void rmx_print_text(FILE *out, const char *text)
{
    print(out, text, false);
}

void rmx_print_json(FILE *out, const char *json)
{
    print(out, json, true);
}

void rmx_complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
}

void rmx_say(const struct rmx_options *options, const char *format, ...)
{
    if (options->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
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
    rmx_print_text(stderr, rmx_text_string(&text));
    rmx_text_finish(&text);
}
