// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweep_file.h"

#include "app/sweep_kinds.h"
#include "base/clock.h"
#include "base/file.h"
#include "render/store.h"
#include "runtime/loop_bounds.h"
#include "runtime/player.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// What the effects draw on, and what a second picture is.
#define PICTURES                                                                                   \
    "size: 240x136\nbackground: none\nsources:\n"                                                  \
    "  picture: asset:nagasaki-boats.jpg\n  second: asset:rocket-at-dusk.jpg\n"

enum { PIXEL = 4, MOST_FRAME_MS = 10000 };

struct rmx_sweeper {
    struct rmx_sweeper_params params;
    struct rmx_context *context;
    struct rmx_store *store;         // decodes the pictures once ...
    struct rmx_generation *original; // ... since this one keeps them: the test picture as it is
    unsigned char plain[RMX_SWEEP_BYTES];
};

// A path as YAML text: in single quotes, its own doubled.
static void add_path(struct rmx_text *out, const char *path)
{
    rmx_text_add(out, "'");
    for (const char *c = path; *c; c++)
        rmx_text_printf(out, *c == '\'' ? "''" : "%c", *c);
    rmx_text_add(out, "'");
}

// Pictures beyond the first are the second one.
static void add_step(struct rmx_text *out, const char *path, const struct rmx_effect *effect,
                     bool ignores_alpha)
{
    bool first = true;
    add_path(out, path);
    rmx_text_add(out, ": {");
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        if (input->type != RMX_INPUT_IMAGE || i == effect->main_image || input->image_default)
            continue;
        rmx_text_printf(out, "%s%s: second", first ? "" : ", ", rmx_effect_key(effect, i));
        first = false;
    }
    // At its middle many a transition is black.
    if (effect->role == RMX_ROLE_TRANSITION)
        rmx_text_add(out, ", progress: 0.2 + 0.2 * time");
    rmx_text_add(out, ignores_alpha ? "}, alpha: ignore" : "}");
}

static bool write_scene(const struct rmx_sweeper *sweep, const char *path,
                        const struct rmx_effect *effect, bool ignores_alpha)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, PICTURES "layers:\n");
    if (!effect) {
        rmx_text_add(&text, "  - picture: picture\n");
    } else if (effect->role == RMX_ROLE_GENERATOR) {
        rmx_text_add(&text, "  - generate: {");
        add_step(&text, path, effect, ignores_alpha);
        rmx_text_add(&text, "}\n");
    } else {
        rmx_text_add(&text, "  - picture: picture\n    chain: {");
        add_step(&text, path, effect, ignores_alpha);
        rmx_text_add(&text, "}\n");
    }
    bool written = rmx_file_write(sweep->params.scene, text.data, text.length);
    rmx_text_finish(&text);
    return written;
}

static struct rmx_generation *load(const struct rmx_sweeper *sweep)
{
    const struct rmx_settings settings = {.scene = sweep->params.scene,
                                          .allow = sweep->params.allow->items,
                                          .allow_count = sweep->params.allow->count,
                                          .depth = 8,
                                          .most_frame_ms = MOST_FRAME_MS};
    return rmx_generation_create(&(struct rmx_load_params){.settings = &settings,
                                                           .until = RMX_LOAD_RENDERER,
                                                           .context = sweep->context,
                                                           .store = sweep->store});
}

static void __attribute__((format(printf, 2, 3))) say(struct rmx_swept *it, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(it->why, sizeof(it->why), format, arguments);
    va_end(arguments);
}

static void set_kind(struct rmx_swept *it, const char *kind)
{
    snprintf(it->kind, sizeof(it->kind), "%s", kind);
}

static void answer_undrawn(struct rmx_swept *it, const struct rmx_generation *generation)
{
    struct rmx_errors errors = {.arena = rmx_arena_create()};
    bool is_slow = rmx_loop_bounds_over(generation, &errors);
    it->verdict = RMX_SWEPT_FAILED;
    say(it, "%s", is_slow ? errors.items[0].message : "could not be drawn");
    it->line = is_slow ? errors.items[0].span.line : 0;
    it->column = is_slow ? errors.items[0].span.column : 0;
    set_kind(it, is_slow ? "time" : "draw");
    rmx_arena_destroy(errors.arena);
}

// By more than rounding.
static bool differs(const unsigned char *a, const unsigned char *b)
{
    for (int i = 0; i < RMX_SWEEP_BYTES; i++)
        if (abs(a[i] - b[i]) > 2)
            return true;
    return false;
}

static bool is_blank(const unsigned char *pixels)
{
    for (int i = 0; i < RMX_SWEEP_BYTES; i += PIXEL)
        if (pixels[i + 3] && (pixels[i] > 2 || pixels[i + 1] > 2 || pixels[i + 2] > 2))
            return false;
    return true;
}

// A few frames: what moves may begin in the dark.
static void draw(struct rmx_sweeper *sweep, struct rmx_swept *it, unsigned char *pixels,
                 struct rmx_generation *generation)
{
    static const long long frames[] = {0, 1, 15, 30};
    struct rmx_player *player = rmx_player_create(generation);
    it->verdict = RMX_SWEPT_BLANK;
    for (size_t i = 0; i < sizeof(frames) / sizeof(*frames); i++) {
        if (!rmx_player_read(player, frames[i], pixels)) {
            answer_undrawn(it, generation);
            break;
        }
        if (is_blank(pixels))
            continue;
        if (differs(pixels, sweep->plain))
            it->verdict = RMX_SWEPT_DRAWN;
        else if (it->verdict == RMX_SWEPT_BLANK)
            it->verdict = RMX_SWEPT_UNCHANGED;
    }
    rmx_player_destroy(player);
}

