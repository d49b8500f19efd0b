// SPDX-License-Identifier: GPL-3.0-or-later
// The table of signals on standard output: a line each with name, kind, range, provider, meaning.
#pragma once

int rmx_print_signals(void); // an exit code
