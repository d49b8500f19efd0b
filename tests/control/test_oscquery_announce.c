// SPDX-License-Identifier: GPL-3.0-or-later
// OSCQuery on the network: an Avahi daemon of the test's own, on a D-Bus of its own, told of it and
// asked by dbus-send.
#include "control/oscquery_announce.h"

#include "base/clock.h"
#include "support/cli.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { SOON_MS = 10000 };

static pid_t bus, avahi;
static bool is_there; // what the laws need

// --- The daemons

static const char bus_text[] =
    "<busconfig><type>system</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>"
    "<policy context=\"default\"><allow send_destination=\"*\"/><allow eavesdrop=\"true\"/>"
    "<allow own=\"*\"/><allow user=\"*\"/></policy></busconfig>";
// Loopback alone: nobody else is told.
static const char avahi_text[] = "[server]\nhost-name=remontage-test\nallow-interfaces=lo\n"
                                 "use-ipv6=no\ndisallow-other-stacks=no\n[publish]\n"
                                 "publish-hinfo=no\npublish-workstation=no\n";

// Its words are thrown away; it ends with the test, however that ends.
static pid_t begin(const char *command)
{
    pid_t child = fork();
    if (child)
        return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr))
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static void end(pid_t *child)
{
    if (*child <= 0)
        return;
    kill(*child, SIGTERM);
    waitpid(*child, NULL, 0);
    *child = 0;
}

static bool answers(void)
{
    return test_cli_run("dbus-send --system --print-reply --reply-timeout=1000 "
                        "--dest=org.freedesktop.Avahi / org.freedesktop.Avahi.Server.GetState")
               .code == 0;
}

static bool until_answers(void)
{
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (!answers()) {
        if (rmx_clock_ms() > until_ms || waitpid(avahi, NULL, WNOHANG) == avahi)
            return false;
        usleep(20000);
    }
    return true;
}

// With files of its own in /run, beside a daemon that may be there.
static bool begin_avahi(void)
{
    char command[600];
    snprintf(command, sizeof(command),
             "exec unshare -m sh -c 'mount -t tmpfs tmpfs /run && exec avahi-daemon -f %s "
             "--no-drop-root --no-chroot --no-rlimits'",
             test_cli_path("avahi.conf"));
    avahi = begin(command);
    return until_answers();
}

static int set_up(void **state)
{
    char text[1000], command[600];
    (void)state;
    if (!test_cli_begin())
        return -1;
    snprintf(text, sizeof(text), "unix:path=%s", test_cli_path("bus"));
    setenv("DBUS_SYSTEM_BUS_ADDRESS", text, 1);
    snprintf(text, sizeof(text), bus_text, test_cli_path("bus"));
    test_cli_text("bus.conf", text);
    test_cli_text("avahi.conf", avahi_text);
    snprintf(command, sizeof(command), "exec dbus-daemon --nofork --config-file=%s",
             test_cli_path("bus.conf"));
    bus = begin(command);
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (!test_cli_exists("bus") && rmx_clock_ms() < until_ms && waitpid(bus, NULL, WNOHANG) == 0)
        usleep(5000);
    is_there = begin_avahi();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    end(&avahi);
    end(&bus);
    test_cli_end();
    return 0;
}

static void need_daemon(void)
{
    if (is_there)
        return;
    print_message("skipped: no Avahi daemon can be started here\n");
    skip();
}

// --- What the daemon knows

// The port of a service; 0: there is none.
static int port_of(const char *name, const char *type)
{
    char command[600];
    int port = 0;
    snprintf(command, sizeof(command),
             "dbus-send --system --print-reply --reply-timeout=6000 --dest=org.freedesktop.Avahi / "
             "org.freedesktop.Avahi.Server.ResolveService int32:-1 int32:-1 'string:%s' string:%s "
             "string:local int32:-1 uint32:0",
             name, type);
    const struct test_run run = test_cli_run(command);
    const char *at = run.code ? NULL : strstr(run.out, "uint16 ");
    if (at)
        port = atoi(at + strlen("uint16 "));
    return port;
}

static struct rmx_oscquery_announce *announce(const char *name, int port)
{
    struct rmx_oscquery_announce *made =
        rmx_oscquery_announce_create(&(struct rmx_oscquery_announce_params){
            .name = name, .port = port, .osc_port = port + 1, .retry_ms = 50});
    assert_non_null(made);
    return made;
}

static void until_out(const struct rmx_oscquery_announce *made, bool is_out)
{
    double until_ms = rmx_clock_ms() + SOON_MS;
    while (rmx_oscquery_announce_is_out(made) != is_out && rmx_clock_ms() < until_ms)
        usleep(5000);
    assert_int_equal(rmx_oscquery_announce_is_out(made), is_out);
}

// --- Laws

// The daemon tries a name for a second: both shows are told at once, and again when it comes back.
static void two_shows_are_told_and_told_again(void **state)
{
    (void)state;
    need_daemon();
    struct rmx_oscquery_announce *one = announce("a show", 19460);
    struct rmx_oscquery_announce *two = announce("a show", 19470);
    for (int times = 0; times < 2; times++) {
        until_out(one, true);
        until_out(two, true);
        int port = port_of("a show", "_oscjson._tcp"),
            other = port_of("a show #2", "_oscjson._tcp");
        assert_int_equal(port < other ? port : other, 19460);
        assert_int_equal(port < other ? other : port, 19470);
        assert_int_equal(port_of("a show", "_osc._udp"), port + 1);
        if (times)
            break;
        end(&avahi);
        until_out(one, false);
        until_out(two, false);
        assert_true(begin_avahi());
    }
    rmx_oscquery_announce_destroy(two);
    rmx_oscquery_announce_destroy(one);
}

// Nothing waits for anything, and nothing is said.
static void without_a_daemon_there_is_silence(void **state)
{
    (void)state;
    char before[600];
    double from_ms = rmx_clock_ms();
    snprintf(before, sizeof(before), "%s", getenv("DBUS_SYSTEM_BUS_ADDRESS"));
    setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus", 1);
    struct rmx_oscquery_announce *made = announce("nobody", 19468);
    usleep(120000); // it looks for one again
    assert_false(rmx_oscquery_announce_is_out(made));
    rmx_oscquery_announce_destroy(made);
    assert_true(rmx_clock_ms() - from_ms < 2000);
    setenv("DBUS_SYSTEM_BUS_ADDRESS", before, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_shows_are_told_and_told_again),
        cmocka_unit_test(without_a_daemon_there_is_silence),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
