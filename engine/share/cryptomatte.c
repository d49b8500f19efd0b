// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/cryptomatte.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/light.h"
#include "share/exr.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LAYERS = RMX_MATTE_RANKS / 2, MOST_CHANNELS = LAYERS * 4 + 4, TEXTS = 4 };
_Static_assert(RMX_MATTE_RANKS % 2 == 0, "a layer holds two ranks");

static uint32_t rotate(uint32_t word, int by)
{
    return word << by | word >> (32 - by);
}

static uint32_t scramble(uint32_t word)
{
    return rotate(word * 0xcc9e2d51u, 15) * 0x1b873593u;
}

// Words are little-endian on every machine.
static uint32_t word_at(const unsigned char *bytes, size_t count)
{
    uint32_t word = 0;
    for (size_t i = 0; i < count; i++)
        word |= (uint32_t)bytes[i] << (8 * i);
    return word;
}

uint32_t rmx_cryptomatte_hash(const char *name)
{
    size_t length = strlen(name), rest = length % 4;
    const unsigned char *bytes = (const unsigned char *)name;
    uint32_t hash = 0;
    for (size_t at = 0; at + 4 <= length; at += 4)
        hash = rotate(hash ^ scramble(word_at(bytes + at, 4)), 13) * 5 + 0xe6546b64u;
    if (rest)
        hash ^= scramble(word_at(bytes + length - rest, rest));
    hash ^= (uint32_t)length;
    hash = (hash ^ hash >> 16) * 0x85ebca6bu;
    hash = (hash ^ hash >> 13) * 0xc2b2ae35u;
    return hash ^ hash >> 16;
}

static uint32_t id_bits(const char *name)
{
    uint32_t hash = rmx_cryptomatte_hash(name), exponent = hash >> 23 & 255;
    exponent = exponent < 1 ? 1 : exponent > 254 ? 254 : exponent;
    return (hash & 0x807fffffu) | exponent << 23;
}

float rmx_cryptomatte_id(const char *name)
{
    uint32_t bits = id_bits(name);
    float id;
    memcpy(&id, &bits, sizeof id);
    return id;
}

struct writer {
    const struct rmx_matte *matte;
    const struct rmx_picture *picture; // NULL: none
    const float *ids;                  // by holder
    int channel_count;
};

static float stored(const struct rmx_picture *picture, size_t at)
{
    switch (picture->format) {
    case RMX_PIXELS_RGBA8: return ((const uint8_t *)picture->pixels)[at] / 255.0f;
    case RMX_PIXELS_RGBA16: return ((const uint16_t *)picture->pixels)[at] / 65535.0f;
    case RMX_PIXELS_RGBA32F: return ((const float *)picture->pixels)[at];
    }
    return 0;
}

static void fill_colour(const struct rmx_picture *picture, size_t pixel, float *out)
{
    float alpha = picture->alpha ? stored(picture, pixel * 4 + 3) : 1;
    for (size_t c = 0; c < 3; c++)
        out[c] = (float)rmx_light_of((double)stored(picture, pixel * 4 + c)) * alpha;
    if (picture->alpha)
        out[3] = alpha;
}

// The part of no holder is the id 0 (specification, "Hash").
static void fill_ranks(const struct writer *writer, size_t pixel, float *out)
{
    for (size_t rank = 0; rank < RMX_MATTE_RANKS; rank++) {
        size_t at = pixel * RMX_MATTE_RANKS + rank;
        int holder = writer->matte->holders[at];
        float coverage = writer->matte->coverage[at];
        bool held = holder >= 0 && coverage > 0; // NaN compares false
        out[2 * rank] = held ? writer->ids[holder] : 0;
        out[2 * rank + 1] = held ? fminf(coverage, 1) : 0;
    }
}

static void fill_row(void *data, int y, float *row)
{
    const struct writer *writer = data;
    size_t width = (size_t)writer->matte->width;
    size_t first = (size_t)(writer->matte->height - 1 - y) * width;
    for (size_t x = 0; x < width; x++, row += writer->channel_count) {
        fill_ranks(writer, first + x, row);
        if (writer->picture)
            fill_colour(writer->picture, first + x, row + LAYERS * 4);
    }
}

static int name_channels(struct rmx_arena *arena, const struct rmx_picture *picture,
                         const char **names)
{
    static const char letters[] = "RGBA";
    int count = 0;
    for (int i = 0; i < LAYERS * 4; i++)
        names[count++] =
            rmx_arena_printf(arena, RMX_CRYPTOMATTE_NAME "%02d.%c", i / 4, letters[i % 4]);
    for (int c = 0; picture && c < (picture->alpha ? 4 : 3); c++)
        names[count++] = rmx_arena_printf(arena, "%c", letters[c]);
    return count;
}

static bool is_named_before(const struct rmx_holders *holders, int index)
{
    for (int i = 0; i < index; i++)
        if (strcmp(holders->items[i].name, holders->items[index].name) == 0)
            return true;
    return false;
}

// {"plant": "13851a76", ...}: the bits that stand in the pixels. A name stands once.
static const char *manifest(struct rmx_arena *arena, const struct rmx_holders *holders)
{
    struct rmx_text text = {0};
    struct rmx_json json = {.out = &text};
    rmx_json_open(&json, NULL, '{');
    json.is_flat = true;
    for (int i = 0; i < holders->count; i++) {
        char digits[9];
        snprintf(digits, sizeof digits, "%08x", id_bits(holders->items[i].name));
        if (!is_named_before(holders, i))
            rmx_json_text(&json, holders->items[i].name, digits);
    }
    rmx_json_close(&json, '}');
    const char *copy = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return copy;
}

// The key is the first seven digits of the hash of the mattes' name.
static void add_metadata(struct rmx_arena *arena, const struct rmx_holders *holders,
                         struct rmx_exr_text *texts)
{
    static const char *const names[TEXTS] = {"name", "hash", "conversion", "manifest"};
    const char *values[TEXTS] = {RMX_CRYPTOMATTE_NAME, "MurmurHash3_32", "uint32_to_float32",
                                 manifest(arena, holders)};
    uint32_t key = rmx_cryptomatte_hash(RMX_CRYPTOMATTE_NAME) >> 4;
    for (int i = 0; i < TEXTS; i++) {
        texts[i].name = rmx_arena_printf(arena, "cryptomatte/%07x/%s", key, names[i]);
        texts[i].value = values[i];
    }
}

bool rmx_cryptomatte_write(const char *path, const struct rmx_holders *holders,
                           const struct rmx_matte *matte, const struct rmx_picture *picture,
                           char *why, size_t why_size)
{
    assert(!picture || (picture->width == matte->width && picture->height == matte->height));
    struct rmx_arena *arena = rmx_arena_create();
    float *ids = RMX_NEW(arena, float, holders->count);
    for (int i = 0; i < holders->count; i++)
        ids[i] = rmx_cryptomatte_id(holders->items[i].name);
    const char *channels[MOST_CHANNELS];
    struct rmx_exr_text texts[TEXTS];
    struct writer writer = {matte, picture, ids, name_channels(arena, picture, channels)};
    add_metadata(arena, holders, texts);
    bool whole = rmx_exr_write(path,
                               &(struct rmx_exr_params){.width = matte->width,
                                                        .height = matte->height,
                                                        .channels = channels,
                                                        .channel_count = writer.channel_count,
                                                        .texts = texts,
                                                        .text_count = TEXTS,
                                                        .fill_row = fill_row,
                                                        .data = &writer},
                               why, why_size);
    rmx_arena_destroy(arena);
    return whole;
}
