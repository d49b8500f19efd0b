// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/standard.h"

#include <fcntl.h>
#include <unistd.h>

// The lowest number that is free is given, and those below are there. Input is opened for writing
// and the others for reading, which makes all that they are for an error.
void rmx_standard_begin(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        int how = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", how) < 0)
            return;
    }
}
