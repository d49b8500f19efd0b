// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/words.h"

#include "media/image.h"
#include "media/vips.h"

#include <string.h>

void rmx_words_say(char *why, size_t size, const char *text)
{
    if (!why || !size)
        return;
    size_t length = strcspn(text, "\n");
    length = length < size ? length : size - 1;
    memcpy(why, text, length);
    why[length] = '\0';
}

void rmx_words_take(char *why, size_t size, const char *otherwise)
{
    char *words = rmx_media_start() ? rmx_vips.error_buffer_copy() : NULL;
    rmx_words_say(why, size, words && *words ? words : otherwise);
    g_free(words);
}
