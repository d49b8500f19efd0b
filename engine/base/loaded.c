// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/loaded.h"

#include "base/log.h"

#include <dlfcn.h>
#include <string.h>

// ISO C knows no way from an object's pointer to a function's.
static bool find(void *library, const char *what, const struct rmx_loaded_name *name)
{
    void *symbol = dlsym(library, name->name);
    if (!symbol)
        rmx_log(RMX_LOG_ERROR, "%s: there is no %s", what, name->name);
    memcpy(name->function, &symbol, sizeof(symbol));
    return symbol != NULL;
}

static bool find_all(void *library, const char *what, const struct rmx_loaded_name *names,
                     int count)
{
    for (int i = 0; i < count; i++)
        if (!find(library, what, &names[i]))
            return false;
    return true;
}

bool rmx_load_library(const char *file, const char *what, const struct rmx_loaded_name *names,
                      int count)
{
    void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    if (!library)
        rmx_log(RMX_LOG_ERROR, "%s: %s", what, dlerror());
    return library && find_all(library, what, names, count);
}

bool rmx_load_library_if_there(const char *file, const char *what,
                               const struct rmx_loaded_name *names, int count)
{
    void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    return library && find_all(library, what, names, count);
}
