// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listen_log.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 1 << 18 }; // bytes that wait

struct rmx_listen_log {
    pthread_mutex_t lock; // of all that follows
    struct rmx_listen_state state;
    struct rmx_text lines;
    bool keeps_lines;
    long long left_out;
    double start_ms;
};

static void copy_text(char to[RMX_LISTEN_TEXT], const char *from)
{
    struct rmx_text text = {0};
    rmx_text_add_line(&text, from);
    const char *plain = rmx_text_string(&text);
    size_t length = strlen(plain) < RMX_LISTEN_TEXT ? strlen(plain) : RMX_LISTEN_TEXT - 1;
    while (length > 0 && plain[length] && ((unsigned char)plain[length] & 0xC0) == 0x80)
        length--; // no half character
    memcpy(to, plain, length);
    to[length] = 0;
    rmx_text_finish(&text);
}

// --- Lines.

// False: it is not kept.
static bool begin_line(struct rmx_listen_log *log, double time_ms)
{
    bool has_room = log->lines.length < MOST_LINES;
    if (!log->keeps_lines)
        return false;
    log->left_out += !has_room;
    if (has_room)
        rmx_text_printf(&log->lines, "%9.3f  ", (time_ms - log->start_ms) / 1000);
    return has_room;
}

static void add_line(struct rmx_listen_log *log, double time_ms, const char *first,
                     const char *last)
{
    if (begin_line(log, time_ms))
        rmx_text_printf(&log->lines, "%s%s\n", first, last);
}

static void add_row_line(struct rmx_listen_log *log, const struct rmx_listen_row *row)
{
    if (begin_line(log, row->time_ms))
        rmx_text_printf(&log->lines, "%s  %s  %s  -> %s\n", log->state.sources[row->source].name,
                        row->name, row->value, row->moves[0] ? row->moves : "nothing listens");
}

void rmx_listen_log_lines(struct rmx_listen_log *log, struct rmx_text *out)
{
    pthread_mutex_lock(&log->lock);
    rmx_text_add(out, rmx_text_string(&log->lines));
    if (log->left_out)
        rmx_text_printf(out, "           %lld more\n", log->left_out);
    rmx_text_clear(&log->lines);
    log->left_out = 0;
    pthread_mutex_unlock(&log->lock);
}

// --- Sources and rows.

static int find_source(struct rmx_listen_state *state, const char *name)
{
    for (int i = 0; i < state->source_count; i++)
        if (strcmp(state->sources[i].name, name) == 0)
            return i;
    if (state->source_count == RMX_LISTEN_SOURCES)
        return state->source_count - 1; // a crowd: the last ones share a place
    strcpy(state->sources[state->source_count].name, name);
    return state->source_count++;
}

static void forget_oldest(struct rmx_listen_state *state)
{
    int oldest = 0;
    for (int i = 1; i < state->row_count; i++)
        if (state->rows[i].time_ms < state->rows[oldest].time_ms)
            oldest = i;
    state->row_count--;
    memmove(&state->rows[oldest], &state->rows[oldest + 1],
            (size_t)(state->row_count - oldest) * sizeof(*state->rows));
}

static struct rmx_listen_row *find_row(struct rmx_listen_state *state, int source, const char *name)
{
    for (int i = 0; i < state->row_count; i++)
        if (state->rows[i].source == source && strcmp(state->rows[i].name, name) == 0)
            return &state->rows[i];
    if (state->row_count == RMX_LISTEN_ROWS)
        forget_oldest(state);
    struct rmx_listen_row *row = &state->rows[state->row_count++];
    *row = (struct rmx_listen_row){.source = source};
    strcpy(row->name, name);
    return row;
}

void rmx_listen_log_note(struct rmx_listen_log *log, const char *source, const char *name,
                         const char *value, const char *moves, double time_ms)
{
    char plain_source[RMX_LISTEN_TEXT], plain_name[RMX_LISTEN_TEXT];
    copy_text(plain_source, source);
    copy_text(plain_name, name);
    pthread_mutex_lock(&log->lock);
    int from = find_source(&log->state, plain_source);
    log->state.sources[from].is_here = true;
    log->state.sources[from].has_sent = true;
    struct rmx_listen_row *row = find_row(&log->state, from, plain_name);
    copy_text(row->value, value);
    copy_text(row->moves, moves);
    row->count++;
    row->time_ms = time_ms;
    add_row_line(log, row);
    pthread_mutex_unlock(&log->lock);
}

void rmx_listen_log_source(struct rmx_listen_log *log, const char *name, bool is_here,
                           double time_ms)
{
    char plain[RMX_LISTEN_TEXT];
    copy_text(plain, name);
    pthread_mutex_lock(&log->lock);
    log->state.sources[find_source(&log->state, plain)].is_here = is_here;
    add_line(log, time_ms, plain, is_here ? "  is here" : "  went away");
    pthread_mutex_unlock(&log->lock);
}

void rmx_listen_log_say(struct rmx_listen_log *log, const char *what, double time_ms)
{
    pthread_mutex_lock(&log->lock);
    add_line(log, time_ms, what, "");
    pthread_mutex_unlock(&log->lock);
}

void rmx_listen_log_copy(struct rmx_listen_log *log, struct rmx_listen_state *state)
{
    pthread_mutex_lock(&log->lock);
    *state = log->state;
    pthread_mutex_unlock(&log->lock);
}

// --- Its life.

struct rmx_listen_log *rmx_listen_log_create(bool keeps_lines)
{
    struct rmx_listen_log *log = calloc(1, sizeof(*log));
    if (!log)
        abort();
    pthread_mutex_init(&log->lock, NULL);
    log->keeps_lines = keeps_lines;
    log->start_ms = rmx_clock_ms();
    return log;
}

void rmx_listen_log_destroy(struct rmx_listen_log *log)
{
    if (!log)
        return;
    pthread_mutex_destroy(&log->lock);
    rmx_text_finish(&log->lines);
    free(log);
}
