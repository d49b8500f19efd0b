// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever of standard input, output and error was closed, no file gets its number.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/standard.h"

enum { HOLDS, GETS_ITS_NUMBER, IS_WRITTEN, IS_READ, IS_MISSING };

// With those closed whose bits are set.
static int begin_without(int closed)
{
    char byte = 0;
    for (int fd = 0; fd < 3; fd++)
        if (closed >> fd & 1)
            close(fd);
    rmx_standard_begin();
    for (int fd = 0; fd < 3; fd++) {
        bool is_there = fcntl(fd, F_GETFD) >= 0;
        if (closed >> fd & 1 && !is_there)
            return IS_MISSING;
        if (closed >> fd & 1 && fd > 0 && write(fd, &byte, 1) >= 0)
            return IS_WRITTEN;
    }
    if (closed & 1 && read(0, &byte, 1) >= 0)
        return IS_READ;
    return open("/dev/null", O_RDONLY | O_CLOEXEC) > 2 ? HOLDS : GETS_ITS_NUMBER;
}

static void no_file_gets_the_number_of_what_was_closed(void **state)
{
    (void)state;
    for (int closed = 0; closed < 8; closed++) {
        int status;
        pid_t process = fork();
        if (process == 0)
            _exit(begin_without(closed));
        assert_int_equal(waitpid(process, &status, 0), process);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), HOLDS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_file_gets_the_number_of_what_was_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
