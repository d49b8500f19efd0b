// SPDX-License-Identifier: GPL-3.0-or-later
// A client of HTTP and WebSocket (RFC 6455) over a plain socket, so that tests can send what no
// library would.
#pragma once

#include <stddef.h>

enum { WEB_TEXT = 1, WEB_BINARY = 2, WEB_CLOSE = 8, WEB_PING = 9, WEB_PONG = 10 };
enum { WEB_GONE = -1, WEB_SILENT = -2 };

// To loopback, AF_INET or AF_INET6; -1: it cannot be reached.
int web_connect(int family, int port);
// All of it; -1: the other end is gone.
int web_send(int file, const void *bytes, size_t size);
int web_send_text(int file, const char *text);
// What comes within that time, until the end or until `size` - 1 are there, terminated; how many.
// WEB_GONE: it has ended before anything came. WEB_SILENT: nothing came.
int web_read(int file, char *bytes, size_t size, int wait_ms);
// A GET with these further headers ("Host: a\r\n", each ended; NULL: that of this machine), and
// what is answered, as web_read does; the status, 0 where there is none.
int web_get(int port, const char *path, const char *headers, char *answer, size_t size);
// A WebSocket, with these further headers as above; -1: it is refused.
int web_socket(int port, const char *headers);
int web_socket_send(int file, int opcode, const void *bytes, size_t size);
// The next frame: its bytes, terminated, their count; WEB_GONE or WEB_SILENT.
int web_socket_read(int file, int *opcode, char *bytes, size_t size, int wait_ms);
