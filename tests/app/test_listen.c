// SPDX-License-Identifier: GPL-3.0-or-later
// `remontage listen`: what it shows fits, names what moves, and ends as it should.
#include "app/listen_log.h"
#include "app/listen_view.h"
#include "base/clock.h"
#include "support/cli.h"
#include "support/jack_peer.h"
#include "support/osc_peer.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof(*(rows))))

// --- What came in.

static void lines_tell_of_each_event(void **state)
{
    (void)state;
    struct rmx_text lines = {0};
    double now_ms = rmx_clock_ms();
    struct rmx_listen_log *log = rmx_listen_log_create(true);
    rmx_listen_log_source(log, "box", true, now_ms);
    rmx_listen_log_note(log, "box", "cc 21 ch 1", "64", "knob petals 7", now_ms);
    rmx_listen_log_note(log, "OSC", "/a\033[31m", "1", "", now_ms);
    rmx_listen_log_say(log, "sound  kick", now_ms);
    rmx_listen_log_lines(log, &lines);
    const char *at = rmx_text_string(&lines);
    static const char *const wanted[] = {
        "box  is here\n", "box  cc 21 ch 1  64  -> knob petals 7\n",
        "OSC  /a\\x1b[31m  1  -> nothing listens\n", "sound  kick\n"};
    for (int i = 0; i < COUNT(wanted); i++) {
        at = strstr(at, wanted[i]);
        if (!at)
            fail_msg("no %s in %s", wanted[i], lines.data);
    }
    rmx_text_clear(&lines);
    rmx_listen_log_lines(log, &lines);
    assert_string_equal(rmx_text_string(&lines), "");
    rmx_text_finish(&lines);
    rmx_listen_log_destroy(log);
}

static void a_burst_of_lines_is_counted(void **state)
{
    (void)state;
    struct rmx_text lines = {0};
    struct rmx_listen_log *log = rmx_listen_log_create(true);
    for (int i = 0; i < 100000; i++)
        rmx_listen_log_note(log, "box", "cc 1 ch 1", "64", "", 0);
    rmx_listen_log_lines(log, &lines);
    assert_true(lines.length < 1 << 19);
    assert_non_null(strstr(lines.data, " more\n"));
    rmx_text_finish(&lines);
    rmx_listen_log_destroy(log);
}

static void a_crowd_forgets_the_most_silent(void **state)
{
    (void)state;
    static struct rmx_listen_state now;
    char name[32];
    struct rmx_listen_log *log = rmx_listen_log_create(false);
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof(name), "/%d", i);
        rmx_listen_log_note(log, name, name, "1", "", i);
        rmx_listen_log_note(log, "OSC", "/kept", "1", "", i);
    }
    rmx_listen_log_copy(log, &now);
    bool is_kept = false;
    for (int i = 0; i < now.row_count; i++)
        is_kept |= strcmp(now.rows[i].name, "/kept") == 0 && now.rows[i].count == 1000;
    assert_true(is_kept);
    assert_int_equal(now.row_count, RMX_LISTEN_ROWS);
    assert_string_equal(now.rows[now.row_count - 1].name, "/999");
    rmx_listen_log_destroy(log);
}

// --- The block.

static const struct {
    const char *law;
    int columns, lines;
    bool has_unicode;
    const char *there, *not_there; // parts of it; NULL: none
} blocks[] = {
    {"a control stands with what it moves", 80, 24, true,
     "> cc 21 ch 1                        64  knob petals 7\n", NULL},
    {"what is old is not marked", 80, 24, true, "  cc 22 ch 1 ", "> cc 22"},
    {"what moves nothing says so", 80, 24, true, "/hello  ", NULL},
    {"and how", 80, 24, true, "nothing listens\n", NULL},
    {"meters are bars", 80, 24, true, "  bass   ████████████████░░░░░░░░░░░░░░░░  0.50", "#"},
    {"in plain letters where there are no others", 80, 24, false,
     "  bass   ################................  0.50", "█"},
    {"lamps", 80, 24, false, "onset .   kick *   snare .", NULL},
    {"a tempo", 80, 24, false, "tempo 120.0", "no tempo"},
    {"a narrow one has short bars", 50, 24, false, "  bass   ########........  0.50", "#########"},
    {"where there is no room the latest stand", 80, 14, true, "> cc 21", "cc 22"},
    {"and the others are counted", 80, 14, true, "and 2 more that have been silent for longer\n",
     NULL},
    {"a tiny one", 10, 4, true, "scene   sc\n", NULL},
};

static struct rmx_listen_state come(struct rmx_listen_log *log)
{
    static struct rmx_listen_state now;
    rmx_listen_log_source(log, "box", true, 0);
    rmx_listen_log_note(log, "box", "cc 21 ch 1", "64", "knob petals 7", 10000);
    rmx_listen_log_note(log, "box", "cc 22 ch 1", "1", "", 1);
    rmx_listen_log_note(log, "OSC", "/hello", "1", "", 2);
    rmx_listen_log_copy(log, &now);
    return now;
}

