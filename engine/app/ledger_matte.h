// SPDX-License-Identifier: GPL-3.0-or-later
// A ledger's Cryptomattes: who holds which pixel, at the picture's own size, beside the picture.
#pragma once

#include "app/ledger_measure.h"

// Writes the measured frame, or each frame of a span where `path` is a pattern
// (write/sequence.h). An exit code; what went wrong was said.
int rmx_ledger_write_mattes(struct rmx_ledger_job *job, const char *path);
