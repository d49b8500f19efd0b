// SPDX-License-Identifier: GPL-3.0-or-later
// This program again, as a process of its own: for work that may run long, fall, or be broken into.
//
// In:  a word that its main answers. Out: a socket. Such a process ends with the one that started
// it, has bounds for its time and memory, and hears nothing of the terminal.
// Thread: any.
#pragma once

#include <stdbool.h>
#include <sys/types.h>

enum { RMX_PROCESS_SOCKET = 3 };     // the descriptor of the started one's end
enum { RMX_STACK_BYTES = 64 << 20 }; // of whoever compiles shaders: compilers read by recursion

// Its other end, and the process; -1: neither (logged; errno says why). `type`: SOCK_STREAM or
// such.
int rmx_process_start(const char *word, int type, pid_t *process);

// How much of the processor it has taken so far; 0 where that is not known.
double rmx_process_ms(pid_t process);

// --- In the started one.

// Signals of a terminal are the other one's to answer, and other descriptors its own to use.
void rmx_process_be_quiet(void);
// Ends with the thread that started it; false: that is gone already.
bool rmx_process_end_with(pid_t parent);

struct rmx_process_bounds {
    long long most_bytes;      // of memory beyond what it has; 0: no bound
    double most_s;             // of wall time, which bounds the processor's
    long long most_file_bytes; // of a file that it writes
    int files;                 // open at a time
};
void rmx_process_bound(const struct rmx_process_bounds *bounds);

// The main thread's stack may grow to RMX_STACK_BYTES, where the system lets it.
void rmx_process_deepen_stack(void);
