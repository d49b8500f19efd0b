// SPDX-License-Identifier: GPL-3.0-or-later
// A ledger as a table to be read, on standard output.
#pragma once

#include "share/ledger_files.h"

// A line each, the largest share first, and what is to be said of their sources. With bars where
// standard output is a terminal.
void rmx_ledger_print(const struct rmx_ledger_report *report);
