// SPDX-License-Identifier: GPL-3.0-or-later
// Where a host is that messages go to, looked up beside all else: a name server may take seconds.
//
// In:  "host:port". Out: a call of `found`.
// Thread: one of its own where a name must be looked up, which outlives the finder that is left.
#pragma once

#include "control/osc_sockets.h"

struct rmx_osc_finder;

// `found` has the peer with its socket from then on, and is not called where there is no such host:
// that is logged. A number is found before this returns.
struct rmx_osc_finder *rmx_osc_finder_start(const char *to, void *data,
                                            void (*found)(void *data, struct rmx_osc_peer peer));
// `found` is not called any more. Waits for no name server. NULL is fine.
void rmx_osc_finder_leave(struct rmx_osc_finder *finder);
