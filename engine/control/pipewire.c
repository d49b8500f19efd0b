// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/pipewire.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

enum { AGAIN_S = 1 };

// Made and ended under `life`; all else is the loop's, under its own lock. `life` is taken first.
static pthread_mutex_t life = PTHREAD_MUTEX_INITIALIZER;
static int user_count;

static struct {
    struct pw_thread_loop *loop;
    struct pw_context *context; // NULL: PipeWire is not installed
    struct pw_core *core;       // NULL: there is no server
    struct spa_hook listener;
    struct spa_source *timer; // looks for the server again
    bool is_lost;             // the server is gone, and the core is to be taken away
    struct rmx_pipewire_user *users;
} wire;

// --- On the loop's thread, or under its lock.

static void look_again(long seconds, long nanoseconds)
{
    struct timespec in = {seconds, nanoseconds};
    pw_loop_update_timer(pw_thread_loop_get_loop(wire.loop), wire.timer, &in, NULL, false);
}

// The core cannot be destroyed within its own callback: the timer does it at once.
static void on_error(void *data, uint32_t id, int seq, int result, const char *message)
{
    (void)data, (void)seq, (void)message;
    if (id != PW_ID_CORE || result != -EPIPE)
        return;
    wire.is_lost = true;
    look_again(0, 1);
}

static const struct pw_core_events core_events = {PW_VERSION_CORE_EVENTS, .error = on_error};

static void tell_up(struct rmx_pipewire_user *user)
{
    user->is_up = true;
    if (user->up)
        user->up(user->data, wire.core);
}

static void tell_down(struct rmx_pipewire_user *user)
{
    if (user->is_up && user->down)
        user->down(user->data);
    user->is_up = false;
}

static void disconnect(void)
{
    if (!wire.core)
        return;
    for (struct rmx_pipewire_user *user = wire.users; user; user = user->next)
        tell_down(user);
    spa_hook_remove(&wire.listener);
    pw_core_disconnect(wire.core);
    wire.core = NULL;
    wire.is_lost = false;
}

// The users are told by the caller.
static bool connect_core(void)
{
    wire.core = wire.context ? pw_context_connect(wire.context, NULL, 0) : NULL;
    if (!wire.core) {
        look_again(AGAIN_S, 0);
        return false;
    }
    pw_core_add_listener(wire.core, &wire.listener, &core_events, NULL);
    return true;
}

static void on_timer(void *data, uint64_t expirations)
{
    (void)data, (void)expirations;
    if (wire.is_lost) {
        // Not at once: one that ends still takes connections for a moment.
        disconnect();
        look_again(AGAIN_S, 0);
        return;
    }
    if (wire.core || !connect_core())
        return;
    for (struct rmx_pipewire_user *user = wire.users; user; user = user->next)
        tell_up(user);
}

// --- Its life.

// With this configuration the thread that serves streams asks for real-time priority: drawing may
// have all cores busy.
static struct pw_properties *properties(void)
{
    return pw_properties_new(PW_KEY_CONFIG_NAME, "client-rt.conf", PW_KEY_APP_NAME, "remontage",
                             NULL);
}

static void begin(void)
{
    pw_init(NULL, NULL);
    // The caller that joins says what matters; the library's own log is for those who ask for it.
    if (!getenv("PIPEWIRE_DEBUG"))
        pw_log_set_level(SPA_LOG_LEVEL_NONE);
    wire.loop = pw_thread_loop_new("pipewire", NULL);
    if (!wire.loop)
        abort();
    struct pw_loop *loop = pw_thread_loop_get_loop(wire.loop);
    wire.timer = pw_loop_add_timer(loop, on_timer, NULL);
    wire.context = pw_context_new(loop, properties(), 0);
    if (!wire.timer || pw_thread_loop_start(wire.loop) != 0)
        abort();
}

static void end(void)
{
    pw_thread_loop_stop(wire.loop);
    disconnect();
    if (wire.context)
        pw_context_destroy(wire.context);
    pw_loop_destroy_source(pw_thread_loop_get_loop(wire.loop), wire.timer);
    pw_thread_loop_destroy(wire.loop);
    wire.loop = NULL;
    wire.context = NULL;
    pw_deinit();
}

bool rmx_pipewire_join(struct rmx_pipewire_user *user)
{
    pthread_mutex_lock(&life);
    bool is_first = user_count++ == 0;
    if (is_first)
        begin();
    rmx_pipewire_lock();
    if (is_first)
        connect_core();
    user->is_up = false;
    user->next = wire.users;
    wire.users = user;
    bool is_up = rmx_pipewire_is_up();
    if (is_up)
        tell_up(user);
    rmx_pipewire_unlock();
    pthread_mutex_unlock(&life);
    return is_up;
}

void rmx_pipewire_leave(struct rmx_pipewire_user *user)
{
    pthread_mutex_lock(&life);
    rmx_pipewire_lock();
    struct rmx_pipewire_user **at = &wire.users;
    while (*at != user)
        at = &(*at)->next;
    *at = user->next;
    tell_down(user);
    rmx_pipewire_unlock();
    if (--user_count == 0)
        end();
    pthread_mutex_unlock(&life);
}

bool rmx_pipewire_is_up(void)
{
    return wire.core && !wire.is_lost;
}

void rmx_pipewire_lock(void)
{
    pw_thread_loop_lock(wire.loop);
}

void rmx_pipewire_unlock(void)
{
    pw_thread_loop_unlock(wire.loop);
}

struct pw_thread_loop *rmx_pipewire_loop(void)
{
    return wire.loop;
}
