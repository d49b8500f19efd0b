// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int most_talkative = RMX_LOG_WARNING;

void rmx_log_set_level(enum rmx_log_level level)
{
    atomic_store(&most_talkative, (int)level);
}

void rmx_log(enum rmx_log_level level, const char *format, ...)
{
    static const char *const names[] = {"error: ", "warning: ", "", ""};
    if ((int)level > atomic_load(&most_talkative))
        return;
    va_list arguments;
    va_start(arguments, format);
    flockfile(stderr); // one line stays one line between threads
    fprintf(stderr, "remontage: %s", names[level]);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    funlockfile(stderr);
    va_end(arguments);
}
