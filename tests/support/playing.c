// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/playing.h"

#include "support/wav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct rmx_context *context;

struct rmx_context *playing_context(void)
{
    return context;
}

int playing_set_up(void **state)
{
    static const char *const folders[] = {NULL};
    char why[256];
    struct scene_folder *folder = scene_folder_create(folders);
    scene_folder_write(folder, "within.yaml",
                       PHOTOS MOVING "place: {scale: 0.9 - 0.5 * share.a}}\n");
    scene_folder_write(folder, "plain.yaml", PHOTOS MOVING "blend: multiply}\n");
    wav_write(scene_folder_path(folder, "clicks.wav"),
              &(struct wav){.rate = 8000, .channels = 1, .seconds = 3, .clicks = 137});
    if (!context)
        context = rmx_context_create(why, (int)sizeof(why));
    assert_non_null(context);
    *state = folder;
    return 0;
}

struct playing playing_start(struct scene_folder *folder, const char *law, const char *text,
                             struct rmx_survey_params params)
{
    struct playing it;
    bool failed;
    scene_folder_write(folder, "scene.yaml", text);
    const struct rmx_settings settings = {.scene = scene_folder_path(folder, "scene.yaml")};
    const struct rmx_load_params load = {
        .settings = &settings, .until = RMX_LOAD_RENDERER, .context = context};
    it.generation = rmx_generation_create(&load);
    if (it.generation->status != RMX_LOADED)
        fail_msg("%s: not loaded: %s", law,
                 it.generation->errors.count ? it.generation->errors.items[0].message
                                             : it.generation->why);
    params.generation = it.generation;
    it.player = rmx_player_create(it.generation);
    it.survey = rmx_survey_create(&params, &failed);
    assert_false(failed);
    rmx_survey_feed(it.survey, it.player);
    it.pixels = malloc(rmx_player_bytes(it.player));
    assert_non_null(it.pixels);
    return it;
}

void playing_stop(struct playing *it)
{
    rmx_survey_destroy(it->survey);
    rmx_player_destroy(it->player);
    rmx_generation_destroy(it->generation);
    free(it->pixels);
}

void playing_read(struct playing *it, long long frame)
{
    assert_true(rmx_player_read(it->player, frame, it->pixels));
}

double playing_signal(const struct playing *it, const char *name)
{
    const struct rmx_signals *signals = &it->generation->scene->signals;
    int signal = rmx_signals_find(signals, name, strlen(name));
    assert_true(signal >= 0);
    return it->player->numbers[signal];
}

struct rmx_survey_counts playing_counts(const struct playing *it)
{
    struct rmx_survey_counts counts;
    rmx_survey_counts(it->survey, &counts);
    return counts;
}

struct rmx_landing playing_landing(const struct playing *it, int number)
{
    struct rmx_landing landing = {.sample = -1};
    long long cursor = 0;
    while (rmx_survey_next(it->survey, 0, &cursor, &landing) && cursor != number + 1)
        continue;
    return landing;
}

bool playing_same(const struct playing *a, const struct playing *b)
{
    return memcmp(a->pixels, b->pixels, rmx_player_bytes(a->player)) == 0;
}

void playing_show(struct playing *it, long long frame)
{
    rmx_player_frame(it->player, frame, 30);
    rmx_player_draw(it->player);
    assert_true(rmx_renderer_read(it->generation->renderer, it->pixels));
}
