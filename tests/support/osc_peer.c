// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/osc_peer.h"

#include "control/osc_message.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

int osc_peer_connect(int family, const char *host, int port)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    const bool is_v6 = family == AF_INET6;
    int file = socket(family, SOCK_DGRAM, 0);
    if (file < 0)
        return -1;
    inet_pton(family, host, is_v6 ? (void *)&v6.sin6_addr : (void *)&v4.sin_addr);
    const void *address = is_v6 ? (const void *)&v6 : (const void *)&v4;
    if (connect(file, address, is_v6 ? sizeof(v6) : sizeof(v4)) == 0)
        return file;
    close(file);
    return -1;
}

void osc_peer_send(int file, const char *address, double number)
{
    unsigned char bytes[128];
    size_t size = rmx_osc_write(bytes, sizeof(bytes), address, number);
    assert_true(size > 0 && send(file, bytes, size, 0) == (ssize_t)size);
}

int osc_peer_listen(int *port)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof(own);
    int file = socket(AF_INET, SOCK_DGRAM, 0);
    assert_int_equal(bind(file, (struct sockaddr *)&own, length), 0);
    assert_int_equal(getsockname(file, (struct sockaddr *)&own, &length), 0);
    *port = ntohs(own.sin_port);
    return file;
}
