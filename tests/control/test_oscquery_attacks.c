// SPDX-License-Identifier: GPL-3.0-or-later
// What strangers may try at OSCQuery, over real sockets: each is refused or bounded, and whoever
// asks next is answered.
#include "control/oscquery.h"

#include "base/clock.h"
#include "control/osc_message.h"
#include "support/web_peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <malloc.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

enum { SOON_MS = 10000, HUGE = 10 << 20 };

static const struct rmx_osc_target targets[] = {
    {"/chaos", "chaos", -1, NAN, RMX_OSC_NUMBER, 0, 2, "chaos"},
};

static atomic_int taken;
static struct rmx_oscquery *query;
static int port;

static void take(void *data, const void *packet, size_t size)
{
    (void)data;
    (void)packet;
    (void)size;
    taken++;
}

static void create(double request_s)
{
    char why[256];
    const struct rmx_oscquery_params params = {
        .name = "a show", .osc_port = 9000, .take = take, .request_s = request_s};
    query = rmx_oscquery_create(&params, why, sizeof(why));
    if (!query)
        fail_msg("%s", why);
    rmx_oscquery_set_targets(query, targets, COUNT(targets));
    rmx_oscquery_tell(query, "chaos", 0.5);
    port = rmx_oscquery_port(query);
    taken = 0;
}

static void assert_answers(void)
{
    char answer[4096];
    assert_int_equal(web_get(port, "/chaos?VALUE", NULL, answer, sizeof(answer)), 200);
    assert_non_null(strstr(answer, "[0.5]"));
}

static void until_connections(int count)
{
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (rmx_oscquery_counts(query).connections != count && rmx_clock_ms() < until_ms)
        usleep(1000);
    assert_int_equal(rmx_oscquery_counts(query).connections, count);
}

// That nothing is left open, and that it answers still.
static void end(void)
{
    until_connections(0);
    assert_answers();
    assert_int_equal(taken, 0);
    rmx_oscquery_destroy(query);
}

static void assert_closes(int file)
{
    char bytes[4096];
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (rmx_clock_ms() < until_ms)
        if (web_read(file, bytes, sizeof(bytes), SOON_MS) == WEB_GONE)
            return;
    fail_msg("it is still open");
}

// A WebSocket is told that it ends, or ends at once.
static void assert_ends(int file)
{
    char bytes[4096];
    int opcode = 0, size = 0;
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (opcode != WEB_CLOSE && size != WEB_GONE && rmx_clock_ms() < until_ms)
        size = web_socket_read(file, &opcode, bytes, sizeof(bytes), SOON_MS);
    assert_true(opcode == WEB_CLOSE || size == WEB_GONE);
    close(file);
}

// --- Pages of other hosts

static const struct {
    const char *law, *headers;
    int status;
    bool is_socket; // gets one
} pages[] = {
    {"nobody's page", "Host: localhost\r\n", 200, true},
    {"a page of this host", "Host: localhost:9001\r\nOrigin: http://localhost:9001\r\n", 200, true},
    {"a name turned to point here", "Host: evil.example\r\n", 403, false},
    {"that is its own origin", "Host: evil.example\r\nOrigin: http://evil.example\r\n", 403, false},
    {"a page of another host", "Host: localhost\r\nOrigin: http://evil.example\r\n", 403, false},
    {"of another port", "Host: localhost:9001\r\nOrigin: http://localhost:80\r\n", 403, false},
    {"of a file", "Host: localhost\r\nOrigin: null\r\n", 403, false},
    {"no host", "", 403, false},
    {"two of them", "Host: localhost\r\nHost: evil.example\r\n", 403, false},
};

