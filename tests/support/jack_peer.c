// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/jack_peer.h"

#include <errno.h>
#include <fcntl.h>
#include <jack/jack.h>
#include <jack/midiport.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000, HEARD = 1 << 16 };

struct jack_peer {
    struct jack_peer *next; // of all that are open
    jack_client_t *client;
    jack_port_t *out, *in;
    const unsigned char *bytes; // to be sent; the server's thread takes from them
    size_t size;
    atomic_int left;
    pthread_mutex_t lock;
    char heard[HEARD], told[HEARD];
    size_t length;
};

// --- The server.

static pid_t server;

static void say_nothing(const char *text)
{
    (void)text;
}

static void serve(const char *name)
{
    int nothing = open("/dev/null", O_RDWR);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execlp("jackd", "jackd", "-n", name, "-r", "--port-max", "256", "-d", "dummy", "-r", "48000",
           "-p", "512", NULL);
    _exit(127);
}

// By a program of its own, as the header says.
static bool succeeds(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool jack_server_wait_for(const char *port)
{
    char command[256];
    snprintf(command, sizeof(command), "jack_lsp 2>/dev/null | grep -qx '%s'", port);
    for (int i = 0; i < PATIENCE_MS / 20; i++, usleep(20000))
        if (succeeds(command))
            return true;
    return false;
}

bool jack_server_begin(void)
{
    // A new name for each run would fill JACK's list of servers, which forgets none that was
    // killed; another copy of the repository has its own.
    char name[64];
    unsigned sum = 0;
    for (const char *at = REMONTAGE_ROOT; *at; at++)
        sum = sum * 31 + (unsigned char)*at;
    snprintf(name, sizeof(name), "%.40s-%x", program_invocation_short_name, sum);
    setenv("JACK_DEFAULT_SERVER", name, 1);
    jack_set_error_function(say_nothing);
    jack_set_info_function(say_nothing);
    server = fork();
    if (server == 0)
        serve(name);
    for (int i = 0; i < PATIENCE_MS / 20; i++) {
        if (succeeds("jack_lsp >/dev/null 2>&1"))
            return true;
        if (waitpid(server, NULL, WNOHANG) == server)
            break;
        usleep(20000);
    }
    fputs("jackd does not start\n", stderr);
    return false;
}

void jack_server_end(void)
{
    if (server <= 0)
        return;
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
    server = 0;
}

// --- A device.

static void hear(struct jack_peer *peer, void *buffer)
{
    jack_midi_event_t event;
    pthread_mutex_lock(&peer->lock);
    for (uint32_t i = 0; i < jack_midi_get_event_count(buffer); i++)
        if (jack_midi_event_get(&event, buffer, i) == 0)
            for (size_t k = 0; k < event.size && peer->length < HEARD - 4; k++)
                peer->length +=
                    (size_t)sprintf(peer->heard + peer->length, "%02x ", (unsigned)event.buffer[k]);
    pthread_mutex_unlock(&peer->lock);
}

static int process(jack_nframes_t frames, void *data)
{
    struct jack_peer *peer = data;
    void *out = jack_port_get_buffer(peer->out, frames);
    jack_midi_clear_buffer(out);
    for (int left = peer->left; left > 0; peer->left = --left) {
        if (jack_midi_event_write(out, 0, peer->bytes, peer->size) != 0)
            break;
        peer->bytes += peer->size;
    }
    hear(peer, jack_port_get_buffer(peer->in, frames));
    return 0;
}

static struct jack_peer *peers;

struct jack_peer *jack_peer_open(const char *name)
{
    struct jack_peer *peer = calloc(1, sizeof(*peer));
    peer->client = jack_client_open(name, JackNoStartServer, NULL);
    if (!peer->client)
        abort();
    pthread_mutex_init(&peer->lock, NULL);
    peer->out =
        jack_port_register(peer->client, "capture_1", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0);
    peer->in =
        jack_port_register(peer->client, "playback_1", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput, 0);
    jack_set_process_callback(peer->client, process, peer);
    if (!peer->out || !peer->in || jack_activate(peer->client) != 0)
        abort();
    peer->next = peers;
    peers = peer;
    return peer;
}

void jack_peer_close(struct jack_peer *peer)
{
    struct jack_peer **at = &peers;
    while (*at != peer)
        at = &(*at)->next;
    *at = peer->next;
    jack_client_close(peer->client);
    pthread_mutex_destroy(&peer->lock);
    free(peer);
}

void jack_peers_close(void)
{
    while (peers)
        jack_peer_close(peers);
}

void jack_peer_wait(struct jack_peer *peer)
{
    for (int i = 0; i < PATIENCE_MS && jack_port_connected(peer->out) == 0; i++)
        usleep(1000);
    usleep(10000); // the cycle that knows of it
}

bool jack_peer_connect(struct jack_peer *peer, const char *port)
{
    return jack_connect(peer->client, jack_port_name(peer->out), port) == 0;
}

void jack_peer_send(struct jack_peer *peer, const void *bytes, size_t size, int count)
{
    peer->bytes = bytes;
    peer->size = size;
    peer->left = count;
    for (int i = 0; i < 3 * PATIENCE_MS && peer->left > 0; i++)
        usleep(1000);
}

const char *jack_peer_heard(struct jack_peer *peer)
{
    pthread_mutex_lock(&peer->lock);
    snprintf(peer->told, sizeof(peer->told), "%s", peer->length ? peer->heard : "");
    peer->length = 0;
    pthread_mutex_unlock(&peer->lock);
    return peer->told;
}
