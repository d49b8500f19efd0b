// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_still.h"

#include "app/open.h"
#include "app/provenance.h"
#include "base/file.h"
#include "render/store.h"
#include "runtime/player.h"
#include "write/still.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void say(const struct rmx_live *live, const struct rmx_text *text)
{
    live->say(live->say_data, rmx_text_string(text));
}

// A name that no file has.
static const char *free_name(struct rmx_arena *arena, const char *scene, long long frame)
{
    const char *stem = rmx_path_stem(arena, scene);
    const char *path = rmx_arena_printf(arena, "%s-%lld.png", stem, frame);
    for (int i = 2; access(path, F_OK) == 0; i++)
        path = rmx_arena_printf(arena, "%s-%lld-%d.png", stem, frame, i);
    return path;
}

// The shortest text that reads as the same number.
static const char *number(struct rmx_arena *arena, double value)
{
    const char *text = "";
    for (int digits = 6; digits <= 17; digits++) {
        text = rmx_arena_printf(arena, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    return text;
}

// As a shell wants it.
static void add_quoted(struct rmx_text *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-./=:,+@%";
    rmx_text_add(out, " ");
    if (*word && strspn(word, plain) == strlen(word)) {
        rmx_text_add(out, word);
        return;
    }
    rmx_text_add(out, "'");
    for (; *word; word++) {
        if (*word == '\'')
            rmx_text_add(out, "'\\''");
        else
            rmx_text_add_n(out, word, 1);
    }
    rmx_text_add(out, "'");
}

static void add_option(struct rmx_text *out, const char *name, const char *value)
{
    rmx_text_printf(out, " --%s", name);
    add_quoted(out, value);
}

static bool reads_date(const struct rmx_plan *plan)
{
    for (int i = 0; i < plan->pass_count; i++)
        for (int k = 0; k < plan->passes[i].slot_count; k++)
            if (plan->passes[i].slots[k].kind == RMX_SLOT_DATE)
                return true;
    return false;
}

// Those that hold for the drawing as values, as --set says them.
static void add_settings(struct rmx_text *out, struct rmx_arena *arena,
                         const struct rmx_generation *generation)
{
    const struct rmx_settings *settings = &generation->settings;
    const double *date = settings->date;
    for (int i = 0; i < settings->value_count; i++)
        add_option(out, "set",
                   rmx_arena_printf(arena, "%s=%s", settings->values[i].name,
                                    number(arena, settings->values[i].value)));
    if (reads_date(generation->plan) && generation->plan->params.date)
        add_option(out, "set",
                   rmx_arena_printf(arena, "date=%04.0f-%02.0f-%02.0f %02.0f:%02.0f:%02.0f",
                                    date[0], date[1], date[2], date[3], date[4], date[5]));
}

static void add_command(struct rmx_text *out, struct rmx_arena *arena, const struct rmx_live *live,
                        const struct rmx_still_request *request,
                        const struct rmx_generation *generation)
{
    const struct rmx_options *options = live->options;
    rmx_text_add(out, "  remontage render");
    add_quoted(out, live->settings.scene);
    rmx_text_printf(out, " --frame %lld --fps %s", request->frame, number(arena, request->fps));
    if (options->chain)
        add_option(out, "chain", options->chain);
    if (options->seed.given)
        add_option(out, "seed", number(arena, options->seed.value));
    for (int i = 0; i < options->allow.count; i++)
        add_option(out, "allow", options->allow.items[i]);
    for (int i = 0; i < options->effects.count; i++)
        add_option(out, "effects", options->effects.items[i]);
    add_settings(out, arena, generation);
    rmx_text_add(out, "\n");
}

static bool write_still(const struct rmx_live *live, const char *path,
                        const struct rmx_picture *picture, const char *xmp)
{
    const struct rmx_still_params params = {.compress = 1, .xmp = xmp};
    char why[256];
    if (rmx_still_write(path, picture, &params, why, sizeof(why)))
        return true;
    struct rmx_text text = {0};
    rmx_text_printf(&text, "remontage: %s\n", why);
    say(live, &text);
    rmx_text_finish(&text);
    return false;
}

// Of the scene on disk, which the frame is most probably of; NULL where it is not whole.
static const char *credits_on_disk(struct rmx_arena *arena, const struct rmx_live *live)
{
    struct rmx_generation *generation = rmx_generation_create(
        &(struct rmx_load_params){.settings = &live->settings, .until = RMX_LOAD_SCENE});
    const char *xmp = generation->status == RMX_LOADED
                          ? rmx_credits_xmp(arena, generation->scene, RMX_STILL_PNG)
                          : NULL;
    rmx_generation_destroy(generation);
    return xmp;
}

static void take_as_shown(struct rmx_arena *arena, const struct rmx_live *live,
                          const struct rmx_still_request *request, const char *path,
                          const char *reason)
{
    const struct rmx_picture picture = {
        .width = request->width,
        .height = request->height,
        .format = RMX_PIXELS_RGBA8,
        .pixels = request->pixels,
        .alpha = request->has_alpha,
    };
    struct rmx_text text = {0};
    if (write_still(live, path, &picture, credits_on_disk(arena, live))) {
        rmx_text_printf(&text, "wrote %s as shown, %d x %d: no render gives it again, since %s\n",
                        path, request->width, request->height, reason);
        say(live, &text);
    }
    rmx_text_finish(&text);
}

static bool draw(struct rmx_arena *arena, const struct rmx_live *live,
                 struct rmx_generation *generation, long long frame, const char *path)
{
    struct rmx_player *player = rmx_player_create(generation);
    void *pixels = rmx_arena_alloc(arena, rmx_player_bytes(player));
    bool drawn = rmx_player_read(player, frame, pixels);
    if (drawn) {
        const struct rmx_picture picture = rmx_player_picture(player, pixels);
        drawn = write_still(live, path, &picture,
                            rmx_credits_xmp(arena, generation->scene, RMX_STILL_PNG));
    }
    rmx_player_destroy(player);
    return drawn;
}

// As render does: the scene's own size, its own depth, a fresh load of the file.
static bool take_as_rendered(struct rmx_arena *arena, const struct rmx_live *live,
                             const struct rmx_still_request *request, const char *path)
{
    struct rmx_settings settings = live->settings;
    const struct rmx_load_params params = {.settings = &settings,
                                           .until = RMX_LOAD_RENDERER,
                                           .context = request->context,
                                           .beside = rmx_store_bytes(request->store)};
    rmx_settings_fit_file(&settings, RMX_STILL_PNG);
    settings.fps = request->fps;
    settings.values = request->values;
    settings.value_count = request->value_count;
    struct rmx_generation *generation = rmx_generation_create(&params);
    bool is_whole = generation->status == RMX_LOADED;
    if (is_whole && draw(arena, live, generation, request->frame, path)) {
        struct rmx_text text = {0};
        rmx_text_printf(&text, "wrote %s, %d x %d; the same again:\n", path, generation->width,
                        generation->height);
        add_command(&text, arena, live, request, generation);
        say(live, &text);
        rmx_text_finish(&text);
    }
    rmx_generation_destroy(generation);
    return is_whole;
}

static void take(void *data, const struct rmx_still_request *request)
{
    const struct rmx_live *live = data;
    struct rmx_arena *arena = rmx_arena_create();
    const char *path = free_name(arena, live->settings.scene, request->frame);
    if (request->reason)
        take_as_shown(arena, live, request, path, request->reason);
    else if (!take_as_rendered(arena, live, request, path))
        take_as_shown(arena, live, request, path,
                      "the scene on disk is not whole, or has no room beside what is shown");
    rmx_arena_destroy(arena);
}

struct rmx_still_taker rmx_live_still(struct rmx_live *live)
{
    return (struct rmx_still_taker){.data = live, .take = take};
}
