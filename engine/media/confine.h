// SPDX-License-Identifier: GPL-3.0-or-later
// Leaves this process nothing but what decoding a picture wants: no other program, no network, no
// file written, of files of its user's that one and fonts read (confine_reads.h), memory and time
// with a bound.
//
// Thread: the only one, before it reads what strangers wrote.
#pragma once

// `most_bytes`: of memory beyond what it has; 0: no bound. `most_s`: of wall time, which bounds the
// processor's. `file`: the descriptor of what may be read; -1: none. What a kernel cannot do is
// left out.
void rmx_confine(long long most_bytes, double most_s, int file);
