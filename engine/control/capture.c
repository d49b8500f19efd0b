// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/capture.h"

#include "base/clock.h"
#include "base/log.h"
#include "control/analysis.h"
#include "control/nodes.h"

#include <math.h>
#include <spa/param/audio/format-utils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// All but `process` on the connection's thread, or under its lock.
struct rmx_capture {
    enum rmx_sound_kind kind;
    char *name; // NULL: the default one
    struct rmx_ring *ring;
    struct rmx_pipewire_user user;
    struct pw_core *core;     // NULL: there is no server now
    struct rmx_nodes nodes;   // followed where a name is looked for
    struct pw_stream *stream; // NULL: there is none now
    struct spa_hook listener;
    uint32_t node; // that the stream was made for
    bool streams;
    struct spa_source *opener; // opens a stream after a moment
    struct spa_source *teller; // says what stands once it has stood for a moment
    bool said_heard;           // what was said last
    bool ends;
};

enum { SETTLES_MS = 1000, APART_MS = 100 };

// When a stream of ours was made or destroyed last; under the connection's lock. PipeWire 0.3.65
// gives a stream nothing but zeros that comes while another one leaves the same output: they are
// kept apart.
static double changed_ms = -INFINITY;

// --- Real-time.

static void process(void *data)
{
    struct rmx_capture *capture = data;
    struct pw_buffer *buffer = pw_stream_dequeue_buffer(capture->stream);
    if (!buffer)
        return;
    const struct spa_data *part = &buffer->buffer->datas[0];
    uint32_t offset = SPA_MIN(part->chunk->offset, part->maxsize);
    uint32_t size = SPA_MIN(part->chunk->size, part->maxsize - offset);
    if (part->data)
        rmx_ring_write(capture->ring, (const int16_t *)((const unsigned char *)part->data + offset),
                       size / (sizeof(int16_t) * RMX_RING_CHANNELS));
    pw_stream_queue_buffer(capture->stream, buffer);
}

// --- What is said.

static const char *what(const struct rmx_capture *capture)
{
    return capture->kind == RMX_SOUND_INPUT ? "input" : "monitor";
}

static void describe(const struct rmx_capture *capture, char *text, size_t size)
{
    if (capture->name)
        snprintf(text, size, "the %s '%s'", what(capture), capture->name);
    else
        snprintf(text, size, "the default %s", what(capture));
}

static void say_silent(const struct rmx_capture *capture)
{
    char device[160];
    const char *nearest =
        capture->name ? rmx_nodes_nearest(&capture->nodes, capture->kind, capture->name) : NULL;
    describe(capture, device, sizeof(device));
    if (!capture->core)
        rmx_log(RMX_LOG_WARNING, "sound: " RMX_PIPEWIRE_ABSENT ": %s is silent until one does",
                device);
    else if (capture->name && !capture->stream && nearest)
        rmx_log(RMX_LOG_WARNING,
                "sound: %s is not there, and silent until it comes; did you mean "
                "'%s'?",
                device, nearest);
    else if (capture->name && !capture->stream)
        rmx_log(RMX_LOG_WARNING, "sound: %s is not there, and silent until it comes", device);
    else
        rmx_log(RMX_LOG_WARNING, "sound: nothing comes from %s: it is silent until something does",
                device);
}

static void on_teller(void *data, uint64_t expirations)
{
    struct rmx_capture *capture = data;
    char device[160];
    (void)expirations;
    if (capture->said_heard == capture->streams)
        return;
    capture->said_heard = capture->streams;
    if (!capture->streams) {
        say_silent(capture);
        return;
    }
    describe(capture, device, sizeof(device));
    rmx_log(RMX_LOG_WARNING, "sound: %s is heard", device);
}

static struct pw_loop *loop(void)
{
    return pw_thread_loop_get_loop(rmx_pipewire_loop());
}

static void set_timer(struct rmx_capture *capture, struct spa_source **timer,
                      spa_source_timer_func_t then, int in_ms)
{
    struct timespec in = {in_ms / 1000, in_ms % 1000 * 1000000L};
    if (capture->ends)
        return;
    if (!*timer)
        *timer = pw_loop_add_timer(loop(), then, capture);
    pw_loop_update_timer(loop(), *timer, &in, NULL, false);
}

static void note(struct rmx_capture *capture)
{
    set_timer(capture, &capture->teller, on_teller, SETTLES_MS);
}

// --- The stream.

static void on_state(void *data, enum pw_stream_state old, enum pw_stream_state state,
                     const char *error)
{
    struct rmx_capture *capture = data;
    (void)old, (void)error;
    capture->streams = state == PW_STREAM_STATE_STREAMING;
    note(capture);
}

static const struct pw_stream_events stream_events = {
    PW_VERSION_STREAM_EVENTS, .state_changed = on_state, .process = process};

