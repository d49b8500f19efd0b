// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of OSCQuery over real sockets on loopback: what is answered, told and taken.
#include "control/oscquery.h"

#include "base/clock.h"
#include "control/osc_message.h"
#include "support/cli.h"
#include "support/web_peer.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

enum { SOON_MS = 10000, QUIET_MS = 100 };

static const struct rmx_osc_target targets[] = {
    {"/remontage/knob/chaos", "chaos", -1, NAN, RMX_OSC_NUMBER, 0, 2, "chaos"},
    {"/chaos", "chaos", -1, NAN, RMX_OSC_NUMBER, 0, 2, "chaos"},
    {"/remontage/blackout", "!blackout", 4, 0, RMX_OSC_SWITCH, 0, 0, "black"},
    {"/sensor/3", "/sensor/3", -1, 0, RMX_OSC_NUMBER, 0, 0, NULL},
};

// --- The packets that were handed on.

static struct {
    pthread_mutex_t lock;
    char bytes[256];
    size_t size;
    int count;
} got = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void take(void *data, const void *packet, size_t size)
{
    (void)data;
    pthread_mutex_lock(&got.lock);
    memcpy(got.bytes, packet, size < sizeof(got.bytes) ? size : sizeof(got.bytes));
    got.size = size;
    got.count++;
    pthread_mutex_unlock(&got.lock);
}

static int taken(void)
{
    pthread_mutex_lock(&got.lock);
    int count = got.count;
    pthread_mutex_unlock(&got.lock);
    return count;
}

static struct rmx_oscquery *create(void)
{
    char why[256];
    const struct rmx_oscquery_params params = {.name = "a show", .osc_port = 9000, .take = take};
    struct rmx_oscquery *query = rmx_oscquery_create(&params, why, sizeof(why));
    if (!query)
        fail_msg("%s", why);
    rmx_oscquery_set_targets(query, targets, COUNT(targets));
    rmx_oscquery_tell(query, "chaos", 0.5);
    rmx_oscquery_tell(query, "!blackout", 1);
    got.count = 0;
    return query;
}

static int listen_to(const struct rmx_oscquery *query, const char *path)
{
    char command[256];
    int file = web_socket(rmx_oscquery_port(query), NULL);
    assert_true(file >= 0);
    snprintf(command, sizeof(command), "{\"COMMAND\": \"LISTEN\", \"DATA\": \"%s\"}", path);
    assert_int_equal(web_socket_send(file, WEB_TEXT, command, strlen(command)), 0);
    return file;
}

// The next frame is this message.
static void assert_hears(int file, const char *address, double number, int wait_ms)
{
    unsigned char wanted[256];
    char bytes[256];
    int opcode = 0, size = web_socket_read(file, &opcode, bytes, sizeof(bytes), wait_ms);
    size_t length = rmx_osc_write(wanted, sizeof(wanted), address, number);
    assert_int_equal(size, length);
    assert_int_equal(opcode, WEB_BINARY);
    assert_memory_equal(bytes, wanted, length);
}

static void assert_silent(int file)
{
    char bytes[256];
    int opcode;
    assert_int_equal(web_socket_read(file, &opcode, bytes, sizeof(bytes), QUIET_MS), WEB_SILENT);
}

// --- Laws