static void pages_of_others_get_nothing(void **state)
{
    (void)state;
    create(0);
    for (int i = 0; i < COUNT(pages); i++) {
        char answer[4096];
        int status = web_get(port, "/", pages[i].headers, answer, sizeof(answer));
        int file = web_socket(port, pages[i].headers);
        if (status != pages[i].status || (file >= 0) != pages[i].is_socket)
            fail_msg("%s: %d, %s", pages[i].law, status, file >= 0 ? "a socket" : "no socket");
        if (strstr(answer, "[0.5]") && status != 200)
            fail_msg("%s: it is told", pages[i].law);
        if (file >= 0)
            close(file);
    }
    end();
}

static void a_long_origin_is_a_strangers(void **state)
{
    (void)state;
    static char headers[1200], answer[4096];
    create(0);
    snprintf(headers, sizeof(headers), "Host: localhost\r\nOrigin: http://%01000d\r\n", 0);
    assert_int_equal(web_get(port, "/", headers, answer, sizeof(answer)), 403);
    assert_true(web_socket(port, headers) < 0);
    end();
}

// --- Slow ones

static void slow_requests_end(void **state)
{
    (void)state;
    create(0.1);
    static const char *const halves[] = {"", "GET / HT", "GET / HTTP/1.1\r\nHost: loc",
                                         "POST / HTTP/1.1\r\nHost: localhost\r\n"
                                         "Content-Length: 100\r\n\r\nx"};
    for (int i = 0; i < COUNT(halves); i++) {
        double from_ms = rmx_clock_ms();
        int file = web_connect(AF_INET, port);
        assert_int_equal(web_send_text(file, halves[i]), 0);
        assert_answers(); // meanwhile
        assert_closes(file);
        if (rmx_clock_ms() - from_ms > 5000)
            fail_msg("'%s' has %g ms", halves[i], rmx_clock_ms() - from_ms);
        close(file);
    }
    end();
}

// A byte now and then does not buy time.
static void trickling_requests_end(void **state)
{
    (void)state;
    create(0.1);
    double from_ms = rmx_clock_ms();
    char byte;
    int file = web_connect(AF_INET, port);
    assert_int_equal(web_send_text(file, "GET / HTTP/1.1\r\nHost: localhost\r\n"), 0);
    bool is_open = true;
    while (is_open && rmx_clock_ms() < from_ms + SOON_MS) {
        is_open = web_send_text(file, "X: y\r\n") == 0;
        usleep(20000);
        is_open = is_open && recv(file, &byte, 1, MSG_DONTWAIT) != 0;
    }
    assert_false(is_open);
    assert_true(rmx_clock_ms() - from_ms < 5000);
    close(file);
    end();
}

// --- Huge ones

static long resident_kb(void)
{
    char line[128];
    long pages_resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (fgets(line, sizeof(line), file))
        sscanf(line, "%*d %ld", &pages_resident);
    fclose(file);
    return pages_resident * 4;
}

static void huge_requests_end(void **state)
{
    (void)state;
    static const char *const starts[] = {"GET /", "GET /?", "GET / HTTP/1.1\r\nHost: ",
                                         "GET / HTTP/1.1\r\nHost: localhost\r\nX: ", ""};
    create(0);
    char *huge = malloc(HUGE);
    memset(huge, 'a', HUGE);
    long before_kb = resident_kb();
    for (int i = 0; i < COUNT(starts); i++) {
        char answer[4096];
        int file = web_connect(AF_INET, port);
        web_send_text(file, starts[i]);
        web_send(file, huge, HUGE); // may fail: it is closed
        shutdown(file, SHUT_WR);
        web_read(file, answer, sizeof(answer), SOON_MS);
        assert_null(strstr(answer, "[0.5]"));
        close(file);
    }
    assert_true(resident_kb() - before_kb < 4096);
    free(huge);
    end();
}

static void many_headers_end(void **state)
{
    (void)state;
    create(0);
    char answer[4096];
    int file = web_connect(AF_INET, port);
    web_send_text(file, "GET / HTTP/1.1\r\n");
    for (int i = 0; i < 100000; i++)
        if (web_send_text(file, "Cookie: abcdefghijklmnopqrstuvwxyz\r\n") < 0)
            break;
    web_send_text(file, "\r\n");
    web_read(file, answer, sizeof(answer), 1000);
    assert_null(strstr(answer, "[0.5]"));
    close(file);
    end();
}

