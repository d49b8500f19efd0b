// SPDX-License-Identifier: GPL-3.0-or-later
// remontage record: what is in a recording, a line for each thing that happened.
#include "app/command.h"
#include "base/json.h"
#include "record/reader.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct printing {
    const struct rmx_options *options;
    struct rmx_record_reader *reader;
    struct rmx_arena *arena; // of the load
    struct rmx_evening_load load;
    double *numbers; // the last ones, of all lanes of the load; NULL: none yet
    unsigned flags;  // of the tick before
    int width, height;
};

// One thing that happened. `text` and `number` are what it is or became; NaN: none.
static void print_event(const struct printing *it, double time_s, const char *what,
                        const char *name, double number)
{
    if (it->options->json) {
        struct rmx_text line = {0};
        struct rmx_json json = {.out = &line, .is_flat = true};
        rmx_json_open(&json, NULL, '{');
        rmx_json_number(&json, "time", time_s);
        rmx_json_text(&json, "what", what);
        if (*name)
            rmx_json_text(&json, "name", name);
        if (!isnan(number))
            rmx_json_number(&json, "value", number);
        rmx_json_close(&json, '}');
        rmx_text_add(&line, "\n");
        rmx_print_json(stdout, rmx_text_string(&line));
        rmx_text_finish(&line);
        return;
    }
    int minutes = (int)(time_s / 60);
    char value[40] = "";
    if (!isnan(number))
        snprintf(value, sizeof(value), " = %.9g", number);
    rmx_print_line(stdout, "%d:%02d:%06.3f  %s%s%s%s", minutes / 60, minutes % 60,
                   time_s - 60 * minutes, what, *name ? " " : "", name, value);
}

static void print_texts(const struct printing *it, double time_s, const struct rmx_texts *texts)
{
    for (int i = 0; i < rmx_texts_count(texts); i++) {
        const struct rmx_text_note *note = rmx_texts_at(texts, i);
        if (note->kind == RMX_TEXT_READ && note->status == RMX_FILE_OK)
            print_event(it, time_s, "  text", note->path, (double)note->length);
    }
}

static void print_sources(const struct printing *it, double time_s)
{
    int count;
    const struct rmx_evening_source *known = rmx_record_sources(it->reader, &count);
    for (int i = 0; i < it->load.source_count; i++) {
        const char *hash = "";
        for (int k = 0; k < count; k++)
            if (strcmp(known[k].path, it->load.sources[i]) == 0)
                hash = known[k].sha256;
        print_event(it, time_s, "  source",
                    rmx_arena_printf(it->arena, "%s%s%s", it->load.sources[i],
                                     *hash ? ", SHA-256 " : "", hash),
                    NAN);
    }
}

static int numbers_of(const struct rmx_evening_load *load)
{
    int count = 0;
    for (int l = 0; l < load->lane_count; l++)
        count += load->lanes[l].signal_count;
    return count;
}

static bool take_load(struct printing *it, int load, double time_s)
{
    struct rmx_texts *texts = rmx_texts_create();
    rmx_arena_clear(it->arena);
    bool is_read = rmx_record_load(it->reader, it->arena, load, &it->load, texts);
    it->numbers = NULL;
    if (is_read) {
        it->numbers = RMX_NEW(it->arena, double, numbers_of(&it->load));
        for (int i = 0; i < numbers_of(&it->load); i++)
            it->numbers[i] = NAN;
        print_event(it, time_s, "load",
                    rmx_arena_printf(it->arena, "%s, %d x %d, %.6g frames a second", it->load.scene,
                                     it->load.width, it->load.height, it->load.fps),
                    NAN);
        print_texts(it, time_s, texts);
        print_sources(it, time_s);
    }
    rmx_texts_release(texts);
    return is_read;
}

// What moves by itself is told where all is to be said; a beat does, a tempo is set.
static bool is_told(const struct printing *it, const char *signal, const char *provider)
{
    static const char *const by_itself[] = {"clock", "scene", "pointer", "sound", "ledger"};
    for (size_t i = 0; i < sizeof(by_itself) / sizeof(*by_itself); i++)
        if (strcmp(provider, by_itself[i]) == 0)
            return it->options->verbose > 0;
    return it->options->verbose > 0 || strcmp(provider, "tempo") != 0 || strcmp(signal, "bpm") == 0;
}

static void print_row(struct printing *it, double time_s, const struct rmx_evening_lane *lane,
                      const double *row, double *before)
{
    for (int s = 0; s < lane->signal_count; s++) {
        bool differs = memcmp(&row[s], &before[s], sizeof(double)) != 0;
        before[s] = row[s];
        if (!differs || isnan(row[s]) || !*lane->signals[s] ||
            !is_told(it, lane->signals[s], lane->providers[s]))
            continue;
        const char *name = *lane->name
                               ? rmx_arena_printf(it->arena, "%s: %s", lane->name, lane->signals[s])
                               : lane->signals[s];
        print_event(it, time_s, "set", name, row[s]);
    }
}