static void check_block(int i, const struct rmx_listen_state *now)
{
    int count, width = 0, lines = 0;
    struct rmx_text text = {0};
    struct rmx_listen_view view = {.scene = "scene.yaml",
                                   .midi = "one device",
                                   .sound = {.is_there = true, .name = "song.wav", .kick = true},
                                   .state = now,
                                   .now_ms = 10001,
                                   .columns = blocks[i].columns,
                                   .lines = blocks[i].lines,
                                   .has_unicode = blocks[i].has_unicode};
    view.sound.numbers[RMX_HEARD_BASS] = 0.5f;
    view.sound.numbers[RMX_HEARD_TEMPO] = 120;
    rmx_listen_view(&text, &view, &count);
    for (const char *at = text.data; *at; at++) {
        lines += *at == '\n';
        width = *at == '\n' ? 0 : width + (((unsigned char)*at & 0xC0) != 0x80);
        if (width > blocks[i].columns)
            fail_msg("%s: too wide:\n%s", blocks[i].law, text.data);
    }
    if (lines != count || lines >= blocks[i].lines)
        fail_msg("%s: %d lines, said to be %d", blocks[i].law, lines, count);
    if (!strstr(text.data, blocks[i].there) ||
        (blocks[i].not_there && strstr(text.data, blocks[i].not_there)))
        fail_msg("%s:\n%s", blocks[i].law, text.data);
    rmx_text_finish(&text);
}

static void what_the_block_says(void **state)
{
    (void)state;
    struct rmx_listen_log *log = rmx_listen_log_create(false);
    struct rmx_listen_state now = come(log);
    for (int i = 0; i < COUNT(blocks); i++)
        check_block(i, &now);
    rmx_listen_log_destroy(log);
}

// --- The command.

static const char scene[] =
    "size: 64x64\n"
    "knobs:\n"
    "  petals: {from: 2, to: 12, at: 5, midi: cc 21, osc: /hands/petals}\n"
    "layers:\n"
    "  - {generate: {solid: {color: \"#f00\"}}, opacity: \"osc('/sensor/3')\"}\n";

static int free_port(void)
{
    int port, file = osc_peer_listen(&port);
    close(file);
    return port;
}

// Listens until a line holds `last`, with what is sent meanwhile, and is interrupted then.
static struct test_run listen(const char *arguments, const char *sending, const char *last)
{
    char command[2048];
    snprintf(command, sizeof(command),
             "\"$REMONTAGE\" listen %s > out.txt 2> err.txt & p=$!; i=0\n"
             "while ! grep -q '^OSC' out.txt && [ $i -lt 100 ]; do sleep 0.05; i=$((i+1)); done\n"
             "%s; i=0\n"
             "while ! grep -q -e '%s' out.txt && [ $i -lt 100 ]; do sleep 0.05; i=$((i+1)); done\n"
             "kill -INT $p; wait $p; code=$?; cat out.txt; cat err.txt >&2; exit $code",
             arguments, sending, last);
    return test_cli_run(command);
}

static void messages_are_told_with_what_they_move(void **state)
{
    (void)state;
    char arguments[64], sending[512];
    int port = free_port();
    test_cli_text("scene.yaml", scene);
    snprintf(arguments, sizeof(arguments), "scene.yaml --osc %d", port);
    snprintf(sending, sizeof(sending),
             "for m in '/hands/petals f 7' '/remontage/knob/p* f 3' '/sensor/3 i 12' "
             "'/remontage/blackout i 1' /remontage/still '/hello s hey' "
             "'/remontage/bpm f 0' '/remontage/knob/petals s hey' /last; do oscsend "
             "localhost %d $m; done",
             port);
    struct test_run run = listen(arguments, sending, "/last");
    static const char *const wanted[] = {
        "OSC  /hands/petals  7  -> knob petals\n",
        "OSC  /remontage/knob/p*  3  -> knob petals\n",
        "OSC  /sensor/3  12  -> signal ",
        "OSC  /remontage/blackout  1  -> verb blackout\n",
        "OSC  /remontage/still  pressed  -> verb still\n",
        "OSC  /hello  no number  -> nothing listens\n",
        "OSC  /remontage/bpm  0  -> refused by bpm\n",
        "OSC  /remontage/knob/petals  no number  -> refused by petals\n"};
    for (int i = 0; i < COUNT(wanted); i++)
        if (!strstr(run.out, wanted[i]))
            fail_msg("no %s in %s%s", wanted[i], run.out, run.err);
    assert_int_equal(run.code, 0);
}

static const char *wait_for_line(const char *part)
{
    const char *text = "";
    for (int i = 0; i < 200; i++, usleep(50000)) {
        text = test_cli_run("cat out.txt").out;
        if (strstr(text, part))
            return text;
    }
    fail_msg("no %s in %s", part, text);
    return text;
}

