// SPDX-License-Identifier: GPL-3.0-or-later
// ALSA's sequencer, by librtmidi, whose errors are never printed: the text of one that could not be
// opened is freed memory.
#include "control/midi_system.h"

#include "base/clock.h"
#include "base/loaded.h"

#include <pthread.h>
#include <rtmidi/rtmidi_c.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char library[] = "librtmidi.so.6", node[] = "/dev/snd/seq", client[] = "remontage";

enum { QUEUE = 1024, NAME = 256 };

static struct {
    RtMidiInPtr (*in_create)(enum RtMidiApi api, const char *client, unsigned queue_size);
    void (*in_free)(RtMidiInPtr in);
    void (*in_set_callback)(RtMidiInPtr in, RtMidiCCallback callback, void *data);
    void (*in_ignore_types)(RtMidiInPtr in, bool exclusive, bool time, bool sense);
    RtMidiOutPtr (*out_create)(enum RtMidiApi api, const char *client);
    void (*out_free)(RtMidiOutPtr out);
    int (*out_send)(RtMidiOutPtr out, const unsigned char *bytes, int size);
    void (*open_port)(RtMidiPtr port, unsigned number, const char *name);
    void (*open_virtual_port)(RtMidiPtr port, const char *name);
    unsigned (*port_count)(RtMidiPtr port);
    int (*port_name)(RtMidiPtr port, unsigned number, char *name, int *size);
} midi;

static const struct rmx_loaded_name names[] = {
    {"rtmidi_in_create", &midi.in_create},
    {"rtmidi_in_free", &midi.in_free},
    {"rtmidi_in_set_callback", &midi.in_set_callback},
    {"rtmidi_in_ignore_types", &midi.in_ignore_types},
    {"rtmidi_out_create", &midi.out_create},
    {"rtmidi_out_free", &midi.out_free},
    {"rtmidi_out_send_message", &midi.out_send},
    {"rtmidi_open_port", &midi.open_port},
    {"rtmidi_open_virtual_port", &midi.open_virtual_port},
    {"rtmidi_get_port_count", &midi.port_count},
    {"rtmidi_get_port_name", &midi.port_name},
};

static bool is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

struct alsa {
    RtMidiInPtr in;   // that lists inputs; NULL: it does not run
    RtMidiOutPtr out; // that lists outputs
};

struct port {
    RtMidiInPtr in;
    RtMidiOutPtr out; // one of them is NULL
    rmx_midi_take take;
    void *data;
};

// --- What librtmidi makes.

// NULL: what it made has no object within.
static RtMidiInPtr create_in(void)
{
    RtMidiInPtr in = midi.in_create(RTMIDI_API_LINUX_ALSA, client, QUEUE);
    if (in && in->ok && in->ptr)
        return in;
    if (in)
        midi.in_free(in);
    return NULL;
}

static RtMidiOutPtr create_out(void)
{
    RtMidiOutPtr out = midi.out_create(RTMIDI_API_LINUX_ALSA, client);
    if (out && out->ok && out->ptr)
        return out;
    if (out)
        midi.out_free(out);
    return NULL;
}

static bool name_of(RtMidiPtr lister, unsigned number, char name[NAME])
{
    int size = NAME;
    name[0] = 0;
    return midi.port_name(lister, number, name, &size) >= 0 && name[0];
}

// -1: it went.
static int number_of(RtMidiPtr lister, const char *port)
{
    char name[NAME];
    unsigned count = midi.port_count(lister);
    for (unsigned i = 0; i < count; i++)
        if (name_of(lister, i, name) && strcmp(name, port) == 0)
            return (int)i;
    return -1;
}

// --- The system.

static void load(void)
{
    is_loaded = rmx_load_library_if_there(library, "MIDI", names, sizeof(names) / sizeof(*names));
}

static void *create(void (*changed)(void *data), void *data)
{
    (void)changed;
    (void)data;
    pthread_once(&once, load);
    if (!is_loaded)
        return NULL;
    struct alsa *alsa = calloc(1, sizeof(*alsa));
    if (!alsa)
        abort();
    return alsa;
}

static void disconnect(struct alsa *alsa)
{
    if (alsa->in)
        midi.in_free(alsa->in);
    if (alsa->out)
        midi.out_free(alsa->out);
    *alsa = (struct alsa){0};
}

static void destroy(void *system)
{
    disconnect(system);
    free(system);
}

// The node is asked for first: librtmidi and libasound write to stderr where it is not.
static bool is_running(void *system)
{
    struct alsa *alsa = system;
    if (alsa->in)
        return true;
    if (access(node, R_OK | W_OK) != 0)
        return false;
    alsa->in = create_in();
    alsa->out = create_out();
    if (!alsa->in || !alsa->out)
        disconnect(alsa);
    return alsa->in;
}

static void list(void *system, bool is_input, void (*take)(void *data, const char *port),
                 void *data)
{
    struct alsa *alsa = system;
    RtMidiPtr lister = is_input ? alsa->in : alsa->out;
    char name[NAME];
    unsigned count = midi.port_count(lister);
    for (unsigned i = 0; i < count; i++)
        if (name_of(lister, i, name))
            take(data, name);
}

// --- Its ports.

static void close_port(void *system, void *which)
{
    struct port *port = which;
    (void)system;
    if (port->in)
        midi.in_free(port->in);
    if (port->out)
        midi.out_free(port->out);
    free(port);
}

static void hear(double delta_s, const unsigned char *bytes, size_t size, void *data)
{
    struct port *port = data;
    (void)delta_s;
    port->take(port->data, bytes, size, rmx_clock_ms());
}

static void *keep(struct port port)
{
    struct port *kept = malloc(sizeof(*kept));
    if (!kept)
        abort();
    *kept = port;
    return kept;
}

static bool open_number(RtMidiPtr wrapper, int number, const char *name)
{
    if (number >= 0)
        midi.open_port(wrapper, (unsigned)number, name);
    return number >= 0 && wrapper->ok;
}

static void *open_input(void *system, const char *name, rmx_midi_take take, void *data)
{
    struct alsa *alsa = system;
    RtMidiInPtr in = create_in();
    if (!in)
        return NULL;
    struct port *port = keep((struct port){.in = in, .take = take, .data = data});
    midi.in_ignore_types(in, false, false, true);
    midi.in_set_callback(in, hear, port);
    if (!name)
        midi.open_virtual_port(in, client);
    if (name ? open_number(in, number_of(alsa->in, name), name) : in->ok)
        return port;
    close_port(system, port);
    return NULL;
}

static void *open_output(void *system, const char *name)
{
    struct alsa *alsa = system;
    RtMidiOutPtr out = create_out();
    if (!out)
        return NULL;
    struct port *port = keep((struct port){.out = out});
    if (open_number(out, number_of(alsa->out, name), name))
        return port;
    close_port(system, port);
    return NULL;
}

static bool send(void *system, void *which, const unsigned char *bytes, int size)
{
    struct port *port = which;
    (void)system;
    return midi.out_send(port->out, bytes, size) >= 0;
}

const struct rmx_midi_system rmx_midi_alsa = {
    .name = "ALSA",
    .absent = "/dev/snd/seq cannot be opened",
    .create = create,
    .destroy = destroy,
    .is_running = is_running,
    .list = list,
    .open_input = open_input,
    .open_output = open_output,
    .close = close_port,
    .send = send,
};
