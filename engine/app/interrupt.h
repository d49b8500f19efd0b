// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and SIGTERM: the first one asks, the second one ends the program at once.
#pragma once

// From now on; also lets writes to closed pipes and past limits fail instead of killing.
void rmx_interrupt_watch(void);
// The signal that asked to stop; 0: none yet.
int rmx_interrupt_asked(void);