// A busy machine may miss what JACK brings in a cycle.
static void send_until(struct jack_peer *peer, const char *line)
{
    for (int i = 0; i < 20 && !strstr(test_cli_run("cat out.txt").out, line); i++) {
        jack_peer_send(peer, "\xB0\x15\x7F\x40\x05", 5, 1);
        usleep(200000);
    }
    wait_for_line(line);
}

static int listener; // 0: none runs

static int clean_up(void **state)
{
    (void)state;
    jack_peers_close();
    if (listener > 0)
        kill(listener, SIGKILL);
    listener = 0;
    jack_server_end();
    return 0;
}

static void faders_are_told_with_what_they_move(void **state)
{
    (void)state;
    if (!jack_server_begin()) {
        print_message("no jackd\n");
        skip();
    }
    test_cli_text("scene.yaml", scene);
    struct jack_peer *peer = jack_peer_open("box");
    listener = atoi(test_cli_run("\"$REMONTAGE\" listen scene.yaml > out.txt 2>&1 & echo $!").out);
    jack_peer_wait(peer);
    send_until(peer, "box:1  cc 21 ch 1  127  -> knob petals 12\n");
    wait_for_line("box:1  cc 64 ch 1  5  -> nothing listens\n");
    jack_peer_close(peer);
    wait_for_line("box:1  went away\n");
    kill(listener, SIGINT);
    listener = 0;
}

static void a_port_in_use_is_told(void **state)
{
    (void)state;
    char arguments[64];
    int port, file = osc_peer_listen(&port);
    test_cli_text("scene.yaml", scene);
    snprintf(arguments, sizeof(arguments), "scene.yaml --osc %d", port);
    struct test_run run = listen(arguments, ":", "OSC    off: ");
    assert_int_equal(run.code, 0);
    assert_non_null(strstr(run.out, "OSC    off: "));
    close(file);
}

static void a_terminal_has_a_block(void **state)
{
    (void)state;
    test_cli_text("scene.yaml", scene);
    struct test_run run = test_cli_run(
        "TERM=xterm LANG=C script -qec \"stty rows 20 columns 60; exec $REMONTAGE listen "
        "scene.yaml\" "
        "/dev/null > out.txt & p=$!; i=0\n"
        "while ! grep -q 'OSC .*off' out.txt && [ $i -lt 100 ]; do sleep 0.05; i=$((i+1)); done\n"
        "sleep 0.2; kill -TERM $p; wait $p; cat out.txt");
    assert_non_null(strstr(run.out, "scene   scene.yaml\033[K"));
    assert_non_null(strstr(run.out, "\033[4A")); // over itself
}

static void a_block_makes_room_for_warnings(void **state)
{
    (void)state;
    char command[1024];
    int port = free_port();
    test_cli_text("scene.yaml", scene);
    snprintf(command, sizeof(command),
             "TERM=xterm LANG=C script -qec \"stty rows 20 columns 90; exec $REMONTAGE listen "
             "scene.yaml --osc %d\" /dev/null > out.txt & p=$!; i=0\n"
             "while ! grep -q 'OSC .*port' out.txt && [ $i -lt 100 ]; do sleep 0.05; i=$((i+1)); "
             "done; bash -c 'echo nonsense >/dev/udp/127.0.0.1/%d'; i=0\n"
             "while ! grep -q 'is dropped' out.txt && [ $i -lt 100 ]; do sleep 0.05; i=$((i+1)); "
             "done; sleep 0.2; kill -TERM $p; wait $p; cat out.txt",
             port, port);
    struct test_run run = test_cli_run(command);
    const char *warning = strstr(run.out, "is dropped: ");
    const char *end = warning ? strchr(warning, '\n') : NULL;
    if (!end || strncmp(end, "\n\rscene", 7) != 0) // the block is drawn below it
        fail_msg("%s", warning ? warning : run.out);
}

static void mistakes_are_answered(void **state)
{
    (void)state;
    test_cli_text("wrong.yaml", "size: 64\nlayers: [{picture: nothing-here}]\n");
    static const struct test_law laws[] = {
        {"a scene with a mistake", "remontage listen wrong.yaml", 65, NULL, "wrong.yaml:"},
        {"no scene of that name", "remontage listen none.yaml", 66, NULL, "none.yaml"},
        {"a port that is none", "remontage listen --osc 70000", 2, NULL, "--osc"},
    };
    TEST_HOLD(laws);
}

static int begin(void **state)
{
    (void)state;
    setenv("JACK_DEFAULT_SERVER", "none", 1);
    return test_cli_begin() ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_tell_of_each_event),
        cmocka_unit_test(a_burst_of_lines_is_counted),
        cmocka_unit_test(a_crowd_forgets_the_most_silent),
        cmocka_unit_test(what_the_block_says),
        cmocka_unit_test(messages_are_told_with_what_they_move),
        cmocka_unit_test_teardown(faders_are_told_with_what_they_move, clean_up),
        cmocka_unit_test(a_port_in_use_is_told),
        cmocka_unit_test(a_terminal_has_a_block),
        cmocka_unit_test(a_block_makes_room_for_warnings),
        cmocka_unit_test(mistakes_are_answered),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
