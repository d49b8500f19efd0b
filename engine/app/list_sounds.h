// SPDX-License-Identifier: GPL-3.0-or-later
// remontage list sounds: what a scene can hear here.
#pragma once

// Prints a table; where no PipeWire runs, a complaint that says so. An exit code.
int rmx_print_sounds(void);
