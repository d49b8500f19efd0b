// SPDX-License-Identifier: GPL-3.0-or-later
// JACK, by libjack: one client, a port of its own for each that it is connected to. At most one
// client in a program: when one is opened, libjack frees all that a server left that is gone.
#include "control/midi_system.h"

#include "base/clock.h"
#include "base/loaded.h"

#include <jack/jack.h>
#include <jack/midiport.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char library[] = "libjack.so.0", client_name[] = "remontage";

enum { PORTS = 96, SENDS = 256, LONGEST = 8, PATIENCE_MS = 200 };

static struct {
    jack_client_t *(*client_open)(const char *name, jack_options_t options, jack_status_t *status,
                                  ...);
    int (*client_close)(jack_client_t *client);
    int (*activate)(jack_client_t *client);
    int (*connect)(jack_client_t *client, const char *from, const char *to);
    void (*free)(void *memory);
    const char **(*get_ports)(jack_client_t *client, const char *name, const char *type,
                              unsigned long flags);
    jack_nframes_t (*get_sample_rate)(jack_client_t *client);
    void (*on_shutdown)(jack_client_t *client, JackShutdownCallback callback, void *data);
    int (*set_process_callback)(jack_client_t *client, JackProcessCallback callback, void *data);
    int (*set_port_registration_callback)(jack_client_t *client,
                                          JackPortRegistrationCallback callback, void *data);
    void (*set_error_function)(void (*say)(const char *text));
    void (*set_info_function)(void (*say)(const char *text));
    jack_port_t *(*port_register)(jack_client_t *client, const char *name, const char *type,
                                  unsigned long flags, unsigned long size);
    int (*port_unregister)(jack_client_t *client, jack_port_t *port);
    void *(*port_get_buffer)(jack_port_t *port, jack_nframes_t frames);
    const char *(*port_name)(const jack_port_t *port);
    uint32_t (*get_event_count)(void *buffer);
    int (*event_get)(jack_midi_event_t *event, void *buffer, uint32_t index);
    int (*event_write)(void *buffer, jack_nframes_t time, const jack_midi_data_t *bytes,
                       size_t size);
    void (*clear_buffer)(void *buffer);
} jack;

static const struct rmx_loaded_name names[] = {
    {"jack_client_open", &jack.client_open},
    {"jack_client_close", &jack.client_close},
    {"jack_activate", &jack.activate},
    {"jack_connect", &jack.connect},
    {"jack_free", &jack.free},
    {"jack_get_ports", &jack.get_ports},
    {"jack_get_sample_rate", &jack.get_sample_rate},
    {"jack_on_shutdown", &jack.on_shutdown},
    {"jack_set_process_callback", &jack.set_process_callback},
    {"jack_set_port_registration_callback", &jack.set_port_registration_callback},
    {"jack_set_error_function", &jack.set_error_function},
    {"jack_set_info_function", &jack.set_info_function},
    {"jack_port_register", &jack.port_register},
    {"jack_port_unregister", &jack.port_unregister},
    {"jack_port_get_buffer", &jack.port_get_buffer},
    {"jack_port_name", &jack.port_name},
    {"jack_midi_get_event_count", &jack.get_event_count},
    {"jack_midi_event_get", &jack.event_get},
    {"jack_midi_event_write", &jack.event_write},
    {"jack_midi_clear_buffer", &jack.clear_buffer},
};

static bool is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

struct sent {
    unsigned char bytes[LONGEST];
    int size;
};

struct port {
    jack_port_t *port;
    rmx_midi_take take; // NULL: an output
    void *data;
    int slot;
    struct sent sent[SENDS]; // a ring: the server's thread takes from `first`
    atomic_uint first, end;
};

struct system {
    jack_client_t *client; // NULL: it does not run
    jack_nframes_t rate;
    void (*changed)(void *data);
    void *data;
    atomic_bool is_dead; // the server went
    int open;
    _Atomic(struct port *) ports[PORTS];
    atomic_uint cycles; // of the server, that have been done
};

// --- On the server's thread.

// What is in a cycle's buffer came in the one before.
static void hear(const struct system *system, struct port *port, void *buffer,
                 jack_nframes_t frames)
{
    jack_midi_event_t event;
    double now_ms = rmx_clock_ms();
    uint32_t count = jack.get_event_count(buffer);
    for (uint32_t i = 0; i < count; i++)
        if (jack.event_get(&event, buffer, i) == 0 && event.buffer)
            port->take(port->data, event.buffer, event.size,
                       now_ms - 1000.0 * ((double)frames - event.time) / system->rate);
}

static void speak(struct port *port, void *buffer)
{
    unsigned first = port->first, end = port->end;
    jack.clear_buffer(buffer);
    while (first != end && jack.event_write(buffer, 0, port->sent[first % SENDS].bytes,
                                            (size_t)port->sent[first % SENDS].size) == 0)
        first++;
    port->first = first;
}

static int process(jack_nframes_t frames, void *data)
{
    struct system *system = data;
    for (int i = 0; i < PORTS; i++) {
        struct port *port = system->ports[i];
        void *buffer = port ? jack.port_get_buffer(port->port, frames) : NULL;
        if (buffer && port->take)
            hear(system, port, buffer, frames);
        else if (buffer)
            speak(port, buffer);
    }
    system->cycles++;
    return 0;
}

