// SPDX-License-Identifier: GPL-3.0-or-later
// What strangers send to OSCQuery beside paths: commands over a WebSocket, and the headers by which
// a browser tells on whose behalf it asks.
//
// In:  bytes that anybody may have sent. Out: what they mean. Pure.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { RMX_OSCQUERY_COMMAND = 4096, RMX_OSCQUERY_PATH = 256 }; // bytes at most

enum rmx_oscquery_verb {
    RMX_OSCQUERY_LISTEN,
    RMX_OSCQUERY_IGNORE,
};

struct rmx_oscquery_command {
    enum rmx_oscquery_verb verb;
    char path[RMX_OSCQUERY_PATH];
};

// {"COMMAND": "LISTEN", "DATA": "/remontage/knob/chaos"}. False: it is no such command.
bool rmx_oscquery_read_command(const char *text, size_t size, struct rmx_oscquery_command *command);

// Whether a Host header names this machine, which is called `machine`: a number, localhost, or its
// own name. A page of a stranger whose name was turned to point here (DNS rebinding) says another.
bool rmx_oscquery_is_own_host(const char *host, const char *machine);
// Whether a browser that sends this Origin asks for a page of the same host. "": no browser.
bool rmx_oscquery_is_own_origin(const char *origin, const char *host);
