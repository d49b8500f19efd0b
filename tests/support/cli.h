// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the program itself, in a folder of its own, as somebody at a shell would.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct test_run {
    int code;        // the exit code; 128 + signal where one ended it
    char *out, *err; // all that was printed; until the next run
};

// Makes the folder, with XDG folders below it; the tests' files go there. False: errno.
bool test_cli_begin(void);
void test_cli_end(void); // removes it

// A path in that folder; until the eighth call from now.
const char *test_cli_path(const char *name);
void test_cli_write(const char *name, const void *bytes, size_t length);
void test_cli_text(const char *name, const char *text);
// A picture of colours that go over into each other, as PNG, JPEG ... by the name's ending.
void test_cli_picture(const char *name, int width, int height);
// Whether it stands there; whether two files have the same bytes; how many names match (the shell's
// patterns).
bool test_cli_exists(const char *name);
bool test_cli_same(const char *a, const char *b);
int test_cli_count(const char *pattern);

// Runs a shell command in the folder; `remontage` in it is the program under test.
struct test_run test_cli_run(const char *command);

// A sentence, the command that shows it, and what must come of it.
struct test_law {
    const char *law, *command;
    int code;
    const char *out, *err; // parts of what is printed; NULL: nothing is
};

// Runs all, prints those that do not hold, fails the test where there is one.
void test_cli_hold(const struct test_law *laws, size_t count);
#define TEST_HOLD(laws) test_cli_hold(laws, sizeof(laws) / sizeof((laws)[0]))
