// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/evening.h"

#include <stdio.h>
#include <string.h>

enum { MOST_SIDE = 1 << 20 };

static void put_strings(struct rmx_text *out, const char *const *items, int count)
{
    rmx_put_whole(out, (uint64_t)count);
    for (int i = 0; i < count; i++)
        rmx_put_string(out, items[i]);
}

static const char *get_string(struct rmx_cursor *cursor, struct rmx_arena *arena)
{
    return rmx_get_string(cursor, arena, NULL);
}

static const char *const *get_strings(struct rmx_cursor *cursor, struct rmx_arena *arena,
                                      int *count)
{
    *count = rmx_get_count(cursor, 1);
    const char **items = RMX_NEW(arena, const char *, *count);
    for (int i = 0; i < *count; i++)
        items[i] = get_string(cursor, arena);
    return items;
}

static void put_numbers(struct rmx_text *out, const double *numbers, int count)
{
    for (int i = 0; i < count; i++)
        rmx_put_f64(out, numbers[i]);
}

static void get_numbers(struct rmx_cursor *cursor, double *numbers, int count)
{
    for (int i = 0; i < count; i++)
        numbers[i] = rmx_get_f64(cursor);
}

static int get_side(struct rmx_cursor *cursor)
{
    uint64_t side = rmx_get_whole(cursor);
    cursor->is_broken |= side > MOST_SIDE;
    return cursor->is_broken ? 0 : (int)side;
}

void rmx_evening_write(struct rmx_text *out, const struct rmx_evening *evening)
{
    rmx_put_string(out, evening->version);
    put_numbers(out, evening->date, 6);
    rmx_put_string(out, evening->scene);
    rmx_put_string(out, evening->chain);
    put_numbers(out, evening->picture_date, 6);
    rmx_put_whole(out, (uint64_t)evening->date_rule);
    rmx_put_whole(out, evening->has_seed);
    rmx_put_whole(out, evening->seed);
    rmx_put_f64(out, evening->fps);
    rmx_put_whole(out, (uint64_t)evening->sound);
    rmx_put_string(out, evening->sound_name);
    rmx_put_whole(out, evening->follows_tempo);
    rmx_put_whole(out, (uint64_t)evening->tempo);
    put_strings(out, evening->allow, evening->allow_count);
    put_strings(out, evening->effects, evening->effect_count);
    rmx_put_whole(out, (uint64_t)evening->value_count);
    for (int i = 0; i < evening->value_count; i++) {
        rmx_put_string(out, evening->values[i].name);
        rmx_put_f64(out, evening->values[i].value);
    }
}

static void get_values(struct rmx_cursor *cursor, struct rmx_arena *arena,
                       struct rmx_evening *evening)
{
    evening->value_count = rmx_get_count(cursor, 9);
    struct rmx_evening_value *values =
        RMX_NEW(arena, struct rmx_evening_value, evening->value_count);
    for (int i = 0; i < evening->value_count; i++) {
        values[i].name = get_string(cursor, arena);
        values[i].value = rmx_get_f64(cursor);
    }
    evening->values = values;
}

bool rmx_evening_read(struct rmx_arena *arena, const char *payload, size_t length,
                      struct rmx_evening *evening)
{
    struct rmx_cursor cursor = rmx_cursor_of(payload, length);
    *evening = (struct rmx_evening){.version = get_string(&cursor, arena)};
    get_numbers(&cursor, evening->date, 6);
    evening->scene = get_string(&cursor, arena);
    evening->chain = get_string(&cursor, arena);
    get_numbers(&cursor, evening->picture_date, 6);
    evening->date_rule = (int)(rmx_get_whole(&cursor) & 3);
    evening->has_seed = rmx_get_whole(&cursor) != 0;
    evening->seed = (uint32_t)rmx_get_whole(&cursor);
    evening->fps = rmx_get_f64(&cursor);
    evening->sound = (int)(rmx_get_whole(&cursor) & 7);
    evening->sound_name = get_string(&cursor, arena);
    evening->follows_tempo = rmx_get_whole(&cursor) != 0;
    evening->tempo = (int)(rmx_get_whole(&cursor) & 15);
    evening->allow = get_strings(&cursor, arena, &evening->allow_count);
    evening->effects = get_strings(&cursor, arena, &evening->effect_count);
    get_values(&cursor, arena, evening);
    return !cursor.is_broken;
}

// --- A load.

static void put_lane(struct rmx_text *out, const struct rmx_evening_lane *lane)
{
    rmx_put_string(out, lane->name);
    put_strings(out, lane->signals, lane->signal_count);
    for (int i = 0; i < lane->signal_count; i++)
        rmx_put_string(out, lane->providers[i]);
    rmx_put_whole(out, lane->prepared != NULL);
    if (lane->prepared)
        put_numbers(out, lane->prepared, lane->signal_count);
}

static void get_lane(struct rmx_cursor *cursor, struct rmx_arena *arena,
                     struct rmx_evening_lane *lane)
{
    lane->name = get_string(cursor, arena);
    lane->signals = get_strings(cursor, arena, &lane->signal_count);
    const char **providers = RMX_NEW(arena, const char *, lane->signal_count);
    for (int i = 0; i < lane->signal_count; i++)
        providers[i] = get_string(cursor, arena);
    lane->providers = providers;
    if (!rmx_get_whole(cursor))
        return;
    double *prepared = RMX_NEW(arena, double, lane->signal_count);
    get_numbers(cursor, prepared, lane->signal_count);
    lane->prepared = prepared;
}

