// SPDX-License-Identifier: GPL-3.0-or-later
// The outputs that `live --output` may name, on standard output: a line each.
#pragma once

int rmx_print_outputs(void); // an exit code
