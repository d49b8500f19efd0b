// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/waiting.h"

#include "app/terminal.h"
#include "base/clock.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PATIENCE_MS = 2000, REWRITE_MS = 500, LINE_MS = 5000, LONGEST = 160 };

struct rmx_waiting {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool is_ending;
    bool rewrites;
    double since_ms;           // what is done now has begun
    char what[LONGEST];        // is done
    struct rmx_player *player; // watched; NULL
};

static void print(const struct rmx_waiting *waiting)
{
    char line[LONGEST + 40];
    snprintf(line, sizeof(line), "remontage: %s, %.0f s%s", waiting->what,
             (rmx_clock_ms() - waiting->since_ms) / 1000, waiting->rewrites ? "" : "\n");
    if (waiting->rewrites)
        rmx_terminal_status(NULL, line);
    else
        rmx_terminal_say(NULL, line);
}

static void sleep_for(struct rmx_waiting *waiting, int ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    int status = 0;
    while (!waiting->is_ending && status != ETIMEDOUT)
        status = pthread_cond_timedwait(&waiting->wake, &waiting->lock, &until);
}

static void *wait(void *data)
{
    struct rmx_waiting *waiting = data;
    bool has_line = false;
    pthread_mutex_lock(&waiting->lock);
    for (double last_ms = 0; !waiting->is_ending;) {
        sleep_for(waiting, REWRITE_MS);
        double now_ms = rmx_clock_ms();
        bool is_due = now_ms - waiting->since_ms >= PATIENCE_MS &&
                      (waiting->rewrites || now_ms - last_ms >= LINE_MS);
        if (waiting->is_ending || !is_due)
            continue;
        print(waiting);
        last_ms = now_ms;
        has_line = waiting->rewrites;
    }
    pthread_mutex_unlock(&waiting->lock);
    if (has_line)
        rmx_terminal_say(NULL, "");
    return NULL;
}

struct rmx_waiting *rmx_waiting_begin(const struct rmx_options *options, const char *what)
{
    if (options->quiet)
        return NULL;
    struct rmx_waiting *waiting = calloc(1, sizeof(*waiting));
    if (!waiting)
        abort();
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&waiting->lock, NULL);
    pthread_cond_init(&waiting->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    waiting->rewrites = rmx_terminal_is_there();
    rmx_waiting_for(waiting, what);
    if (pthread_create(&waiting->thread, NULL, wait, waiting) == 0)
        return waiting;
    free(waiting);
    return NULL;
}

void rmx_waiting_for(struct rmx_waiting *waiting, const char *what)
{
    if (!waiting)
        return;
    pthread_mutex_lock(&waiting->lock);
    snprintf(waiting->what, sizeof(waiting->what), "%s", what);
    waiting->since_ms = rmx_clock_ms();
    pthread_mutex_unlock(&waiting->lock);
}

// Its time goes on: it is one wait.
static void tell(void *data, enum rmx_player_wait what, long long done, long long all)
{
    static const char *const words[] = {
        [RMX_PLAYER_ON_THE_WAY] = "frame %lld of the %lld before it",
        [RMX_PLAYER_SAMPLES] = "sample %lld of %lld",
        [RMX_PLAYER_PARTS] = "%lld %% of loops that take about %lld s",
    };
    struct rmx_waiting *waiting = data;
    pthread_mutex_lock(&waiting->lock);
    snprintf(waiting->what, sizeof(waiting->what), words[what], done, all);
    pthread_mutex_unlock(&waiting->lock);
}

void rmx_waiting_watch(struct rmx_waiting *waiting, struct rmx_player *player)
{
    if (!waiting)
        return;
    if (waiting->player)
        waiting->player->progress = (struct rmx_player_progress){0};
    waiting->player = player;
    if (player)
        player->progress = (struct rmx_player_progress){waiting, tell};
}

void rmx_waiting_end(struct rmx_waiting *waiting)
{
    if (!waiting)
        return;
    rmx_waiting_watch(waiting, NULL);
    pthread_mutex_lock(&waiting->lock);
    waiting->is_ending = true;
    pthread_cond_signal(&waiting->wake);
    pthread_mutex_unlock(&waiting->lock);
    pthread_join(waiting->thread, NULL);
    pthread_cond_destroy(&waiting->wake);
    pthread_mutex_destroy(&waiting->lock);
    free(waiting);
}
