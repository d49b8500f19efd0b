// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/midi.h"

#include "base/clock.h"
#include "base/log.h"
#include "control/midi_queue.h"
#include "control/midi_sends.h"
#include "control/midi_system.h"

#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

// JACK tells of ports that go while they are still listed, so after word of a change they are
// looked for twice.
enum { LOOK_EACH_MS = 1000, LOOK_AGAIN_MS = 50, SILENT_MS = 2000 };

static const char own_name[] = "remontage";

// An open port of a device.
struct port {
    struct rmx_midi *midi;
    int system;
    void *open;                   // NULL: this place is free
    char *name;                   // of the port; NULL: ours, for other programs
    char *device;                 // what it is called
    bool is_there;                // it was seen when they were last looked for
    struct rmx_midi_queue *queue; // NULL: an output
    long long lost;               // of its queue, that have been counted
};

// Which device is listened to among several that send the same.
struct leader {
    const struct port *port;
    double heard_ms;
};

struct rmx_midi {
    struct rmx_midi_params params;
    char **wanted;
    int wake; // an eventfd
    pthread_t thread;
    atomic_bool stops, is_woken;
    atomic_bool must_look; // for ports; not only when it is time
    atomic_bool has_sends; // outputs are opened once something goes there
    struct rmx_midi_sends *sends;
    atomic_llong messages, lost;
    atomic_int input_count, output_count;
    // The thread's own:
    void *systems[RMX_MIDI_SYSTEMS]; // NULL: there is no library
    bool has_alsa;                   // it runs: what a bridge shows of it to JACK is here already
    struct port inputs[RMX_MIDI_DEVICES], outputs[RMX_MIDI_DEVICES];
    struct leader clock, time_code;
    const struct port *from; // whose messages are handed on
    struct port *lists;      // the ports that are compared with those that there are
    int listed;              // the system that they are of
};

static void wake(struct rmx_midi *midi)
{
    const uint64_t one = 1;
    if (!atomic_exchange(&midi->is_woken, true) && write(midi->wake, &one, sizeof(one)) < 0)
        return; // it is awake
}

static void note_change(void *data)
{
    struct rmx_midi *midi = data;
    midi->must_look = true;
    wake(midi);
}

// --- What comes.

// On a thread of the system's.
static void take_bytes(void *data, const unsigned char *bytes, size_t size, double time_ms)
{
    struct port *port = data;
    if (rmx_midi_queue_put(port->queue, bytes, size, time_ms))
        wake(port->midi);
}

static void take_message(void *data, const struct rmx_midi_message *message)
{
    struct rmx_midi *midi = data;
    midi->messages++;
    if (midi->params.message)
        midi->params.message(midi->params.data, message);
}

static void take_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    struct rmx_midi *midi = data;
    bool is_code = kind == RMX_MIDI_QUARTER_FRAME || kind == RMX_MIDI_FULL_FRAME;
    struct leader *leader = is_code ? &midi->time_code : &midi->clock;
    midi->messages++;
    if (leader->port != midi->from && leader->port && time_ms - leader->heard_ms < SILENT_MS)
        return;
    *leader = (struct leader){midi->from, time_ms};
    if (midi->params.clock)
        midi->params.clock(midi->params.data, kind, number, time_ms);
}

static void take_input(struct rmx_midi *midi, struct port *port)
{
    const struct rmx_midi_to to = {midi, take_message, take_clock};
    midi->from = port;
    rmx_midi_queue_take(port->queue, port->device, &to);
    long long lost = rmx_midi_queue_lost(port->queue);
    midi->lost += lost - port->lost;
    port->lost = lost;
}

static void take_inputs(struct rmx_midi *midi)
{
    for (int i = 0; i < RMX_MIDI_DEVICES; i++)
        if (midi->inputs[i].open)
            take_input(midi, &midi->inputs[i]);
}

// --- What goes.

static bool is_meant(const struct rmx_midi_control *control, const struct port *port)
{
    return port->open && (!control->device || strcasestr(port->device, control->device));
}

static bool send(void *data, const struct rmx_midi_control *control, double value)
{
    struct rmx_midi *midi = data;
    unsigned char bytes[RMX_MIDI_LONGEST];
    int size = rmx_midi_write(control, value, bytes);
    bool is_sent = true;
    for (int i = 0; i < RMX_MIDI_DEVICES; i++) {
        const struct port *port = &midi->outputs[i];
        if (is_meant(control, port))
            is_sent &= rmx_midi_systems[port->system]->send(midi->systems[port->system], port->open,
                                                            bytes, size);
    }
    return is_sent;
}

