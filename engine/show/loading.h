// SPDX-License-Identifier: GPL-3.0-or-later
// A scene loaded for a show, and its player warmed up: all of it before the stage sees it.
//
// Thread: the loader's. Each call but the first enters and leaves with `params->context` current.
#pragma once

#include "render/blank.h"
#include "share/contents.h"
#include "show/reload.h"

struct rmx_loading {
    const struct rmx_reload_params *params;
    struct rmx_store *store; // for all generations
    struct rmx_contents *contents;
    struct rmx_blank blank, probe_blank; // of the context, of the probe's
};

// `params` live as long.
void rmx_loading_begin(struct rmx_loading *loading, const struct rmx_reload_params *params);
void rmx_loading_end(struct rmx_loading *loading); // no context is current then

// Of a show, for a picture of that size.
struct rmx_settings rmx_loading_settings(const struct rmx_loading *loading, int width, int height);
// `wanted` and `begun`: as in struct rmx_load_params.
struct rmx_generation *rmx_loading_load(const struct rmx_loading *loading,
                                        const struct rmx_settings *settings,
                                        const struct rmx_wanted *wanted,
                                        struct rmx_generation **begun);
struct rmx_generation *rmx_loading_card(const struct rmx_loading *loading,
                                        const struct rmx_settings *settings); // the test card
struct rmx_player *rmx_loading_player(const struct rmx_loading *loading,
                                      struct rmx_generation *generation); // and its survey
// For the same time as `frame` at `fps`; 0: the show stands nowhere yet.
// False where a frame of it would take too long.
bool rmx_loading_warm(struct rmx_loading *loading, struct rmx_player *player, long long frame,
                      double fps);
// From the one context into the other: whatever was drawn there last can be drawn anew.
void rmx_loading_enter_probe(struct rmx_loading *loading);
void rmx_loading_leave_probe(struct rmx_loading *loading);
// Draws once in the probe's context whatever was compiled anew.
void rmx_loading_probe(struct rmx_loading *loading, struct rmx_player *player);

// A player with its survey and its generation; NULL is fine.
void rmx_unload(struct rmx_player *player);