// Another implementation asks.
static void curl_is_answered(void **state)
{
    (void)state;
    static const struct {
        const char *law, *rest, *wanted;
    } rows[] = {
        {"a value", "'http://localhost:%d/chaos?VALUE'", "[0.5]"},
        {"in IPv4", "'http://127.0.0.1:%d/chaos?VALUE'", "[0.5]"},
        {"in IPv6", "-g 'http://[::1]:%d/chaos?VALUE'", "[0.5]"},
        {"by another way of writing", "'http://localhost:%d/%%63haos?VALUE'", "[0.5]"},
        {"all of it", "http://localhost:%d/", "\"FULL_PATH\": \"/sensor/3\""},
        {"as JSON", "-i http://localhost:%d/", "content-type: application/json"},
        {"about the host", "'http://localhost:%d/?HOST_INFO'", "\"OSC_PORT\": 9000"},
        {"no such attribute", "-i 'http://localhost:%d/chaos?NONE'", " 400 "},
        {"two at once", "-i 'http://localhost:%d/chaos?VALUE&TYPE'", " 400 "},
        {"none of that node", "-i 'http://localhost:%d/sensor/3?RANGE'", " 204 "},
        {"no such node", "-i http://localhost:%d/kaos", " 404 "},
        {"nothing is taken", "-i -d 1 http://localhost:%d/chaos", " 405 "},
        {"the head alone", "-I http://localhost:%d/chaos", " 200 "},
    };
    struct rmx_oscquery *query = create();
    for (int i = 0; i < COUNT(rows); i++) {
        char rest[200], command[300];
        snprintf(rest, sizeof(rest), rows[i].rest, rmx_oscquery_port(query));
        snprintf(command, sizeof(command), "curl -sS -m 10 %s", rest);
        const struct test_run run = test_cli_run(command);
        if (run.code || !strstr(run.out, rows[i].wanted))
            fail_msg("%s: %d %s %s", rows[i].law, run.code, run.out, run.err);
    }
    rmx_oscquery_destroy(query);
}

static void a_large_tree_is_answered_whole(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    static struct rmx_osc_target many[MANY];
    static char names[MANY][32], answer[4 << 20];
    struct rmx_oscquery *query = create();
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof(names[i]), "/many/%d/a", i);
        many[i] = (struct rmx_osc_target){.address = names[i], .name = names[i], .verb = -1};
    }
    rmx_oscquery_set_targets(query, many, MANY);
    assert_int_equal(web_get(rmx_oscquery_port(query), "/", NULL, answer, sizeof(answer)), 200);
    assert_non_null(strstr(answer, "\"/many/2999/a\""));
    assert_string_equal(answer + strlen(answer) - 2, "\n}");
    rmx_oscquery_destroy(query);
}

static void who_listens_hears_of_changes(void **state)
{
    (void)state;
    struct rmx_oscquery *query = create();
    int file = listen_to(query, "/chaos");
    assert_hears(file, "/chaos", 0.5, SOON_MS);
    assert_silent(file); // not of others
    rmx_oscquery_tell(query, "chaos", 0.75);
    assert_hears(file, "/chaos", 0.75, SOON_MS);
    rmx_oscquery_tell(query, "chaos", 0.75);
    rmx_oscquery_tell(query, "/sensor/3", 1);
    assert_silent(file);
    static const char ignore[] = "{\"COMMAND\": \"IGNORE\", \"DATA\": \"/chaos\"}";
    assert_int_equal(web_socket_send(file, WEB_TEXT, ignore, strlen(ignore)), 0);
    web_socket_send(file, WEB_PING, "", 0); // the answer comes behind that
    char bytes[64];
    int opcode;
    assert_int_equal(web_socket_read(file, &opcode, bytes, sizeof(bytes), SOON_MS), 0);
    assert_int_equal(opcode, WEB_PONG);
    rmx_oscquery_tell(query, "chaos", 1);
    assert_silent(file);
    close(file);
    rmx_oscquery_destroy(query);
}

static void a_switch_is_true_or_false(void **state)
{
    (void)state;
    char bytes[64];
    int opcode;
    struct rmx_oscquery *query = create();
    int file = listen_to(query, "/remontage/blackout");
    assert_int_equal(web_socket_read(file, &opcode, bytes, sizeof(bytes), SOON_MS), 24);
    assert_memory_equal(bytes, "/remontage/blackout\0,T\0\0", 24);
    rmx_oscquery_tell(query, "!blackout", 0);
    assert_int_equal(web_socket_read(file, &opcode, bytes, sizeof(bytes), SOON_MS), 24);
    assert_memory_equal(bytes, "/remontage/blackout\0,F\0\0", 24);
    close(file);
    rmx_oscquery_destroy(query);
}