static void die(void *data)
{
    struct system *system = data;
    system->is_dead = true;
    system->changed(system->data);
}

static void note_change(jack_port_id_t port, int is_new, void *data)
{
    const struct system *system = data;
    (void)port;
    (void)is_new;
    system->changed(system->data);
}

// --- The system.

static void say_nothing(const char *text)
{
    (void)text;
}

static void load(void)
{
    is_loaded = rmx_load_library_if_there(library, "JACK", names, sizeof(names) / sizeof(*names));
}

static void *create(void (*changed)(void *data), void *data)
{
    pthread_once(&once, load);
    if (!is_loaded)
        return NULL;
    struct system *system = calloc(1, sizeof(*system));
    if (!system)
        abort();
    system->changed = changed;
    system->data = data;
    jack.set_error_function(say_nothing);
    jack.set_info_function(say_nothing);
    return system;
}

static void disconnect(struct system *system)
{
    if (system->client)
        jack.client_close(system->client);
    system->client = NULL;
    system->is_dead = false;
}

static void destroy(void *system)
{
    disconnect(system);
    free(system);
}

static void connect(struct system *system)
{
    system->client = jack.client_open(client_name, JackNoStartServer, NULL);
    if (!system->client)
        return;
    system->rate = jack.get_sample_rate(system->client);
    jack.on_shutdown(system->client, die, system);
    jack.set_process_callback(system->client, process, system);
    jack.set_port_registration_callback(system->client, note_change, system);
    if (jack.activate(system->client) != 0)
        disconnect(system);
}

static bool is_running(void *which)
{
    struct system *system = which;
    if (system->is_dead && system->open == 0)
        disconnect(system);
    if (!system->client)
        connect(system);
    return system->client && !system->is_dead;
}

static void list(void *which, bool is_input, void (*take)(void *data, const char *port), void *data)
{
    struct system *system = which;
    const char **ports = jack.get_ports(system->client, NULL, JACK_DEFAULT_MIDI_TYPE,
                                        is_input ? JackPortIsOutput : JackPortIsInput);
    for (int i = 0; ports && ports[i]; i++)
        take(data, ports[i]);
    if (ports)
        jack.free(ports);
}

// --- Its ports.

// The server's thread may be about to use what was just taken from its list.
static void wait_for_cycles(const struct system *system)
{
    unsigned from = system->cycles;
    for (int i = 0; i < PATIENCE_MS && !system->is_dead && system->cycles - from < 2; i++)
        usleep(1000);
}

static void close_port(void *which, void *what)
{
    struct system *system = which;
    struct port *port = what;
    if (port->slot >= 0) {
        system->ports[port->slot] = NULL;
        wait_for_cycles(system);
    }
    if (!system->is_dead)
        jack.port_unregister(system->client, port->port);
    free(port);
    if (--system->open == 0 && system->is_dead)
        disconnect(system);
}

static int free_slot(const struct system *system)
{
    for (int i = 0; i < PORTS; i++)
        if (!system->ports[i])
            return i;
    return -1;
}

// A colon parts a client's name from a port's.
static void name_port(char name[128], int slot, const char *other)
{
    snprintf(name, 128, "%d %s", slot, other);
    for (char *at = name; *at; at++)
        if (*at == ':')
            *at = ' ';
}

static struct port *add_port(struct system *system, const char *other, unsigned long flags,
                             rmx_midi_take take, void *data)
{
    char name[128];
    int slot = free_slot(system);
    if (slot < 0)
        return NULL;
    name_port(name, slot, other ? other : "");
    jack_port_t *made = jack.port_register(system->client, other ? name : client_name,
                                           JACK_DEFAULT_MIDI_TYPE, flags, 0);
    struct port *port = made ? calloc(1, sizeof(*port)) : NULL;
    if (!port)
        return NULL;
    port->port = made;
    port->take = take;
    port->data = data;
    port->slot = slot;
    system->ports[slot] = port;
    system->open++;
    return port;
}

static void *open_input(void *which, const char *other, rmx_midi_take take, void *data)
{
    struct system *system = which;
    struct port *port = add_port(system, other, JackPortIsInput, take, data);
    if (!port || !other || jack.connect(system->client, other, jack.port_name(port->port)) == 0)
        return port;
    close_port(system, port);
    return NULL;
}

static void *open_output(void *which, const char *other)
{
    struct system *system = which;
    struct port *port = add_port(system, other, JackPortIsOutput, NULL, NULL);
    if (!port || jack.connect(system->client, jack.port_name(port->port), other) == 0)
        return port;
    close_port(system, port);
    return NULL;
}

static bool send(void *which, void *what, const unsigned char *bytes, int size)
{
    struct port *port = what;
    unsigned end = port->end;
    (void)which;
    if (end - port->first == SENDS || size > LONGEST)
        return false;
    memcpy(port->sent[end % SENDS].bytes, bytes, (size_t)size);
    port->sent[end % SENDS].size = size;
    port->end = end + 1;
    return true;
}

const struct rmx_midi_system rmx_midi_jack = {
    .name = "JACK",
    .absent = "no JACK server runs",
    .create = create,
    .destroy = destroy,
    .is_running = is_running,
    .list = list,
    .open_input = open_input,
    .open_output = open_output,
    .close = close_port,
    .send = send,
};
