// SPDX-License-Identifier: GPL-3.0-or-later
// A display of the test's own: an Xvfb that lives as long as the program.
#pragma once

#include <stdbool.h>

// Starts it and sets DISPLAY. False, with a line on stderr, where there is none to be had.
bool test_display_begin(void);
void test_display_end(void);