static void packets_are_handed_on(void **state)
{
    (void)state;
    unsigned char bytes[64];
    struct rmx_oscquery *query = create();
    int file = web_socket(rmx_oscquery_port(query), NULL);
    size_t size = rmx_osc_write(bytes, sizeof(bytes), "/chaos", 1.5);
    assert_int_equal(web_socket_send(file, WEB_BINARY, bytes, size), 0);
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (!taken() && rmx_clock_ms() < until_ms)
        usleep(1000);
    assert_int_equal(taken(), 1);
    assert_int_equal(got.size, size);
    assert_memory_equal(got.bytes, bytes, size);
    close(file);
    rmx_oscquery_destroy(query);
}

// No fader is pulled from under a finger.
static void what_it_moves_comes_back_at_rest(void **state)
{
    (void)state;
    unsigned char bytes[64];
    struct rmx_oscquery *query = create();
    int file = listen_to(query, "/chaos"), other = listen_to(query, "/chaos");
    assert_hears(file, "/chaos", 0.5, SOON_MS);
    assert_hears(other, "/chaos", 0.5, SOON_MS);
    size_t size = rmx_osc_write(bytes, sizeof(bytes), "/ch*", 9);
    double from_ms = rmx_clock_ms();
    assert_int_equal(web_socket_send(file, WEB_BINARY, bytes, size), 0);
    while (!taken() && rmx_clock_ms() < from_ms + SOON_MS)
        usleep(1000);
    rmx_oscquery_tell(query, "chaos", 2); // as far as it goes
    assert_hears(other, "/chaos", 2, SOON_MS);
    assert_hears(file, "/chaos", 2, SOON_MS);
    assert_true(rmx_clock_ms() - from_ms >= 250);
    close(file);
    close(other);
    rmx_oscquery_destroy(query);
}

static void assert_news(int file, const char *command, const char *path)
{
    char bytes[256], wanted[64];
    int opcode = 0;
    assert_true(web_socket_read(file, &opcode, bytes, sizeof(bytes), SOON_MS) > 0);
    assert_int_equal(opcode, WEB_TEXT);
    snprintf(wanted, sizeof(wanted), "\"%s\"", command);
    assert_non_null(strstr(bytes, wanted));
    snprintf(wanted, sizeof(wanted), "\"%s\"", path);
    assert_non_null(strstr(bytes, wanted));
}

static void news_of_paths_are_told(void **state)
{
    (void)state;
    static const struct rmx_osc_target next[] = {
        {"/chaos", "chaos", -1, NAN, RMX_OSC_NUMBER, 0, 2, "chaos"},
        {"/remontage/knob/chaos", "chaos", -1, NAN, RMX_OSC_NUMBER, 0, 4, "chaos"},
        {"/remontage/blackout", "!blackout", 4, 0, RMX_OSC_SWITCH, 0, 0, "black"},
        {"/new", "new", -1, NAN, RMX_OSC_NUMBER, 0, 0, NULL},
    };
    struct rmx_oscquery *query = create();
    int file = listen_to(query, "/chaos");
    assert_hears(file, "/chaos", 0.5, SOON_MS);
    rmx_oscquery_set_targets(query, targets, COUNT(targets));
    assert_silent(file); // nothing has changed
    rmx_oscquery_set_targets(query, next, COUNT(next));
    assert_news(file, "PATH_REMOVED", "/sensor/3");
    assert_news(file, "PATH_ADDED", "/new");
    assert_news(file, "PATH_CHANGED", "/remontage/knob/chaos");
    assert_silent(file);
    rmx_oscquery_tell(query, "chaos", 1); // what stays is listened to further
    assert_hears(file, "/chaos", 1, SOON_MS);
    close(file);
    rmx_oscquery_destroy(query);
}

