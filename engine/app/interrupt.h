// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and SIGTERM: the first one asks, the second one ends the program at once. And what ends it
// without being asked.
#pragma once

// From now on; until then a signal ends the program, which has written nothing yet.
void rmx_interrupt_watch(void);
// From now on the program ends where nobody has heard of a signal after a second: in a draw that
// lasts. For what leaves no file half written.
void rmx_interrupt_insist(void);
// Writes to closed pipes and past limits fail from now on, and do not kill.
void rmx_interrupt_survive_writes(void);
// The same, and the program goes on where its terminal is closed.
void rmx_interrupt_outlive_terminal(void);
// The signal that asked to stop; 0: none yet.
int rmx_interrupt_requested(void);
// A library or a driver that falls where memory is short (many do, instead of saying so) ends the
// program with RMX_EXIT_FAILED and a word, and not by its signal. To be called first.
void rmx_interrupt_tell_short_memory(void);
