// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exhibit.h"

#include "app/files.h"
#include "share/exhibition.h"
#include "share/samples.h"

#include <stdlib.h>
#include <string.h>

struct rmx_exhibit {
    struct rmx_arena *arena; // this struct too
    struct rmx_exhibition *exhibition;
    const struct rmx_generation *generation;
    struct rmx_render_meter *meter;
    struct rmx_shares held;        // totals and pictures of the last measurement; NULL: none
    long long sample;              // of that one (share/samples.h)
    struct rmx_frame_range frames; // of a film
    bool is_film;
    double fps;
    bool failed;
};

struct rmx_exhibit *rmx_exhibit_begin(const struct rmx_options *options,
                                      const struct rmx_generation *generation,
                                      struct rmx_render_meter *meter)
{
    if (!generation->settings.exhibits)
        return NULL;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_exhibit *exhibit = RMX_NEW(arena, struct rmx_exhibit, 1);
    bool is_film = options->frames.given;
    *exhibit = (struct rmx_exhibit){
        .arena = arena,
        .exhibition = rmx_exhibition_create(is_film ? RMX_EXHIBIT_FILM : RMX_EXHIBIT_STILL, NULL),
        .generation = generation,
        .meter = meter,
        .frames = options->frames,
        .is_film = is_film,
        .fps = rmx_player_fps(generation, 0),
    };
    return exhibit;
}

// The meter measures other frames as well.
static void hold(struct rmx_exhibit *exhibit, const struct rmx_shares *shares)
{
    size_t count = (size_t)rmx_render_meter_holders(exhibit->meter)->count;
    struct rmx_shares *held = &exhibit->held;
    if (!held->total) {
        held->total = RMX_NEW(exhibit->arena, double, count);
        held->shown = RMX_NEW(exhibit->arena, const struct rmx_source *, count);
    }
    memcpy(held->total, shares->total, count * sizeof(*held->total));
    memcpy(held->shown, shares->shown, count * sizeof(*held->shown));
}

static void measure(struct rmx_exhibit *exhibit, long long frame)
{
    const struct rmx_shares *shares = rmx_render_meter_measure(exhibit->meter, frame);
    exhibit->failed = !shares;
    if (shares)
        hold(exhibit, shares);
    else
        rmx_complain("the scene cannot be measured, and is not exhibited");
}

static double seconds_of(const struct rmx_exhibit *exhibit, long long frame)
{
    return exhibit->is_film ? rmx_frame_seconds(&exhibit->frames, frame, exhibit->fps)
                            : 1 / exhibit->fps;
}

void rmx_exhibit_frame(struct rmx_exhibit *exhibit, long long frame)
{
    if (!exhibit || exhibit->failed)
        return;
    long long sample = rmx_sample_before(frame, exhibit->fps);
    if (!exhibit->held.total || sample != exhibit->sample)
        measure(exhibit, frame);
    exhibit->sample = sample;
    if (!exhibit->failed)
        rmx_exhibition_add_shares(exhibit->exhibition, exhibit->generation->scene,
                                  rmx_render_meter_holders(exhibit->meter), &exhibit->held,
                                  seconds_of(exhibit, frame));
}

void rmx_exhibit_end(struct rmx_exhibit *exhibit)
{
    if (!exhibit)
        return;
    rmx_exhibition_destroy(exhibit->exhibition);
    rmx_arena_destroy(exhibit->arena);
}
