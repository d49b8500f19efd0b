// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/ledger_parts.h"

#include "base/file.h"
#include "base/hash.h"
#include "media/drawing.h"
#include "media/encode.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *ending;
    enum rmx_ledger_format format;
} endings[] = {
    {".json", RMX_LEDGER_JSON}, {".csv", RMX_LEDGER_CSV}, {".png", RMX_LEDGER_PNG},
    {".svg", RMX_LEDGER_SVG},   {".exr", RMX_LEDGER_EXR},
};

enum rmx_ledger_format rmx_ledger_format_from_path(const char *path)
{
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (rmx_has_suffix(path, endings[i].ending))
            return endings[i].format;
    return RMX_LEDGER_UNKNOWN;
}

const char *rmx_ledger_endings(void)
{
    return "json, csv, png, svg, exr";
}

const char *rmx_ledger_kind(enum rmx_holder_kind kind)
{
    switch (kind) {
    case RMX_HOLDER_SOURCE: return "source";
    case RMX_HOLDER_GENERATOR: return "generator";
    case RMX_HOLDER_BACKGROUND: return "background";
    case RMX_HOLDER_EFFECTS: break;
    }
    return "effects";
}

// NULL where it cannot be read.
static const char *hash_of(struct rmx_arena *arena, const char *path)
{
    char text[RMX_SHA256_TEXT];
    bool is_file = rmx_file_check(path) == RMX_FILE_OK;
    return is_file && rmx_hash_file(path, text) ? rmx_arena_copy(arena, text) : NULL;
}

const struct rmx_ledger_content *rmx_ledger_contents(struct rmx_arena *arena,
                                                     const struct rmx_ledger *ledger)
{
    int count = ledger->holders->count;
    struct rmx_ledger_content *contents = RMX_NEW(arena, struct rmx_ledger_content, count);
    for (int i = 0; i < count; i++) {
        const struct rmx_source *source = ledger->holders->items[i].source;
        contents[i].same_as = -1;
        if (!source)
            continue;
        contents[i].file = source->path;
        contents[i].sha256 = source->path ? hash_of(arena, source->path) : NULL;
        for (int k = 0; k < i && contents[i].sha256 && contents[i].same_as < 0; k++)
            if (contents[k].sha256 && strcmp(contents[k].sha256, contents[i].sha256) == 0)
                contents[i].same_as = k;
    }
    return contents;
}

int rmx_ledger_choose_stills(const struct rmx_ledger *ledger, double aspect,
                             int samples[RMX_LEDGER_STILLS])
{
    const double wide = 900, high = 92;
    int wanted = (int)lround(wide / (high * aspect)), at = 0, count = 0;
    wanted = wanted < 1 ? 1 : wanted > RMX_LEDGER_STILLS ? RMX_LEDGER_STILLS : wanted;
    double from = ledger->samples[0].time_s;
    for (int i = 0; i < wanted; i++) {
        // The one that holds at the middle of its place.
        double middle = from + (i + 0.5) / wanted * ledger->seconds;
        while (at + 1 < ledger->sample_count && ledger->samples[at + 1].time_s <= middle)
            at++;
        if (count == 0 || samples[count - 1] != at)
            samples[count++] = at;
    }
    return count;
}

static bool write_text(const char *path, const struct rmx_text *text, char *why, size_t why_size)
{
    bool whole = rmx_file_write(path, rmx_text_string(text), text->length);
    if (!whole)
        snprintf(why, why_size, "cannot write %s: %s", path, strerror(errno));
    return whole;
}

// A drawing as PNG.
static bool write_pixels(const char *path, const struct rmx_text *svg, char *why, size_t why_size)
{
    struct rmx_image image;
    char words[160];
    if (!rmx_drawing_load(svg->data, svg->length, RMX_LEDGER_MAP_SCALE, &image, words,
                          sizeof(words))) {
        snprintf(why, why_size, "cannot draw %s: %s", path, words);
        return false;
    }
    const struct rmx_encode_params params = {.format = RMX_ENCODE_PNG,
                                             .width = image.width,
                                             .height = image.height,
                                             .pixels = image.pixels,
                                             .compress = 2};
    size_t length;
    unsigned char *bytes = rmx_encode_memory(&params, &length, words, sizeof(words));
    bool whole = bytes && rmx_file_write(path, bytes, length);
    if (!whole)
        snprintf(why, why_size, "cannot write %s: %s", path, bytes ? strerror(errno) : words);
    rmx_encode_free(bytes);
    rmx_image_finish(&image);
    return whole;
}

bool rmx_ledger_write(const char *path, const struct rmx_ledger_report *report, char *why,
                      size_t why_size)
{
    enum rmx_ledger_format format = rmx_ledger_format_from_path(path);
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_text text = {0};
    assert(format != RMX_LEDGER_UNKNOWN && format != RMX_LEDGER_EXR);
    if (format == RMX_LEDGER_JSON)
        rmx_ledger_json(&text, report);
    else if (format == RMX_LEDGER_CSV)
        rmx_ledger_csv(&text, report);
    else if (format == RMX_LEDGER_SVG)
        rmx_ledger_plot(arena, &text, report);
    else
        rmx_ledger_map(arena, &text, report);
    bool whole = format == RMX_LEDGER_PNG ? write_pixels(path, &text, why, why_size)
                                          : write_text(path, &text, why, why_size);
    rmx_text_finish(&text);
    rmx_arena_destroy(arena);
    return whole;
}
