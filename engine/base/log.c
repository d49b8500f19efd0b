// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int most_talkative = RMX_LOG_WARNING;
static void (*say_line)(void *data, const char *line);
static void *say_data;

void rmx_log_set_level(enum rmx_log_level level)
{
    atomic_store(&most_talkative, (int)level);
}

void rmx_log_set_say(void (*say)(void *data, const char *line), void *data)
{
    say_line = say;
    say_data = data;
}

void rmx_log(enum rmx_log_level level, const char *format, ...)
{
    static const char *const names[] = {"error: ", "warning: ", "", ""};
    if ((int)level > atomic_load(&most_talkative))
        return;
    struct rmx_text said = {0}, line = {0};
    va_list arguments;
    va_start(arguments, format);
    rmx_text_vprintf(&said, format, arguments);
    va_end(arguments);
    rmx_text_printf(&line, "remontage: %s", names[level]);
    rmx_text_add_line(&line, rmx_text_string(&said)); // names of files are other people's
    rmx_text_finish(&said);
    rmx_text_add(&line, "\n");
    if (say_line)
        say_line(say_data, rmx_text_string(&line));
    else
        fputs(rmx_text_string(&line), stderr); // whole: one line stays one between threads
    rmx_text_finish(&line);
}
