// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/web_peer.h"

#include "base/clock.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000 };

int web_connect(int family, int port)
{
    const struct sockaddr_in v4 = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
                                    .sin6_port = htons((uint16_t)port),
                                    .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    const void *address = family == AF_INET6 ? (const void *)&v6 : (const void *)&v4;
    int file = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0)
        return -1;
    if (connect(file, address, family == AF_INET6 ? sizeof(v6) : sizeof(v4)) == 0)
        return file;
    close(file);
    return -1;
}

int web_send(int file, const void *bytes, size_t size)
{
    const char *at = bytes;
    const struct timeval patience = {PATIENCE_MS / 1000, 0};
    setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    while (size) {
        ssize_t sent = send(file, at, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return -1;
        at += sent;
        size -= (size_t)sent;
    }
    return 0;
}

int web_send_text(int file, const char *text)
{
    return web_send(file, text, strlen(text));
}

// At most `size` bytes; 0: none before that time; -1: there will be none.
static ssize_t read_some(int file, void *bytes, size_t size, double until_ms)
{
    double left_ms = until_ms - rmx_clock_ms();
    struct pollfd ready = {file, POLLIN, 0};
    if (poll(&ready, 1, left_ms > 0 ? (int)left_ms + 1 : 0) <= 0)
        return 0;
    ssize_t count = recv(file, bytes, size, 0);
    return count > 0 ? count : -1;
}

int web_read(int file, char *bytes, size_t size, int wait_ms)
{
    double until_ms = rmx_clock_ms() + wait_ms;
    size_t count = 0;
    ssize_t more = 1;
    while (more > 0 && count < size - 1) {
        more = read_some(file, bytes + count, size - 1 - count, until_ms);
        count += more > 0 ? (size_t)more : 0;
    }
    bytes[count] = '\0';
    return count ? (int)count : more < 0 ? WEB_GONE : WEB_SILENT;
}

int web_get(int port, const char *path, const char *headers, char *answer, size_t size)
{
    char request[2048];
    int status = 0, file = web_connect(AF_INET, port);
    if (file < 0)
        return 0;
    snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\n%sConnection: close\r\n\r\n", path,
             headers ? headers : "Host: localhost\r\n");
    if (web_send_text(file, request) == 0 && web_read(file, answer, size, PATIENCE_MS) > 0)
        sscanf(answer, "HTTP/1.%*d %d", &status);
    close(file);
    return status;
}

// Exactly so many bytes; 0, or as above.
static int read_all(int file, void *bytes, size_t size, double until_ms)
{
    char *at = bytes;
    while (size) {
        ssize_t count = read_some(file, at, size, until_ms);
        if (count <= 0)
            return count < 0 ? WEB_GONE : WEB_SILENT;
        at += count;
        size -= (size_t)count;
    }
    return 0;
}

// The key and what must come of it are the example of RFC 6455, section 1.3.
int web_socket(int port, const char *headers)
{
    char request[2048], answer[4096] = "";
    int file = web_connect(AF_INET, port);
    if (file < 0)
        return -1;
    snprintf(request, sizeof(request),
             "GET / HTTP/1.1\r\n%sUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
             headers ? headers : "Host: localhost\r\n");
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    bool is_open = web_send_text(file, request) == 0;
    for (size_t count = 0; is_open && !strstr(answer, "\r\n\r\n") && count < sizeof(answer) - 1;
         count++)
        is_open = read_all(file, answer + count, 1, until_ms) == 0;
    if (is_open && strncmp(answer, "HTTP/1.1 101", 12) == 0 &&
        strstr(answer, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
        return file;
    close(file);
    return -1;
}

// In parts, so that a huge frame takes no memory here.
static int send_masked(int file, const unsigned char *bytes, size_t size,
                       const unsigned char mask[4])
{
    enum { PART = 16384 };
    unsigned char part[PART];
    for (size_t at = 0; at < size; at += PART) {
        size_t length = size - at < PART ? size - at : PART;
        for (size_t i = 0; i < length; i++)
            part[i] = bytes[at + i] ^ mask[i % 4];
        if (web_send(file, part, length) < 0)
            return -1;
    }
    return 0;
}

int web_socket_send(int file, int opcode, const void *bytes, size_t size)
{
    static const unsigned char mask[4] = {1, 2, 3, 4};
    unsigned char head[14];
    size_t count = 2, length_bytes = size < 126 ? 0 : size < 65536 ? 2 : 8;
    head[0] = (unsigned char)(0x80 | opcode);
    head[1] = (unsigned char)(0x80 | (length_bytes == 0 ? size : length_bytes == 2 ? 126 : 127));
    for (size_t i = 0; i < length_bytes; i++)
        head[count++] = (unsigned char)(size >> 8 * (length_bytes - 1 - i));
    memcpy(head + count, mask, 4);
    if (web_send(file, head, count + 4) < 0)
        return -1;
    return send_masked(file, bytes, size, mask);
}

int web_socket_read(int file, int *opcode, char *bytes, size_t size, int wait_ms)
{
    unsigned char head[10];
    double until_ms = rmx_clock_ms() + wait_ms;
    int failed = read_all(file, head, 2, until_ms);
    size_t length = head[1] & 127, length_bytes = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (!failed && length_bytes) {
        failed = read_all(file, head + 2, length_bytes, until_ms);
        length = 0;
        for (size_t i = 0; i < length_bytes; i++)
            length = length << 8 | head[2 + i];
    }
    if (failed)
        return failed;
    *opcode = head[0] & 15;
    if (length >= size)
        return WEB_GONE;
    failed = read_all(file, bytes, length, until_ms);
    bytes[length] = '\0';
    return failed ? failed : (int)length;
}