// As fast as values change, with one who never reads: the others hear of the last ones.
static void one_who_does_not_read_holds_up_nobody(void **state)
{
    (void)state;
    struct rmx_oscquery *query = create();
    int deaf = listen_to(query, "/chaos"), file = listen_to(query, "/chaos");
    char bytes[64] = "";
    int opcode;
    for (int i = 0; i <= 20000; i++) {
        rmx_oscquery_tell(query, "chaos", i);
        if (i % 100 == 0)
            usleep(100);
    }
    unsigned char last[64];
    size_t size = rmx_osc_write(last, sizeof(last), "/chaos", 20000);
    while (memcmp(bytes, last, size) != 0)
        assert_true(web_socket_read(file, &opcode, bytes, sizeof(bytes), SOON_MS) > 0);
    close(deaf);
    close(file);
    rmx_oscquery_destroy(query);
}

static int curl(const char *host, int port)
{
    char command[200];
    snprintf(command, sizeof(command), "curl -sS -f -m 10 'http://%s:%d/'", host, port);
    return test_cli_run(command).code;
}

static void it_answers_where_it_listens_alone(void **state)
{
    (void)state;
    enum { REFUSED = 7 }; // as curl has it
    char why[256];
    const struct rmx_oscquery_params params = {.listen = "127.0.0.2"};
    struct rmx_oscquery *query = rmx_oscquery_create(&params, why, sizeof(why));
    assert_non_null(query);
    assert_int_equal(curl("127.0.0.2", rmx_oscquery_port(query)), 0);
    assert_int_equal(curl("127.0.0.1", rmx_oscquery_port(query)), REFUSED);
    rmx_oscquery_destroy(query);
    query = create();
    assert_int_equal(curl("127.0.0.1", rmx_oscquery_port(query)), 0);
    assert_int_equal(curl("127.0.0.2", rmx_oscquery_port(query)), REFUSED);
    rmx_oscquery_destroy(query);
}

static void a_port_in_use_is_a_sentence(void **state)
{
    (void)state;
    char why[256];
    struct rmx_oscquery *query = create();
    const struct rmx_oscquery_params taken_port = {.port = rmx_oscquery_port(query)};
    assert_null(rmx_oscquery_create(&taken_port, why, sizeof(why)));
    assert_non_null(strstr(why, "OSCQuery is off: port"));
    assert_non_null(strstr(why, "is in use by another program"));
    const struct rmx_oscquery_params nowhere = {.listen = "192.0.2.7"};
    assert_null(rmx_oscquery_create(&nowhere, why, sizeof(why)));
    assert_non_null(strstr(why, "no address '192.0.2.7'"));
    rmx_oscquery_destroy(query);
}

static int entries_of(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void nothing_is_left_of_it(void **state)
{
    (void)state;
    struct sigaction before, after;
    sigaction(SIGPIPE, NULL, &before);
    int files = entries_of("/proc/self/fd"), threads = entries_of("/proc/self/task");
    for (int i = 0; i < 3; i++) {
        struct rmx_oscquery *query = create();
        int file = listen_to(query, "/chaos"),
            half = web_connect(AF_INET, rmx_oscquery_port(query));
        assert_hears(file, "/chaos", 0.5, SOON_MS);
        rmx_oscquery_destroy(query);
        close(file);
        close(half);
    }
    sigaction(SIGPIPE, NULL, &after);
    assert_int_equal(entries_of("/proc/self/fd"), files);
    assert_int_equal(entries_of("/proc/self/task"), threads);
    assert_ptr_equal(before.sa_handler, after.sa_handler);
}

static int set_up(void **state)
{
    (void)state;
    return test_cli_begin() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curl_is_answered),
        cmocka_unit_test(a_large_tree_is_answered_whole),
        cmocka_unit_test(who_listens_hears_of_changes),
        cmocka_unit_test(a_switch_is_true_or_false),
        cmocka_unit_test(packets_are_handed_on),
        cmocka_unit_test(what_it_moves_comes_back_at_rest),
        cmocka_unit_test(news_of_paths_are_told),
        cmocka_unit_test(one_who_does_not_read_holds_up_nobody),
        cmocka_unit_test(it_answers_where_it_listens_alone),
        cmocka_unit_test(a_port_in_use_is_a_sentence),
        cmocka_unit_test(nothing_is_left_of_it),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
