// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_chase.h"

#include "app/command.h"
#include "base/clock.h"
#include "control/ltc.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rmx_live_chase {
    struct rmx_chase_wish wish;
    void (*say)(void *data, const char *text);
    void *say_data;
    struct rmx_show *show;
    bool was_there, ran;
    struct rmx_ltc *ltc;  // NULL: none is heard
    pthread_mutex_t lock; // of what follows
    struct rmx_timecode *timecode;
};

// --- Its options.

// "3600", "1:00:00", "01:00:00:12"; frames are those of 25 a second.
static bool read_from(const char *text, double *from_s)
{
    int parts[4] = {0}, end = 0;
    int count =
        sscanf(text, "%2d:%2d:%2d%n:%2d%n", &parts[0], &parts[1], &parts[2], &end, &parts[3], &end);
    if (count >= 3 && end && !text[end]) {
        *from_s = rmx_timecode_seconds(parts, 25, false);
        return *from_s >= 0;
    }
    char *rest;
    *from_s = strtod(text, &rest);
    return rest != text && !*rest && *from_s >= 0 && *from_s <= 86400;
}

// "input", "input:NAME", "monitor", "monitor:NAME", or an input's NAME alone.
static void read_device(const char *text, struct rmx_chase_wish *wish)
{
    static const char *const words[] = {"input", "monitor"};
    static const enum rmx_sound_kind kinds[] = {RMX_SOUND_INPUT, RMX_SOUND_MONITOR};
    wish->kind = RMX_SOUND_INPUT;
    wish->device = text;
    for (int i = 0; i < 2; i++) {
        size_t length = strlen(words[i]);
        if (strncmp(text, words[i], length) != 0 || (text[length] && text[length] != ':'))
            continue;
        wish->kind = kinds[i];
        wish->device = text[length] && text[length + 1] ? text + length + 1 : NULL;
    }
}

static bool read_chase(const char *text, struct rmx_chase_wish *wish)
{
    if (strcmp(text, "mtc") == 0) {
        wish->chase = RMX_CHASE_MTC;
        return true;
    }
    if (strncmp(text, "ltc", 3) != 0 || (text[3] && (text[3] != ':' || !text[4])))
        return false;
    wish->chase = RMX_CHASE_LTC;
    read_device(text[3] ? text + 4 : "input", wish);
    return true;
}

bool rmx_chase_read(const struct rmx_options *options, struct rmx_chase_wish *wish)
{
    *wish = (struct rmx_chase_wish){0};
    if (options->chase && !read_chase(options->chase, wish)) {
        rmx_complain("--chase takes mtc, ltc, ltc:INPUT or ltc:monitor, not '%s'", options->chase);
        return false;
    }
    if (options->chase_from && !options->chase) {
        rmx_complain("--chase-from wants --chase ltc or --chase mtc beside it");
        return false;
    }
    if (options->chase_from && !read_from(options->chase_from, &wish->from_s)) {
        rmx_complain("--chase-from takes a timecode, 01:00:00, or seconds, not '%s'",
                     options->chase_from);
        return false;
    }
    return true;
}

// --- What comes.

void rmx_live_chase_clock(void *data, enum rmx_midi_clock kind, int number, double time_ms)
{
    struct rmx_live_chase *live = data;
    if (!live || live->wish.chase != RMX_CHASE_MTC)
        return;
    pthread_mutex_lock(&live->lock);
    rmx_timecode_take(live->timecode, kind, number, time_ms);
    pthread_mutex_unlock(&live->lock);
}

// --- Where time is.

static void say(struct rmx_live_chase *live, const char *what, double time_s)
{
    char line[160];
    long long whole = (long long)time_s;
    snprintf(line, sizeof(line), "remontage: %s at %02lld:%02lld:%02lld\n", what, whole / 3600,
             whole / 60 % 60, whole % 60);
    live->say(live->say_data, line);
}

static void tell(struct rmx_live_chase *live, const struct rmx_timecode_place *place)
{
    if (place->runs && !live->ran)
        say(live, live->was_there ? "timecode runs again" : "timecode runs", place->time_s);
    else if (!place->runs && (live->ran || !live->was_there))
        say(live, "timecode stands, and so does time", place->time_s);
    live->ran = place->runs;
    live->was_there = true;
}

void rmx_live_chase_turn(struct rmx_live_chase *live)
{
    struct rmx_timecode_place place;
    if (!live || !live->show)
        return;
    pthread_mutex_lock(&live->lock);
    if (live->ltc)
        rmx_ltc_hear(live->ltc, live->timecode);
    bool is_there = rmx_timecode_now(live->timecode, rmx_clock_ms(), &place);
    pthread_mutex_unlock(&live->lock);
    if (!is_there)
        return;
    tell(live, &place);
    double time_s = place.time_s - live->wish.from_s;
    rmx_show_chase(live->show, fmax(0, time_s), place.runs && time_s >= 0);
}

// --- Its life.

struct rmx_live_chase *rmx_live_chase_create(const struct rmx_chase_wish *wish,
                                             void (*take_words)(void *data, const char *text),
                                             void *say_data)
{
    if (wish->chase == RMX_CHASE_NOTHING)
        return NULL;
    struct rmx_live_chase *live = calloc(1, sizeof(*live));
    if (!live)
        abort();
    live->wish = *wish;
    live->say = take_words;
    live->say_data = say_data;
    live->timecode = rmx_timecode_create();
    pthread_mutex_init(&live->lock, NULL);
    return live;
}

void rmx_live_chase_begin(struct rmx_live_chase *live, struct rmx_show *show)
{
    char line[80];
    if (!live)
        return;
    live->show = show;
    if (live->wish.chase == RMX_CHASE_LTC)
        live->ltc = rmx_ltc_open(live->wish.kind, live->wish.device);
    rmx_show_chase(show, 0, false);
    snprintf(line, sizeof(line), "remontage: time waits for %s\n",
             live->wish.chase == RMX_CHASE_LTC ? "LTC" : "MTC");
    live->say(live->say_data, line);
}

void rmx_live_chase_destroy(struct rmx_live_chase *live)
{
    if (!live)
        return;
    rmx_ltc_close(live->ltc);
    rmx_timecode_destroy(live->timecode);
    pthread_mutex_destroy(&live->lock);
    free(live);
}