// --- Ports that come and go.

static void tell(struct rmx_midi *midi, const struct port *port, bool is_here)
{
    atomic_int *count = port->queue ? &midi->input_count : &midi->output_count;
    if (!port->name)
        return;
    *count += is_here ? 1 : -1;
    if (port->queue && midi->params.device)
        midi->params.device(midi->params.data, port->device, is_here);
}

static void close_port(struct rmx_midi *midi, struct port *port)
{
    rmx_midi_systems[port->system]->close(midi->systems[port->system], port->open);
    if (port->queue)
        take_input(midi, port);
    if (!midi->stops)
        tell(midi, port, false);
    if (midi->clock.port == port)
        midi->clock.port = NULL;
    if (midi->time_code.port == port)
        midi->time_code.port = NULL;
    rmx_midi_queue_destroy(port->queue);
    free(port->name);
    free(port->device);
    *port = (struct port){0};
}

static char *device_name(const char *name)
{
    struct rmx_text text = {0};
    rmx_midi_device_name(&text, name);
    char *device = strdup(rmx_text_string(&text));
    rmx_text_finish(&text);
    return device;
}

// In a place that is free; what cannot be opened is tried again when they are next looked for.
static void open_port(struct rmx_midi *midi, struct port *port, int which, const char *name)
{
    const struct rmx_midi_system *system = rmx_midi_systems[which];
    bool is_input = midi->lists == midi->inputs;
    *port = (struct port){.midi = midi, .system = which, .is_there = true};
    port->name = name ? strdup(name) : NULL;
    port->device = name ? device_name(name) : strdup(own_name);
    port->queue = is_input ? rmx_midi_queue_create() : NULL;
    port->open = is_input ? system->open_input(midi->systems[which], name, take_bytes, port)
                          : system->open_output(midi->systems[which], name);
    if (port->open) {
        tell(midi, port, true);
        if (!is_input)
            rmx_midi_sends_again(midi->sends);
        return;
    }
    rmx_midi_queue_destroy(port->queue);
    free(port->name);
    free(port->device);
    *port = (struct port){0};
}

static bool is_wanted(const struct rmx_midi *midi, const char *name)
{
    bool is_wanted = midi->params.wanted_count == 0;
    char *device = is_wanted ? NULL : device_name(name);
    for (int i = 0; i < midi->params.wanted_count; i++)
        is_wanted |= strcasestr(device, midi->wanted[i]) != NULL;
    free(device);
    return is_wanted;
}

// The open one of that name, else one that is free; NULL: neither.
static struct port *find_port(const struct rmx_midi *midi, const char *name)
{
    struct port *free_one = NULL;
    for (int i = RMX_MIDI_DEVICES - 1; i >= 0; i--) {
        struct port *port = &midi->lists[i];
        if (!port->open)
            free_one = port;
        else if (port->system == midi->listed && !port->name == !name &&
                 (!name || strcmp(port->name, name) == 0))
            return port;
    }
    return free_one;
}

static void see(struct rmx_midi *midi, const char *name)
{
    struct port *port = find_port(midi, name);
    if (port && port->open)
        port->is_there = true;
    else if (port)
        open_port(midi, port, midi->listed, name);
}

static bool is_twice(const struct rmx_midi *midi, const char *name)
{
    return midi->has_alsa && rmx_midi_systems[midi->listed] == &rmx_midi_jack &&
           rmx_midi_port_is_bridged(name);
}

static void see_listed(void *data, const char *name)
{
    struct rmx_midi *midi = data;
    if (rmx_midi_port_is_ours(name) || is_twice(midi, name) || !is_wanted(midi, name))
        return;
    if (midi->lists == midi->inputs || !rmx_midi_port_echoes(name))
        see(midi, name);
}

static void look_for(struct rmx_midi *midi, int which, struct port *ports, bool is_running)
{
    const struct rmx_midi_system *system = rmx_midi_systems[which];
    midi->lists = ports;
    midi->listed = which;
    for (int i = 0; i < RMX_MIDI_DEVICES; i++)
        ports[i].is_there &= ports[i].system != which;
    if (is_running && ports == midi->inputs)
        see(midi, NULL);
    if (is_running)
        system->list(midi->systems[which], ports == midi->inputs, see_listed, midi);
    for (int i = 0; i < RMX_MIDI_DEVICES; i++)
        if (ports[i].open && !ports[i].is_there)
            close_port(midi, &ports[i]);
}

