// SPDX-License-Identifier: GPL-3.0-or-later
// The MIDI devices that are there, on standard output: a line each.
#pragma once

int rmx_print_midi(void); // an exit code
