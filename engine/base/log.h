// SPDX-License-Identifier: GPL-3.0-or-later
// System errors: one line each. Rooms log, app/ decides what is shown.
//
// Thread-safe. A line has no newline at its end and names what was tried and what came back.
#pragma once

enum rmx_log_level {
    RMX_LOG_ERROR,
    RMX_LOG_WARNING,
    RMX_LOG_INFO,  // shown with --verbose
    RMX_LOG_DEBUG, // shown with --verbose twice
};

void rmx_log(enum rmx_log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// The most verbose level that still goes to stderr; RMX_LOG_WARNING at the start.
void rmx_log_set_level(enum rmx_log_level level);
// Lines, with their ends, go to `say` from now on, on any thread, as those of a show, which make
// the status line room; NULL: to stderr. Not while other threads log.
void rmx_log_set_say(void (*say)(void *data, const char *line), void *data);