// The first error; of an effect that was drawn all the same, a loop without an end.
static void answer(struct rmx_swept *it, const struct rmx_errors *errors, bool drawn)
{
    if (!drawn) {
        it->verdict = RMX_SWEPT_FAILED;
        say(it, "could not be loaded");
        set_kind(it, "load");
    }
    for (int i = 0; i < errors->count; i++) {
        const struct rmx_error *error = &errors->items[i];
        if (drawn ? strcmp(error->id, "isf-endless") != 0 : error->severity != RMX_ERROR)
            continue;
        if (!drawn && strcmp(error->id, "not-yet") == 0)
            it->verdict = RMX_SWEPT_LATER;
        say(it, "%s", error->message);
        it->line = error->span.line;
        it->column = error->span.column;
        if (!drawn)
            set_kind(it, rmx_sweep_kind(error));
        return;
    }
}

// Why the effect is no part of its reader's pass.
static const char *why_apart(const struct rmx_effect *effect)
{
    if (effect->own_pass_reason)
        return effect->own_pass_reason;
    for (int i = 0; i < effect->input_count; i++)
        if (effect->taps[i].in_loop || effect->taps[i].irregular || effect->taps[i].count > 4)
            return "fuses, but stores what it reads";
    return "fuses";
}

// Colours that no alpha shows: several in every collection, whose hosts had none.
static void look_behind_alpha(struct rmx_sweeper *sweep, const char *path,
                              const struct rmx_effect *effect, struct rmx_swept *it,
                              unsigned char *pixels)
{
    if (!write_scene(sweep, path, effect, true))
        return;
    struct rmx_swept behind = {0};
    struct rmx_generation *generation = load(sweep);
    if (generation->status == RMX_LOADED)
        draw(sweep, &behind, pixels, generation);
    rmx_generation_destroy(generation);
    if (behind.verdict != RMX_SWEPT_DRAWN)
        return;
    say(it, "transparent; `alpha: ignore` shows it");
    set_kind(it, "transparent");
}

static void sweep_effect(struct rmx_sweeper *sweep, const char *path,
                         const struct rmx_effect *effect, struct rmx_swept *it,
                         unsigned char *pixels)
{
    int gl_errors = rmx_context_errors(sweep->context);
    if (!write_scene(sweep, path, effect, false)) {
        it->verdict = RMX_SWEPT_FAILED;
        say(it, "no room for a scene");
        set_kind(it, "scene");
        return;
    }
    struct rmx_generation *generation = load(sweep);
    bool loaded = generation->status == RMX_LOADED;
    if (loaded) {
        it->passes = generation->plan->pass_count;
        say(it, "%s", why_apart(effect));
        draw(sweep, it, pixels, generation);
    }
    if (it->verdict != RMX_SWEPT_FAILED)
        answer(it, &generation->errors, loaded);
    rmx_generation_destroy(generation);
    it->gl_errors = rmx_context_errors(sweep->context) - gl_errors;
    if (loaded && it->verdict == RMX_SWEPT_BLANK)
        look_behind_alpha(sweep, path, effect, it, pixels);
    if (it->gl_errors) {
        it->verdict = RMX_SWEPT_FAILED;
        set_kind(it, "gl");
    } else if (it->verdict == RMX_SWEPT_BLANK && !*it->kind) {
        set_kind(it, "blank");
    }
}

// The test picture as it is, to compare with.
static bool draw_plain(struct rmx_sweeper *sweep)
{
    if (!write_scene(sweep, NULL, NULL, false))
        return false;
    sweep->original = load(sweep);
    rmx_print_errors(sweep->params.options, &sweep->original->errors);
    if (sweep->original->status != RMX_LOADED)
        return false;
    struct rmx_player *player = rmx_player_create(sweep->original);
    bool drawn = rmx_player_read(player, 0, sweep->plain);
    rmx_player_destroy(player);
    return drawn;
}

struct rmx_sweeper *rmx_sweeper_create(const struct rmx_sweeper_params *params, int *code)
{
    char why[256];
    struct rmx_sweeper *sweep = calloc(1, sizeof(*sweep));
    *code = RMX_EXIT_FAILED;
    if (!sweep)
        return NULL;
    sweep->params = *params;
    sweep->context = rmx_context_create(why, (int)sizeof(why));
    if (!sweep->context) {
        rmx_complain("%s", why);
        *code = RMX_EXIT_NO_GL;
    } else {
        sweep->store = rmx_store_create();
        if (draw_plain(sweep))
            return sweep;
    }
    rmx_sweeper_destroy(sweep);
    return NULL;
}

void rmx_sweeper_destroy(struct rmx_sweeper *sweep)
{
    if (!sweep)
        return;
    rmx_generation_destroy(sweep->original);
    rmx_store_destroy(sweep->store);
    rmx_context_destroy(sweep->context);
    unlink(sweep->params.scene);
    free(sweep);
}

int rmx_sweeper_objects(const struct rmx_sweeper *sweep)
{
    return rmx_context_objects(sweep->context);
}

// The catalog is made anew for each: what one file needs goes with it.
void rmx_sweeper_file(struct rmx_sweeper *sweep, const char *path, struct rmx_swept *it,
                      unsigned char *pixels)
{
    double from_ms = rmx_clock_ms();
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_effect *effect = rmx_catalog_load(catalog, path, &errors);
    *it = (struct rmx_swept){.verdict = RMX_SWEPT_BLANK};
    memset(pixels, 0, RMX_SWEEP_BYTES);
    if (effect)
        sweep_effect(sweep, path, effect, it, pixels);
    else
        answer(it, &errors, false);
    it->ms = rmx_clock_ms() - from_ms;
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
}
