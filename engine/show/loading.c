// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/loading.h"

#include "base/file.h"
#include "show/noting.h"

#include <malloc.h>

enum { UNUSED_PROGRAM_BYTES = 64 << 20 };

void rmx_loading_begin(struct rmx_loading *loading, const struct rmx_reload_params *params)
{
    loading->params = params;
    rmx_context_enter(params->probe);
    rmx_blank_init(&loading->probe_blank, rmx_context_device(params->context));
    rmx_context_enter(params->context);
    rmx_blank_init(&loading->blank, rmx_context_device(params->context));
    loading->store = rmx_store_create();
    loading->contents = rmx_contents_create();
    rmx_store_keep_programs(loading->store, UNUSED_PROGRAM_BYTES);
}

void rmx_loading_end(struct rmx_loading *loading)
{
    rmx_contents_destroy(loading->contents);
    rmx_store_destroy(loading->store);
    rmx_blank_finish(&loading->blank);
    rmx_context_enter(loading->params->probe);
    rmx_blank_finish(&loading->probe_blank);
    rmx_context_leave();
}

struct rmx_settings rmx_loading_settings(const struct rmx_loading *loading, int width, int height)
{
    enum { MOST_FRAME_MS = 2000 };
    struct rmx_settings settings = *loading->params->settings;
    settings.size = (struct rmx_size_wish){.width = width, .height = height, .within = true};
    settings.most_output_depth = 8; // of a window
    settings.read_pictures = 0;
    settings.redraws = settings.is_presented = true;
    settings.most_frame_ms = MOST_FRAME_MS;
    return settings;
}

struct rmx_generation *rmx_loading_load(const struct rmx_loading *loading,
                                        const struct rmx_settings *settings,
                                        const struct rmx_wanted *wanted,
                                        struct rmx_generation **begun)
{
    const struct rmx_load_params params = {
        .settings = settings,
        .until = RMX_LOAD_RENDERER,
        .context = loading->params->context,
        .store = loading->store,
        .wanted = wanted,
        .begun = begun,
    };
    return loading->params->records ? rmx_generation_create_noting(&params)
                                    : rmx_generation_create(&params);
}

struct rmx_generation *rmx_loading_card(const struct rmx_loading *loading,
                                        const struct rmx_settings *settings)
{
    struct rmx_settings as_card = *settings;
    struct rmx_arena *arena = rmx_arena_create();
    const char *root = rmx_folder_builtin(arena);
    as_card.scene = rmx_path_join(arena, root ? root : ".", "assets/test-card.yaml");
    as_card.chain = NULL;
    struct rmx_generation *card = rmx_loading_load(loading, &as_card, NULL, NULL);
    card->settings.scene = rmx_arena_copy(card->arena, as_card.scene);
    rmx_arena_destroy(arena);
    return card;
}

// What is left flushes, and what it flushes frees what another context deleted.
void rmx_loading_enter_probe(struct rmx_loading *loading)
{
    rmx_context_enter(loading->params->probe);
    rmx_blank_draw(&loading->probe_blank);
}

void rmx_loading_leave_probe(struct rmx_loading *loading)
{
    rmx_context_enter(loading->params->context);
    rmx_blank_draw(&loading->blank);
}

// Mesa compiles for each context anew unless its disk cache has the code, and writes that a moment
// later. What could be drawn here can be drawn on the stage at once. A survey is not: its first
// sample on the stage is half a second away.
void rmx_loading_probe(struct rmx_loading *loading, struct rmx_player *player)
{
    struct rmx_renderer_counts counts;
    rmx_renderer_counts(player->generation->renderer, &counts);
    if (counts.programs_made == 0)
        return;
    rmx_loading_enter_probe(loading);
    rmx_player_enter(player);
    rmx_survey_enter(rmx_survey_of(player)); // scenes within are fed
    rmx_player_warm(player);
    rmx_survey_leave(rmx_survey_of(player));
    rmx_loading_leave_probe(loading);
}

// Where shares cannot be measured (logged) they stand as at the start, and the show goes on.
static void survey(const struct rmx_loading *loading, struct rmx_player *player)
{
    const struct rmx_survey_params params = {.generation = player->generation,
                                             .store = loading->store,
                                             .shows = true,
                                             .part = loading->params->survey_part,
                                             .exhibition = loading->params->exhibition,
                                             .contents = loading->contents};
    bool failed;
    rmx_survey_feed(rmx_survey_create(&params, &failed), player);
}

struct rmx_player *rmx_loading_player(const struct rmx_loading *loading,
                                      struct rmx_generation *generation)
{
    struct rmx_player *player = rmx_player_create(generation);
    if (loading->params->records)
        rmx_player_tape(player, false);
    survey(loading, player);
    return player;
}

bool rmx_loading_warm(struct rmx_loading *loading, struct rmx_player *player, long long frame,
                      double before_fps)
{
    double fps = rmx_player_fps(player->generation, loading->params->output_fps);
    if (before_fps > 0)
        frame = (long long)((double)frame * fps / before_fps + 0.5);
    rmx_player_prepare(player, frame, fps);
    bool fits = rmx_player_warm(player);
    rmx_survey_leave(rmx_survey_of(player));
    if (fits)
        rmx_loading_probe(loading, player);
    return fits;
}

void rmx_unload(struct rmx_player *player)
{
    if (!player)
        return;
    struct rmx_generation *generation = player->generation;
    rmx_survey_destroy(rmx_survey_of(player));
    rmx_player_destroy(player);
    rmx_generation_destroy(generation);
    malloc_trim(0); // a driver's compiler leaves holes: half a megabyte an edit
}
