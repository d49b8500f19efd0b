// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/vips.h"

#include "base/loaded.h"

#include <stdio.h>

struct rmx_vips rmx_vips;

bool rmx_vips_load(void)
{
    static const struct rmx_loaded_name names[] = {
#define NAME(name) {"vips_" #name, &rmx_vips.name},
        RMX_VIPS(NAME)
#undef NAME
    };
    char file[32];
    snprintf(file, sizeof(file), "libvips.so.%d", VIPS_LIBRARY_CURRENT - VIPS_LIBRARY_AGE);
    return rmx_load_library(file, "pictures cannot be read", names,
                            sizeof(names) / sizeof(names[0]));
}

void rmx_vips_leave(void)
{
    if (!rmx_vips.thread_shutdown)
        return;
    rmx_vips.error_clear();
    rmx_vips.thread_shutdown(); // libvips's own threads do it themselves
}
