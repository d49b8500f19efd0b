// SPDX-License-Identifier: GPL-3.0-or-later
// Folders for what a program writes while it runs: gone with it, or, where it was killed, with the
// next one that asks for such a folder.
#pragma once

// A new folder in $TMPDIR, or /tmp, of that name and some letters; removed by exit. Folders of the
// same name that nobody holds any more, and that are older than a minute, are removed. NULL: none
// can be made, errno says why; else the path stays until the end.
const char *test_scratch(const char *name);
