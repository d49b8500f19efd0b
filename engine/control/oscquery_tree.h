// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of what OSC can reach, as JSON (the OSCQuery proposal of Vidvox).
//
// In:  the addresses with where their values stand, a path, what is asked of it.
// Out: an HTTP status and JSON. Pure.
#pragma once

#include "base/text.h"
#include "control/osc_tree.h"

struct rmx_oscquery_host {
    const char *name; // what people choose it by
    int osc_port;     // UDP
    int port;         // TCP: HTTP and WebSocket
};

// `path` "/remontage/knob", `query` an attribute's name, "HOST_INFO", "" or NULL: all of the node.
// 200 with JSON in `out`; else nothing is added: 204, the node has no such attribute; 400, there
// is no such attribute; 404, there is no such node.
int rmx_oscquery_answer(const struct rmx_osc_tree *tree, const struct rmx_oscquery_host *host,
                        const char *path, const char *query, struct rmx_text *out);

// Whether they say the same of an address, wherever their values stand.
bool rmx_oscquery_is_same(const struct rmx_osc_target *one, const struct rmx_osc_target *two);