static void huge_frames_end(void **state)
{
    (void)state;
    static const struct {
        int opcode;
        size_t size;
    } frames[] = {{WEB_BINARY, HUGE},
                  {WEB_TEXT, HUGE},
                  {WEB_BINARY, 65508},
                  {WEB_TEXT, 4097},
                  {WEB_PING, 126}};
    create(0);
    char *huge = malloc(HUGE);
    memset(huge, 1, HUGE);
    long before_kb = resident_kb();
    for (int i = 0; i < COUNT(frames); i++) {
        int file = web_socket(port, NULL);
        assert_true(file >= 0);
        web_socket_send(file, frames[i].opcode, huge, frames[i].size); // may fail: it is closed
        assert_ends(file);
    }
    assert_true(resident_kb() - before_kb < 4096);
    free(huge);
    end();
}

// Of what it listens to, either.
static void nothing_follows_the_end(void **state)
{
    (void)state;
    static const char listens[] = "{\"COMMAND\": \"LISTEN\", \"DATA\": \"/chaos\"}";
    static const char huge[4097];
    char bytes[4096];
    int opcode = 0, size = 0;
    create(0);
    int file = web_socket(port, NULL);
    web_socket_send(file, WEB_TEXT, listens, sizeof(listens) - 1);
    assert_true(web_socket_read(file, &opcode, bytes, sizeof(bytes), SOON_MS) > 0);
    web_socket_send(file, WEB_TEXT, huge, sizeof(huge));
    for (int i = 0; i < 100 && opcode != WEB_CLOSE && size != WEB_GONE; i++)
        size = web_socket_read(file, &opcode, bytes, sizeof(bytes), SOON_MS);
    assert_int_equal(opcode, WEB_CLOSE);
    rmx_oscquery_tell(query, "chaos", 0.75);
    rmx_oscquery_tell(query, "chaos", 0.5);
    for (int i = 0; i < 10; i++)
        assert_true(web_socket_read(file, &opcode, bytes, sizeof(bytes), 20) < 0);
    close(file);
    end();
}

// A frame of 2^63 bytes, in many small ones that never end.
static void endless_messages_end(void **state)
{
    (void)state;
    static const unsigned char claims[] = {0x82, 0xFF, 0x7F, 255, 255, 255, 255,
                                           255,  255,  255,  0,   0,   0,   0};
    static const unsigned char begins[] = {0x02, 0x81, 0, 0, 0, 0, 'a'};
    static const unsigned char goes_on[] = {0x00, 0x81, 0, 0, 0, 0, 'a'};
    static unsigned char many[sizeof(goes_on) * 100000];
    create(0);
    int file = web_socket(port, NULL);
    web_send(file, claims, sizeof(claims));
    for (int i = 0; i < 8; i++)
        web_send(file, many, 65536);
    assert_ends(file);
    for (size_t i = 0; i < sizeof(many); i++)
        many[i] = goes_on[i % sizeof(goes_on)];
    file = web_socket(port, NULL);
    web_send(file, begins, sizeof(begins));
    web_send(file, many, sizeof(many));
    assert_ends(file);
    end();
}

// --- Many

static void two_hundred_at_once_are_bounded(void **state)
{
    (void)state;
    enum { MANY = 200 };
    int files[MANY];
    create(0);
    for (int i = 0; i < MANY; i++)
        files[i] = web_connect(AF_INET, port);
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (rmx_oscquery_counts(query).connections + rmx_oscquery_counts(query).refused < MANY &&
           rmx_clock_ms() < until_ms)
        usleep(1000);
    assert_int_equal(rmx_oscquery_counts(query).connections, RMX_OSCQUERY_CONNECTIONS);
    int answered = 0;
    for (int i = 0; i < MANY; i++) {
        char answer[4096] = "";
        web_send_text(files[i], "GET /chaos?VALUE HTTP/1.1\r\nHost: localhost\r\n"
                                "Connection: close\r\n\r\n");
        web_read(files[i], answer, sizeof(answer), SOON_MS);
        answered += strstr(answer, "[0.5]") != NULL;
        close(files[i]);
    }
    assert_int_equal(answered, RMX_OSCQUERY_CONNECTIONS);
    end();
}

