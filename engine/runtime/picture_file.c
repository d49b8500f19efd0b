// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/generation.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const char *const endings[] = {".png", ".jpg",  ".jpeg", ".webp", ".tif", ".tiff",
                                      ".gif", ".heic", ".heif", ".avif", ".svg"};

// How the formats that libvips reads here begin.
static const struct {
    size_t at, length;
    const char *bytes;
} beginnings[] = {
    {0, 4, "\x89PNG"}, {0, 3, "\xff\xd8\xff"}, {8, 4, "WEBP"}, {0, 4, "II*\0"}, {0, 4, "MM\0*"},
    {0, 4, "GIF8"},    {4, 4, "ftyp"},         {0, 4, "<svg"}, {0, 5, "<?xml"},
};

static bool begins_as_picture(const char *path)
{
    char bytes[16] = {0};
    FILE *file = fopen(path, "rbe");
    if (!file)
        return false;
    size_t length = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++)
        if (beginnings[i].at + beginnings[i].length <= length &&
            memcmp(bytes + beginnings[i].at, beginnings[i].bytes, beginnings[i].length) == 0)
            return true;
    return false;
}

bool rmx_is_picture(const char *path)
{
    if (strcmp(path, "-") == 0)
        return false;
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (rmx_has_suffix(path, endings[i]))
            return true;
    return begins_as_picture(path);
}
