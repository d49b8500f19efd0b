// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/generation.h"

#include "base/formats.h"

#include <string.h>

bool rmx_is_picture(const char *path)
{
    return strcmp(path, "-") != 0 && rmx_format_of(path);
}
