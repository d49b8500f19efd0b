// SPDX-License-Identifier: GPL-3.0-or-later
// Saves as an adversary would make them, for a live show: what never ends, what never fits, what is
// no file.
//
// In:  how many, the longest wait between two frames. Out: what came of them.
#pragma once

#include "support/chaos.h"

int hostile_kinds(void);
// As chaos_run_kinds.
bool hostile_run(int saves, double most_gap_ms, struct chaos_result *result);