static bool is_same(const struct rmx_text_note *a, const struct rmx_text_note *b)
{
    return a->status == b->status && a->length == b->length &&
           memcmp(a->bytes, b->bytes, a->length) == 0;
}

void rmx_evening_texts_write(struct rmx_text *out, const struct rmx_texts *texts,
                             struct rmx_texts *written)
{
    struct rmx_text body = {0};
    uint64_t count = 0;
    int source_count = 0;
    const char *const *sources = texts ? rmx_texts_sources(texts, &source_count) : NULL;
    put_strings(out, sources, source_count);
    for (int i = 0; texts && i < rmx_texts_count(texts); i++) {
        const struct rmx_text_note *note = rmx_texts_at(texts, i);
        const struct rmx_text_note *before = rmx_texts_find(written, note->kind, note->path);
        if (before && is_same(before, note))
            continue;
        rmx_texts_put(written, note);
        rmx_text_add_n(&body, &note->kind, 1);
        rmx_put_string(&body, note->path);
        rmx_put_whole(&body, (uint64_t)note->status);
        rmx_put_bytes(&body, note->bytes, note->length);
        count++;
    }
    rmx_put_whole(out, count);
    rmx_text_add_n(out, rmx_text_string(&body), body.length);
    rmx_text_finish(&body);
}

static void get_texts(struct rmx_cursor *cursor, struct rmx_arena *arena, struct rmx_texts *texts)
{
    int count = rmx_get_count(cursor, 4);
    for (int i = 0; i < count && !cursor->is_broken; i++) {
        const unsigned char *kind = rmx_get(cursor, 1);
        struct rmx_text_note note = {.kind = kind ? (char)*kind : 0};
        note.path = get_string(cursor, arena);
        note.status = (int)(rmx_get_whole(cursor) & 0xFF);
        note.bytes = rmx_get_string(cursor, arena, &note.length);
        if (texts && !cursor->is_broken)
            rmx_texts_put(texts, &note);
    }
}

void rmx_evening_load_write(struct rmx_text *out, const struct rmx_evening_load *load)
{
    rmx_put_string(out, load->scene);
    rmx_put_string(out, load->chain);
    rmx_put_whole(out, (uint64_t)load->width);
    rmx_put_whole(out, (uint64_t)load->height);
    rmx_put_f64(out, load->fps);
    rmx_put_signed(out, load->prepared_frame);
    rmx_put_f64(out, load->prepared_fps);
    rmx_put_whole(out, load->goes_on);
    rmx_put_whole(out, (uint64_t)load->lane_count);
    for (int i = 0; i < load->lane_count; i++)
        put_lane(out, &load->lanes[i]);
}

bool rmx_evening_load_read(struct rmx_arena *arena, const char *payload, size_t length,
                           struct rmx_evening_load *load, struct rmx_texts *texts)
{
    struct rmx_cursor cursor = rmx_cursor_of(payload, length);
    *load = (struct rmx_evening_load){.scene = get_string(&cursor, arena)};
    load->chain = get_string(&cursor, arena);
    load->width = get_side(&cursor);
    load->height = get_side(&cursor);
    load->fps = rmx_get_f64(&cursor);
    load->prepared_frame = rmx_get_signed(&cursor);
    load->prepared_fps = rmx_get_f64(&cursor);
    load->goes_on = rmx_get_whole(&cursor) != 0;
    load->lane_count = rmx_get_count(&cursor, 3);
    struct rmx_evening_lane *lanes = RMX_NEW(arena, struct rmx_evening_lane, load->lane_count);
    for (int i = 0; i < load->lane_count && !cursor.is_broken; i++)
        get_lane(&cursor, arena, &lanes[i]);
    load->lanes = lanes;
    load->sources = get_strings(&cursor, arena, &load->source_count);
    get_texts(&cursor, arena, texts);
    return !cursor.is_broken && load->fps > 0 && load->fps < 1e6;
}

// --- Sources.

void rmx_evening_sources_write(struct rmx_text *out, const struct rmx_evening_source *sources,
                               int count)
{
    rmx_put_whole(out, (uint64_t)count);
    for (int i = 0; i < count; i++) {
        rmx_put_string(out, sources[i].path);
        rmx_put_string(out, sources[i].sha256);
    }
}

bool rmx_evening_sources_read(struct rmx_arena *arena, const char *payload, size_t length,
                              struct rmx_evening_source **sources, int *count)
{
    struct rmx_cursor cursor = rmx_cursor_of(payload, length);
    *count = rmx_get_count(&cursor, 2);
    *sources = RMX_NEW(arena, struct rmx_evening_source, *count);
    for (int i = 0; i < *count; i++) {
        (*sources)[i].path = get_string(&cursor, arena);
        snprintf((*sources)[i].sha256, RMX_SHA256_TEXT, "%s", get_string(&cursor, arena));
    }
    return !cursor.is_broken;
}
