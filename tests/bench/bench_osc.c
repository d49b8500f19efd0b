// SPDX-License-Identifier: GPL-3.0-or-later
// OSC while a scene plays: from a message to the frame that shows it, and what a thousand of them a
// second cost a frame, also where others listen by OSC or OSCQuery.
#include "base/clock.h"
#include "bench/bench.h"
#include "bench/live_stand.h"
#include "control/osc_message.h"
#include "support/web_peer.h"

#include <arpa/inet.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    WIDTH = 320,
    HEIGHT = 180,
    FPS = 30,
    KNOBS = 8,
    TIMES = 150,
    A_SECOND = 1000,
    LISTENERS = 10,
};

// All of it moves by itself, so that what the knobs do costs no further drawing.
static const char scene[] = "size: 320x180\n"
                            "knobs: {k0: 0, k1: 0, k2: 0, k3: 0, k4: 0, k5: 0, k6: 0, k7: 0}\n"
                            "layers:\n"
                            "  - generate: {solid: {color: [k0 + 0 * time, k1 + k2, k3 + k4]}}\n"
                            "    chain: [rotate: {angle: k5 + time}, scroll: {x: k6, y: k7}]\n";

// A port that was free a moment ago.
static int free_port(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof(own);
    int file = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(file, (struct sockaddr *)&own, length) != 0 ||
        getsockname(file, (struct sockaddr *)&own, &length) != 0)
        bench_fail("no port is free");
    close(file);
    return ntohs(own.sin_port);
}

static int sender(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int file = socket(AF_INET, SOCK_DGRAM, 0);
    if (connect(file, (struct sockaddr *)&to, sizeof(to)) != 0)
        bench_fail("no way to the port");
    return file;
}

static void send_knob(int file, int knob, double number)
{
    unsigned char bytes[64];
    char address[64];
    snprintf(address, sizeof(address), "/remontage/knob/k%d", knob);
    if (send(file, bytes, rmx_osc_write(bytes, sizeof(bytes), address, number), 0) < 0)
        bench_fail("a message cannot be sent");
}

static void wait_for_knob(struct rmx_show *show, double number)
{
    double until_ms = rmx_clock_ms() + 5000;
    while (fabs(live_seen.knob - number) > 1e-6)
        if (live_stand_turn(show), rmx_clock_ms() > until_ms)
            bench_fail("a message is lost");
}

// Another thread sends, at any time within a frame.
struct shot {
    int file;
    double number, after_ms, sent_ms;
    long long frames; // shown before it was sent
};

static void *shoot(void *data)
{
    struct shot *shot = data;
    usleep((useconds_t)(shot->after_ms * 1000));
    shot->frames = live_seen.frames;
    shot->sent_ms = rmx_clock_ms();
    send_knob(shot->file, 0, shot->number);
    return NULL;
}

static void measure_delay(struct rmx_show *show, int file)
{
    static double delays[TIMES], frames[TIMES];
    for (int i = 0; i < TIMES; i++) {
        struct shot shot = {
            .file = file, .number = (i + 1) / 1000.0, .after_ms = 1000.0 / FPS * (i % 10) / 10};
        pthread_t thread;
        live_stand_frames(show, 2);
        pthread_create(&thread, NULL, shoot, &shot);
        wait_for_knob(show, shot.number);
        pthread_join(thread, NULL);
        delays[i] = live_seen.shown_ms - shot.sent_ms;
        frames[i] = (double)(live_seen.frames - shot.frames);
    }
    double median_ms = bench_median(delays, TIMES), median = bench_median(frames, TIMES);
    printf("from a message to the frame that shows it, %d fps, %d messages\n", FPS, TIMES);
    printf("  median %.1f ms, worst %.1f ms; frames: median %.0f, worst %.0f\n", median_ms,
           delays[TIMES - 1], median, frames[TIMES - 1]);
    bench_at_most("a message: frames until it is shown, median", median, 1, "");
    bench_at_most("a message: frames until it is shown, worst", frames[TIMES - 1], 2, "");
}

struct stream {
    int file;
    struct rmx_show *show; // its knobs are set by themselves, without a message; NULL: by OSC
    atomic_bool stops;
    int count;
};

static void move(const struct stream *stream, int knob, double number)
{
    char name[8];
    snprintf(name, sizeof(name), "k%d", knob);
    if (stream->show)
        rmx_controls_set(rmx_show_controls(stream->show), name, number);
    else
        send_knob(stream->file, knob, number);
}

static void *stream(void *data)
{
    struct stream *stream = data;
    double from_ms = rmx_clock_ms();
    while (!stream->stops) {
        int due = (int)((rmx_clock_ms() - from_ms) * A_SECOND / 1000);
        for (; stream->count < due; stream->count++)
            move(stream, stream->count % KNOBS, (stream->count % 999) / 1000.0);
        usleep(1000);
    }
    return NULL;
}

// The median of what the stage's thread takes for a frame.
static double frame_ms(struct rmx_show *show)
{
    enum { FRAMES = 3 * FPS };
    static double each[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
        live_stand_frames(show, 1);
        each[i] = live_seen.processor_ms;
    }
    return bench_median(each, FRAMES);
}