// A hop at a time is asked for. One that has a name is not to be given another device in its place.
static struct pw_properties *properties(const struct rmx_capture *capture, const char *target)
{
    struct pw_properties *all = pw_properties_new(
        PW_KEY_MEDIA_TYPE, "Audio", PW_KEY_MEDIA_CATEGORY, "Capture", PW_KEY_MEDIA_ROLE, "Music",
        PW_KEY_NODE_NAME, "remontage-ears", PW_KEY_NODE_DESCRIPTION, "Remontage listens",
        // The session manager would give it the volume that another program's stream had.
        "state.restore-props", "false", "state.restore-target", "false", NULL);
    pw_properties_setf(all, PW_KEY_NODE_LATENCY, "%d/%d", RMX_HOP, RMX_HEARING_RATE);
    if (target) {
        pw_properties_set(all, PW_KEY_TARGET_OBJECT, target);
        pw_properties_set(all, PW_KEY_NODE_DONT_RECONNECT, "true");
    }
    if (capture->kind == RMX_SOUND_MONITOR)
        pw_properties_set(all, PW_KEY_STREAM_CAPTURE_SINK, "true");
    return all;
}

static void drop(struct rmx_capture *capture)
{
    if (!capture->stream)
        return;
    spa_hook_remove(&capture->listener);
    pw_stream_destroy(capture->stream);
    capture->stream = NULL;
    capture->streams = false;
    changed_ms = rmx_clock_ms();
    note(capture);
}

static void connect_stream(struct rmx_capture *capture, const char *target)
{
    uint8_t space[1024];
    struct spa_pod_builder builder = SPA_POD_BUILDER_INIT(space, sizeof(space));
    struct spa_audio_info_raw info = {.format = SPA_AUDIO_FORMAT_S16,
                                      .rate = RMX_HEARING_RATE,
                                      .channels = RMX_RING_CHANNELS,
                                      .position = {SPA_AUDIO_CHANNEL_FL, SPA_AUDIO_CHANNEL_FR}};
    const struct spa_pod *format =
        spa_format_audio_raw_build(&builder, SPA_PARAM_EnumFormat, &info);
    capture->stream = pw_stream_new(capture->core, "remontage", properties(capture, target));
    changed_ms = rmx_clock_ms();
    if (!capture->stream)
        return;
    pw_stream_add_listener(capture->stream, &capture->listener, &stream_events, capture);
    if (pw_stream_connect(capture->stream, PW_DIRECTION_INPUT, PW_ID_ANY,
                          PW_STREAM_FLAG_AUTOCONNECT | PW_STREAM_FLAG_MAP_BUFFERS |
                              PW_STREAM_FLAG_RT_PROCESS,
                          &format, 1) < 0)
        drop(capture);
}

// --- The device that has the name.

static void on_opener(void *data, uint64_t expirations);

// Opens it where it is there and no stream is.
static void open_stream(struct rmx_capture *capture)
{
    const struct rmx_node_info *found =
        capture->name ? rmx_nodes_find(&capture->nodes, capture->kind, capture->name) : NULL;
    if (!capture->core || capture->stream || (capture->name && !found))
        return;
    if (rmx_clock_ms() - changed_ms < APART_MS) {
        set_timer(capture, &capture->opener, on_opener, APART_MS);
        return;
    }
    capture->node = found ? found->id : PW_ID_ANY;
    connect_stream(capture, found ? found->serial : NULL);
}

static void on_opener(void *data, uint64_t expirations)
{
    (void)expirations;
    open_stream(data);
}

static void on_nodes(void *data)
{
    struct rmx_capture *capture = data;
    const struct rmx_node_info *found =
        rmx_nodes_find(&capture->nodes, capture->kind, capture->name);
    if (capture->stream && (!found || found->id != capture->node))
        drop(capture);
    open_stream(capture);
}

static void up(void *data, struct pw_core *core)
{
    struct rmx_capture *capture = data;
    capture->core = core;
    note(capture);
    if (capture->name)
        rmx_nodes_begin(&capture->nodes, core, on_nodes, capture);
    open_stream(capture);
}

static void down(void *data)
{
    struct rmx_capture *capture = data;
    drop(capture);
    rmx_nodes_end(&capture->nodes);
    capture->core = NULL;
    note(capture);
}

// --- Its life.

struct rmx_capture *rmx_capture_start(enum rmx_sound_kind kind, const char *name,
                                      struct rmx_ring *ring)
{
    struct rmx_capture *capture = calloc(1, sizeof(*capture));
    if (!capture || (name && !(capture->name = strdup(name))))
        abort();
    capture->kind = kind;
    capture->ring = ring;
    capture->said_heard = true;
    capture->user = (struct rmx_pipewire_user){.data = capture, .up = up, .down = down};
    rmx_pipewire_join(&capture->user);
    rmx_pipewire_lock();
    note(capture);
    rmx_pipewire_unlock();
    return capture;
}

static void wait_apart(void)
{
    rmx_pipewire_lock();
    double left_ms = changed_ms + APART_MS - rmx_clock_ms();
    rmx_pipewire_unlock();
    if (left_ms > 0)
        usleep((useconds_t)(left_ms * 1000));
}

void rmx_capture_stop(struct rmx_capture *capture)
{
    if (!capture)
        return;
    wait_apart();
    rmx_pipewire_lock();
    capture->ends = true;
    if (capture->opener)
        pw_loop_destroy_source(loop(), capture->opener);
    if (capture->teller)
        pw_loop_destroy_source(loop(), capture->teller);
    rmx_pipewire_unlock();
    rmx_pipewire_leave(&capture->user);
    free(capture->name);
    free(capture);
}
