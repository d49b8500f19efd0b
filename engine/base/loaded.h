// SPDX-License-Identifier: GPL-3.0-or-later
// Libraries that few runs of the program need, loaded by name when they are: linked, each would
// make every command start later.
//
// In:  a library's file, the names of its functions. Out: their addresses. Thread: any.
#pragma once

#include <stdbool.h>

struct rmx_loaded_name {
    const char *name;
    void *function; // the address of the pointer that it is put into
};

// Loads the library and finds the functions in it; once loaded it stays. False where something is
// missing, which is logged as "WHAT: why".
bool rmx_load_library(const char *file, const char *what, const struct rmx_loaded_name *names,
                      int count);
// The same of one whose absence is no error: then nothing is logged.
bool rmx_load_library_if_there(const char *file, const char *what,
                               const struct rmx_loaded_name *names, int count);