static void sockets_leave_room_for_requests(void **state)
{
    (void)state;
    enum { MANY = 40 };
    int files[MANY], open = 0;
    create(0);
    for (int i = 0; i < MANY; i++) {
        files[i] = web_socket(port, NULL);
        open += files[i] >= 0;
    }
    assert_int_equal(open, RMX_OSCQUERY_LISTENERS);
    assert_answers();
    for (int i = 0; i < MANY; i++)
        if (files[i] >= 0)
            close(files[i]);
    end();
}

// --- Nonsense

static atomic_bool has_no_files;
static atomic_int knocks;

int accept4(int file, struct sockaddr *restrict address, socklen_t *restrict length, int flags)
{
    knocks++;
    if (!has_no_files)
        return (int)syscall(SYS_accept4, file, address, length, flags);
    errno = EMFILE;
    return -1;
}

static void without_files_it_waits(void **state)
{
    (void)state;
    create(0);
    assert_answers();
    has_no_files = true;
    knocks = 0;
    int file = web_connect(AF_INET, port);
    usleep(600000);
    int count = knocks;
    has_no_files = false;
    assert_in_range(count, 1, 8);
    until_connections(1); // whoever has waited
    close(file);
    end();
}

static void garbage_is_survived(void **state)
{
    (void)state;
    unsigned seed = 1;
    create(0.1);
    for (int i = 0; i < 200; i++) {
        unsigned char bytes[300];
        for (size_t k = 0; k < sizeof(bytes); k++)
            bytes[k] = (unsigned char)(rand_r(&seed) >> 8);
        int file = i % 2 ? web_socket(port, NULL) : web_connect(AF_INET, port);
        assert_true(file >= 0);
        if (i % 2) // no message of one frame that is whole
            bytes[0] &= 0x7F;
        web_send(file, bytes, sizeof(bytes));
        close(file);
    }
    end();
}

static void other_protocols_are_refused(void **state)
{
    (void)state;
    static const char *const requests[] = {
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
        "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "CONNECT example.org:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n",
        "OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n",
        "DELETE /chaos HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    };
    create(0.1);
    for (int i = 0; i < COUNT(requests); i++) {
        char answer[4096];
        int file = web_connect(AF_INET, port);
        web_send_text(file, requests[i]);
        web_read(file, answer, sizeof(answer), 2000);
        if (strstr(answer, " 101 ") || strstr(answer, " 200 ") || strstr(answer, "root:") ||
            strstr(answer, "llow-"))
            fail_msg("%s is answered %s", requests[i], answer);
        close(file);
    }
    end();
}

int main(void)
{
    mallopt(M_MMAP_THRESHOLD, 1 << 20); // what a test frees of 10 MB is gone
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_of_others_get_nothing),
        cmocka_unit_test(a_long_origin_is_a_strangers),
        cmocka_unit_test(slow_requests_end),
        cmocka_unit_test(trickling_requests_end),
        cmocka_unit_test(huge_requests_end),
        cmocka_unit_test(many_headers_end),
        cmocka_unit_test(huge_frames_end),
        cmocka_unit_test(nothing_follows_the_end),
        cmocka_unit_test(endless_messages_end),
        cmocka_unit_test(two_hundred_at_once_are_bounded),
        cmocka_unit_test(sockets_leave_room_for_requests),
        cmocka_unit_test(without_files_it_waits),
        cmocka_unit_test(garbage_is_survived),
        cmocka_unit_test(other_protocols_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