static void print_rows(struct printing *it, const struct rmx_ticks *ticks, int tick, size_t *taken)
{
    double *before = it->numbers, time_s = (double)ticks->items[tick].time_us / 1e6;
    for (int l = 0; l < ticks->lane_count; l++) {
        const struct rmx_lane *lane = &ticks->lanes[l];
        bool fits = l < it->load.lane_count && it->load.lanes[l].signal_count == lane->width;
        for (int r = 0; r < lane->rows[tick]; r++, taken[l]++)
            if (fits && r == lane->rows[tick] - 1)
                print_row(it, time_s, &it->load.lanes[l],
                          lane->numbers + taken[l] * (size_t)lane->width, before);
        before += fits ? lane->width : 0;
    }
}

static void print_flags(struct printing *it, double time_s, unsigned flags)
{
    static const struct {
        unsigned flag;
        const char *name;
    } rows[] = {
        {RMX_TICK_BLACK, "blackout"}, {RMX_TICK_FROZEN, "freeze"}, {RMX_TICK_HELD, "pause"}};
    if (flags & RMX_TICK_RESTART)
        print_event(it, time_s, "restart", "", NAN);
    if (flags & RMX_TICK_RESET)
        print_event(it, time_s, "the GPU was reset", "", NAN);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if ((flags ^ it->flags) & rows[i].flag)
            print_event(it, time_s, rows[i].name, "", flags & rows[i].flag ? 1 : 0);
    it->flags = flags;
}

static bool print_block(struct printing *it, struct rmx_arena *arena, int block)
{
    struct rmx_ticks ticks;
    if (!rmx_record_ticks(it->reader, arena, block, &ticks))
        return false;
    int load = (int)rmx_record_block(it->reader, block)->generation;
    size_t *taken = RMX_NEW(arena, size_t, ticks.lane_count);
    for (int i = 0; i < ticks.count; i++) {
        double time_s = (double)ticks.items[i].time_us / 1e6;
        if (i == 0 && (ticks.width != it->width || ticks.height != it->height))
            print_event(it, time_s, "window",
                        rmx_arena_printf(arena, "%d x %d", ticks.width, ticks.height), NAN);
        if (ticks.items[i].flags & RMX_TICK_SWAP && !take_load(it, load, time_s))
            return false;
        if (!it->numbers)
            continue; // black, until the first load is there
        print_flags(it, time_s, ticks.items[i].flags);
        print_rows(it, &ticks, i, taken);
    }
    it->width = ticks.width;
    it->height = ticks.height;
    return true;
}

static void print_head(const struct printing *it)
{
    const struct rmx_evening *e = rmx_record_evening(it->reader);
    const double *date = e->date;
    if (it->options->json)
        return;
    rmx_print_line(stdout, "%s, %04.0f-%02.0f-%02.0f %02.0f:%02.0f:%02.0f, by remontage %s",
                   e->scene, date[0], date[1], date[2], date[3], date[4], date[5], e->version);
    if (*e->chain)
        rmx_print_line(stdout, "--chain %s", e->chain);
    if (e->has_seed)
        rmx_print(stdout, "--seed %u\n", e->seed);
    for (int i = 0; i < e->value_count; i++)
        rmx_print_line(stdout, "--set %s=%.9g", e->values[i].name, e->values[i].value);
    for (int i = 0; i < e->effect_count; i++)
        rmx_print_line(stdout, "--effects %s", e->effects[i]);
    for (int i = 0; i < e->allow_count; i++)
        rmx_print_line(stdout, "--allow %s", e->allow[i]);
}

static void print_summary(const struct printing *it)
{
    struct rmx_record_counts counts = rmx_record_counts(it->reader);
    if (it->options->json) {
        print_event(it, counts.seconds,
                    counts.has_end      ? "end"
                    : counts.is_damaged ? "damaged"
                                        : "cut off",
                    "", (double)counts.ticks);
        return;
    }
    rmx_print(stdout, "%.3f s, %lld frames, %d load%s, %lld bytes", counts.seconds,
              (long long)counts.ticks, counts.loads, counts.loads == 1 ? "" : "s", counts.bytes);
    if (counts.is_damaged)
        rmx_print(stdout, "; damaged from there on: %lld bytes are left out", counts.cut_bytes);
    else if (!counts.has_end && counts.cut_bytes)
        rmx_print(stdout, "; cut off: %lld bytes at its end are not whole", counts.cut_bytes);
    else if (!counts.has_end)
        rmx_print(stdout, "; it was not ended");
    rmx_print(stdout, "\n");
}

static bool print_all(struct printing *it)
{
    struct rmx_arena *arena = rmx_arena_create();
    bool is_whole = true;
    print_head(it);
    for (int b = 0; is_whole && b < rmx_record_counts(it->reader).blocks; b++) {
        rmx_arena_clear(arena);
        is_whole = print_block(it, arena, b);
        if (!is_whole)
            rmx_complain("the recording is damaged from second %.1f on",
                         (double)rmx_record_block(it->reader, b)->time_us / 1e6);
    }
    print_summary(it);
    rmx_arena_destroy(arena);
    return is_whole;
}

int rmx_command_record(const struct rmx_options *options)
{
    char why[512];
    struct printing it = {.options = options};
    it.reader = rmx_record_open(options->arguments.items[0], why, sizeof(why));
    if (!it.reader) {
        rmx_complain("%s", why);
        return RMX_EXIT_INPUT;
    }
    it.arena = rmx_arena_create();
    bool is_whole = print_all(&it);
    rmx_arena_destroy(it.arena);
    rmx_record_close(it.reader);
    return is_whole ? RMX_EXIT_OK : RMX_EXIT_INPUT;
}
