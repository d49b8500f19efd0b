// SPDX-License-Identifier: GPL-3.0-or-later
// What `remontage list` can be asked for by name.
#pragma once

// The kind at `i`, from 0: those of effects, then all else; NULL behind the last. Static text.
const char *rmx_list_kind(int i);
