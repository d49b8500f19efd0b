// SPDX-License-Identifier: GPL-3.0-or-later
// Leaves this process no file to read but one, what the system holds for everybody, and fonts.
//
// By Landlock, whose rules hold below a folder: which calls there are at all, confine.h says.
// Thread: the only one.
#pragma once

// What drawings set texts with, wherever the user keeps that; once, before processes that are
// confined are forked.
void rmx_confine_find_fonts(void);
// `file`: the descriptor of the one; -1: none. After PR_SET_NO_NEW_PRIVS. What a kernel cannot do
// is left out.
void rmx_confine_reads(int file);
