// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/profile.h"

#include <stdint.h>
#include <string.h>

static uint32_t word(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

// The description tag's bytes, or NULL.
static const uint8_t *description(const uint8_t *profile, size_t length, size_t *tag_length)
{
    enum { HEADER = 128, ENTRY = 12 };
    if (length < HEADER + 4)
        return NULL;
    uint32_t count = word(profile + HEADER);
    for (uint32_t i = 0; i < count && HEADER + 4 + (i + 1) * (size_t)ENTRY <= length; i++) {
        const uint8_t *entry = profile + HEADER + 4 + i * (size_t)ENTRY;
        uint32_t offset = word(entry + 4), size = word(entry + 8);
        if (memcmp(entry, "desc", 4) == 0 && offset <= length && size <= length - offset) {
            *tag_length = size;
            return profile + offset;
        }
    }
    return NULL;
}

// The first text of the tag without the zero bytes that UTF-16 puts between ASCII letters.
static void first_text(const uint8_t *tag, size_t length, char *text, size_t size)
{
    size_t start = 12, bytes = length < 12 ? 0 : word(tag + 8);
    if (length >= 28 && memcmp(tag, "mluc", 4) == 0)
        bytes = word(tag + 20), start = word(tag + 24);
    if (start > length || bytes > length - start)
        bytes = 0;
    size_t filled = 0;
    for (size_t i = 0; i < bytes && filled + 1 < size; i++)
        if (tag[start + i])
            text[filled++] = (char)tag[start + i];
    text[filled] = '\0';
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

bool rmx_profile_is_srgb(const void *profile, size_t length)
{
    size_t tag_length;
    const uint8_t *tag = description(profile, length, &tag_length);
    if (!tag)
        return false;
    // By name and not by curves: those of equal profiles differ in their last digits. Others begin
    // with "sRGB" too and are linear ("sRGB-elle-V4-g10").
    char text[64];
    first_text(tag, tag_length, text, sizeof text);
    return strcmp(text, "sRGB") == 0 || starts(text, "sRGB IEC61966") ||
           starts(text, "sRGB built-in") || starts(text, "sRGB2014");
}
