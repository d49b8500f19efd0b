// SPDX-License-Identifier: GPL-3.0-or-later
// Folders whose files the program trusts, as nobody but its user can put one there.
//
// In:  a path. Out: a folder of the user's own with mode 0700. Thread: any.
#pragma once

#include <stdbool.h>

// Makes it, and what it lies in. One that others may read becomes 0700; one that others may write
// does so, too, and its files are removed: they may be anybody's. False with errno set; EPERM: it
// is another user's.
bool rmx_private_folder(const char *path);
