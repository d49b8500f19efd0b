// SPDX-License-Identifier: GPL-3.0-or-later
// libvips's error message as one line.
#pragma once

#include <stddef.h>

// The first line of libvips's buffer, cut to fit, and the buffer emptied; `otherwise` where there
// are no words. `why` may be NULL. All threads share the buffer: where two pictures fail at once,
// the words may be the other's.
void rmx_words_take(char *why, size_t size, const char *otherwise);
// As rmx_words_take, of a text of our own.
void rmx_words_say(char *why, size_t size, const char *text);