static void look(struct rmx_midi *midi)
{
    for (int i = 0; i < RMX_MIDI_SYSTEMS; i++) {
        if (!midi->systems[i])
            continue;
        bool is_running = rmx_midi_systems[i]->is_running(midi->systems[i]);
        if (rmx_midi_systems[i] == &rmx_midi_alsa) // the first one
            midi->has_alsa = is_running;
        look_for(midi, i, midi->inputs, is_running);
        look_for(midi, i, midi->outputs, is_running && midi->has_sends);
    }
}

// --- The thread.

static void wait_for_more(struct rmx_midi *midi, double wait_ms)
{
    uint64_t woken;
    struct pollfd file = {midi->wake, POLLIN, 0};
    poll(&file, 1, (int)ceil(fmax(wait_ms, 0)));
    if (file.revents && read(midi->wake, &woken, sizeof(woken)) < 0)
        rmx_log(RMX_LOG_ERROR, "MIDI: its thread cannot be woken");
    midi->is_woken = false; // before all is taken that was put until now
}

static void *run(void *data)
{
    struct rmx_midi *midi = data;
    double look_ms = rmx_clock_ms();
    while (!midi->stops) {
        double now_ms = rmx_clock_ms();
        bool is_change = atomic_exchange(&midi->must_look, false);
        if (is_change || now_ms >= look_ms) {
            look(midi);
            look_ms = now_ms + (is_change ? LOOK_AGAIN_MS : LOOK_EACH_MS);
        }
        take_inputs(midi);
        int send_ms = rmx_midi_sends_take(midi->sends, rmx_clock_ms(), send, midi);
        double wait_ms = look_ms - rmx_clock_ms();
        wait_for_more(midi, send_ms < 0 ? wait_ms : fmin(wait_ms, fmax(send_ms, 1)));
    }
    for (int i = 0; i < RMX_MIDI_DEVICES; i++) {
        if (midi->inputs[i].open)
            close_port(midi, &midi->inputs[i]);
        if (midi->outputs[i].open)
            close_port(midi, &midi->outputs[i]);
    }
    return NULL;
}

// --- Its life.

static void copy_wanted(struct rmx_midi *midi)
{
    midi->wanted = calloc((size_t)midi->params.wanted_count + 1, sizeof(*midi->wanted));
    if (!midi->wanted)
        abort();
    for (int i = 0; i < midi->params.wanted_count; i++)
        if (!(midi->wanted[i] = strdup(midi->params.wanted[i])))
            abort();
    midi->params.wanted = NULL;
}

struct rmx_midi *rmx_midi_create(const struct rmx_midi_params *params, char *why, int why_size)
{
    struct rmx_midi *midi = calloc(1, sizeof(*midi));
    if (!midi)
        abort();
    if (!rmx_midi_systems_create(midi->systems, note_change, midi)) {
        snprintf(why, (size_t)why_size, "MIDI: %s", rmx_midi_no_library);
        free(midi);
        return NULL;
    }
    midi->params = *params;
    midi->sends = rmx_midi_sends_create();
    copy_wanted(midi);
    midi->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (midi->wake < 0 || pthread_create(&midi->thread, NULL, run, midi) != 0)
        abort();
    return midi;
}

void rmx_midi_destroy(struct rmx_midi *midi)
{
    if (!midi)
        return;
    midi->stops = true;
    wake(midi);
    pthread_join(midi->thread, NULL);
    rmx_midi_systems_destroy(midi->systems);
    rmx_midi_sends_destroy(midi->sends);
    for (int i = 0; i < midi->params.wanted_count; i++)
        free(midi->wanted[i]);
    free(midi->wanted);
    close(midi->wake);
    free(midi);
}

void rmx_midi_send(struct rmx_midi *midi, const struct rmx_midi_control *control, double value)
{
    if (!rmx_midi_sends_put(midi->sends, control, value))
        return;
    if (!atomic_exchange(&midi->has_sends, true))
        midi->must_look = true;
    wake(midi);
}

struct rmx_midi_counts rmx_midi_counts(struct rmx_midi *midi)
{
    return (struct rmx_midi_counts){.messages = midi->messages,
                                    .lost = midi->lost,
                                    .inputs = midi->input_count,
                                    .outputs = midi->output_count};
}
