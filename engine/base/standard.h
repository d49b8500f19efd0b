// SPDX-License-Identifier: GPL-3.0-or-later
// Standard input, output and error have their numbers, open or not: else the next file or socket
// that is opened would have one of them, and what is said would be written into it.
#pragma once

// To be called first in main, while there are no threads. What is closed stays so for whoever reads
// or writes it: that fails as before.
void rmx_standard_begin(void);
