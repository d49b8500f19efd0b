// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and SIGTERM: the first one asks, the second one ends the program at once.
#pragma once

// From now on; until then a signal ends the program, which has written nothing yet.
void rmx_interrupt_watch(void);
// Writes to closed pipes and past limits fail from now on, and do not kill.
void rmx_interrupt_survive_writes(void);
// The same, and the program goes on where its terminal is closed.
void rmx_interrupt_outlive_terminal(void);
// The signal that asked to stop; 0: none yet.
int rmx_interrupt_requested(void);