static void measure_cost(struct rmx_show *show, int file)
{
    enum { PAIRS = 5 };
    double quiet[PAIRS], loud[PAIRS], more[PAIRS];
    int sent = 0;
    for (int i = 0; i < PAIRS; i++) {
        struct stream to = {.file = file};
        pthread_t thread;
        quiet[i] = frame_ms(show);
        pthread_create(&thread, NULL, stream, &to);
        loud[i] = frame_ms(show);
        to.stops = true;
        pthread_join(thread, NULL);
        more[i] = loud[i] - quiet[i];
        sent += to.count;
    }
    send_knob(file, 0, 0.999); // the last one holds
    wait_for_knob(show, 0.999);
    double cost = bench_median(more, PAIRS);
    printf("%d messages a second to %d knobs, %d in all\n", A_SECOND, KNOBS, sent);
    printf("  the stage's thread: %.3f ms a frame without, %.3f with: %+.3f ms\n",
           bench_median(quiet, PAIRS), bench_median(loud, PAIRS), cost);
    bench_at_most("1,000 messages a second: a frame costs more by", cost, 0.05, "ms");
}

// --- Listeners: all that they are told is read.

struct listeners {
    struct pollfd files[LISTENERS];
    atomic_bool stops;
    long long bytes;
};

static void *listen_on(void *data)
{
    struct listeners *listeners = data;
    static char bytes[65536];
    while (!listeners->stops) {
        poll(listeners->files, LISTENERS, 20);
        for (int i = 0; i < LISTENERS; i++) {
            ssize_t size = recv(listeners->files[i].fd, bytes, sizeof(bytes), MSG_DONTWAIT);
            listeners->bytes += size > 0 ? size : 0;
        }
    }
    return NULL;
}

static int subscribe(int port)
{
    unsigned char bytes[64];
    int file = sender(port);
    size_t size = rmx_osc_write(bytes, sizeof(bytes), "/remontage/subscribe", 1);
    if (send(file, bytes, size, 0) < 0)
        bench_fail("nobody can subscribe");
    return file;
}

static int listen_to_knobs(int port)
{
    int file = web_socket(port, NULL);
    for (int i = 0; i < KNOBS; i++) {
        char command[128];
        int size = snprintf(command, sizeof(command),
                            "{\"COMMAND\": \"LISTEN\", \"DATA\": \"/remontage/knob/k%d\"}", i);
        if (file < 0 || web_socket_send(file, WEB_TEXT, command, (size_t)size) != 0)
            bench_fail("OSCQuery does not answer");
    }
    return file;
}

// What a frame costs with that many who listen, in milliseconds more than without messages. The
// knobs are moved by keys' own way, so that all of them hear at once.
static double measure_listeners(struct rmx_show *show, int port, int (*begin)(int port),
                                const char *how)
{
    enum { PAIRS = 3 };
    double more[PAIRS];
    struct listeners listeners = {0};
    pthread_t thread;
    for (int i = 0; i < LISTENERS; i++)
        listeners.files[i] = (struct pollfd){begin(port), POLLIN, 0};
    pthread_create(&thread, NULL, listen_on, &listeners);
    for (int i = 0; i < PAIRS; i++) {
        struct stream to = {.show = show};
        pthread_t stream_thread;
        double quiet = frame_ms(show);
        pthread_create(&stream_thread, NULL, stream, &to);
        more[i] = frame_ms(show) - quiet;
        to.stops = true;
        pthread_join(stream_thread, NULL);
    }
    listeners.stops = true;
    pthread_join(thread, NULL);
    for (int i = 0; i < LISTENERS; i++)
        close(listeners.files[i].fd);
    double cost = bench_median(more, PAIRS);
    printf("%d listeners by %s, %d changes a second: %+.3f ms a frame; %lld bytes told\n",
           LISTENERS, how, A_SECOND, cost, listeners.bytes);
    return cost;
}

// As fast as one thread sends, the show waiting: what the system's buffer and the receiver take.
static void measure_burst(struct rmx_show *show, int file)
{
    enum { MESSAGES = 1000000 };
    double from_ms = rmx_clock_ms();
    for (int i = 1; i <= MESSAGES; i++)
        send_knob(file, i % KNOBS, i / (double)MESSAGES);
    double sent_ms = rmx_clock_ms() - from_ms;
    send_knob(file, 0, 0.5);
    wait_for_knob(show, 0.5);
    printf("a burst of %d messages in %.0f ms, %.1f us each: the last one holds\n", MESSAGES,
           sent_ms, sent_ms * 1000 / MESSAGES);
}

int main(void)
{
    live_stand_begin();
    int port = free_port(), query_port = free_port(), file = sender(port);
    struct rmx_show *show = live_stand_open(&(struct live_stand_params){.scene = scene,
                                                                        .fps = FPS,
                                                                        .width = WIDTH,
                                                                        .height = HEIGHT,
                                                                        .osc_port = port,
                                                                        .query_port = query_port});
    live_stand_frames(show, FPS);
    measure_delay(show, file);
    measure_cost(show, file);
    measure_listeners(show, port, subscribe, "OSC");
    double cost = measure_listeners(show, query_port, listen_to_knobs, "OSCQuery");
    bench_at_most("1,000 changes a second to 10 WebSockets: a frame costs more by", cost, 0.05,
                  "ms");
    measure_burst(show, file);
    live_stand_close(show);
    close(file);
    live_stand_end();
    return 0;
}
