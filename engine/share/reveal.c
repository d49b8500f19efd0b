// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/reveal.h"

#include "render/ground.h"
#include "render/overlay.h"
#include "render/program.h"
#include "render/seams.h"
#include "share/reveal_page.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 4000 }; // of the typeset; then it begins anew

struct rmx_reveal {
    struct rmx_typeset *typeset;
    struct rmx_overlay *overlay;
    struct rmx_seams *seams;
    struct rmx_arena *pages[2]; // the page that is drawn, and where the next one is laid out
    struct rmx_arena *frame;
    const struct rmx_reveal_page *page; // NULL: none is whole yet
    int load, version, width, height;   // of the page
    double scale;
    int forgotten; // of the typeset, as the page and the overlay know it
    struct rmx_reveal_counts counts;
};

struct rmx_reveal_programs rmx_reveal_programs_create(const struct rmx_device *device)
{
    return (struct rmx_reveal_programs){rmx_overlay_program(device), rmx_seams_program(device)};
}

void rmx_reveal_programs_warm(const struct rmx_reveal_programs *programs,
                              const struct rmx_device *device)
{
    enum { SIDE = 16 };
    static unsigned char pixels[SIDE * SIDE * 4];
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_overlay *overlay = rmx_overlay_create(device, programs->overlay);
    struct rmx_seams *seams = rmx_seams_create(device, programs->seams);
    struct rmx_marks marks = {.arena = arena};
    struct rmx_ground ground;
    rmx_marks_add(&marks, &(struct rmx_mark){.kind = RMX_MARK_RECT, .to_x = SIDE, .to_y = SIDE});
    if (rmx_ground_init(&ground, RMX_FORMAT_RGBA8, SIDE, SIDE, pixels)) {
        rmx_overlay_draw(overlay, &marks, ground.framebuffer, (int[4]){0, 0, SIDE, SIDE});
        rmx_seams_warm(seams, ground.framebuffer);
        rmx_ground_finish(&ground, pixels);
    }
    rmx_overlay_destroy(overlay);
    rmx_seams_destroy(seams);
    rmx_arena_destroy(arena);
}

void rmx_reveal_programs_destroy(const struct rmx_reveal_programs *programs)
{
    rmx_program_destroy(programs->overlay);
    rmx_program_destroy(programs->seams);
}

struct rmx_reveal *rmx_reveal_create(const struct rmx_device *device,
                                     const struct rmx_reveal_programs *programs,
                                     struct rmx_typeset *typeset)
{
    struct rmx_reveal *reveal = calloc(1, sizeof(*reveal));
    if (!reveal)
        abort();
    reveal->typeset = typeset;
    reveal->overlay = rmx_overlay_create(device, programs ? programs->overlay : 0);
    reveal->seams = rmx_seams_create(device, programs ? programs->seams : 0);
    reveal->pages[0] = rmx_arena_create();
    reveal->pages[1] = rmx_arena_create();
    reveal->frame = rmx_arena_create();
    reveal->forgotten = rmx_typeset_forgotten(typeset);
    return reveal;
}

void rmx_reveal_destroy(struct rmx_reveal *reveal)
{
    if (!reveal)
        return;
    rmx_overlay_destroy(reveal->overlay);
    rmx_seams_destroy(reveal->seams);
    rmx_arena_destroy(reveal->pages[0]);
    rmx_arena_destroy(reveal->pages[1]);
    rmx_arena_destroy(reveal->frame);
    free(reveal);
}

// Edits and credits come and go: what was set of them does not stay for ever.
static void follow_typeset(struct rmx_reveal *reveal)
{
    bool is_full = rmx_typeset_count(reveal->typeset) > MOST_LINES;
    if (is_full && !rmx_typeset_waits(reveal->typeset))
        rmx_typeset_forget(reveal->typeset);
    int forgotten = rmx_typeset_forgotten(reveal->typeset);
    if (forgotten == reveal->forgotten)
        return;
    reveal->forgotten = forgotten;
    reveal->page = NULL;
    rmx_overlay_forget(reveal->overlay);
}

static void lay_out(struct rmx_reveal *reveal, const struct rmx_reveal_shown *shown,
                    const int on[4])
{
    const struct rmx_reveal_params params = {.plan = shown->player->generation->plan,
                                             .width = on[2],
                                             .height = on[3],
                                             .scale = shown->scale,
                                             .holders = shown->holders,
                                             .shares = shown->shares};
    rmx_arena_clear(reveal->pages[1]);
    const struct rmx_reveal_page *page =
        rmx_reveal_page_create(reveal->pages[1], reveal->typeset, &params);
    reveal->counts.pages++;
    if (rmx_typeset_waits(reveal->typeset))
        return;
    struct rmx_arena *arena = reveal->pages[1];
    reveal->pages[1] = reveal->pages[0];
    reveal->pages[0] = arena;
    reveal->page = page;
    reveal->load = shown->load;
    reveal->version = shown->version;
    reveal->width = on[2];
    reveal->height = on[3];
    reveal->scale = shown->scale;
}

// A page of another player is not drawn: it refers to that one's plan.
static void follow(struct rmx_reveal *reveal, const struct rmx_reveal_shown *shown, const int on[4])
{
    follow_typeset(reveal);
    if (reveal->load != shown->load)
        reveal->page = NULL;
    bool is_same = reveal->page && reveal->version == shown->version && reveal->width == on[2] &&
                   reveal->height == on[3] && reveal->scale == shown->scale;
    if (!is_same && !rmx_typeset_waits(reveal->typeset))
        lay_out(reveal, shown, on);
}

// From the layer's picture to the canvas, in heights.
static void find_place(const struct rmx_player *player, const struct rmx_layer *layer,
                       double aspect, float place[2][3])
{
    double at[4];
    rmx_values_place(player->values, layer, aspect, at);
    const double rows[2][3] = {{at[0], -at[1], at[2]}, {at[1], at[0], at[3]}};
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 3; k++)
            place[i][k] = (float)rows[i][k];
}

static void draw_seams(struct rmx_reveal *reveal, const struct rmx_player *player,
                       unsigned framebuffer, const int on[4])
{
    const struct rmx_plan *plan = player->generation->plan;
    reveal->counts.seams = 0;
    for (int p = 0; p < plan->pass_count; p++) {
        if (!plan->passes[p].fragments)
            continue;
        const struct rmx_layer *layer = &plan->scene->layers[plan->passes[p].fragments->layer];
        struct rmx_seams_params params = {
            .block = player->block,
            .pass = p,
            .width_px = (float)rmx_reveal_page_hairline(reveal->page),
            .color = {0.97f, 0.95f, 0.91f, 0.5f},
            .framebuffer = framebuffer,
        };
        memcpy(params.on, on, sizeof(params.on));
        find_place(player, layer, (double)on[2] / on[3], params.place);
        if (layer->visible)
            reveal->counts.seams +=
                rmx_seams_draw(reveal->seams, player->generation->renderer, &params);
    }
}

void rmx_reveal_draw(struct rmx_reveal *reveal, const struct rmx_reveal_shown *shown,
                     unsigned framebuffer, const int on[4])
{
    follow(reveal, shown, on);
    if (!reveal->page)
        return;
    const struct rmx_player *player = shown->player;
    const struct rmx_reveal_frame frame = {player->frame_inputs.frame, player->frame_inputs.fps,
                                           rmx_values_signals(player->values)};
    draw_seams(reveal, player, framebuffer, on);
    rmx_arena_clear(reveal->frame);
    struct rmx_marks marks = {.arena = reveal->frame};
    rmx_reveal_page_draw(reveal->page, &frame, &marks);
    rmx_overlay_draw(reveal->overlay, &marks, framebuffer, on);
    reveal->counts.draws++;
}

static enum rmx_format format_of(const struct rmx_player *player)
{
    switch (player->generation->plan->output_depth) {
    case 8: return RMX_FORMAT_RGBA8;
    case 16: return RMX_FORMAT_RGBA16;
    default: return RMX_FORMAT_RGBA32F;
    }
}

bool rmx_reveal_draw_pixels(struct rmx_reveal *reveal, const struct rmx_reveal_shown *shown,
                            void *pixels)
{
    const struct rmx_generation *generation = shown->player->generation;
    struct rmx_ground ground;
    if (!rmx_ground_init(&ground, format_of(shown->player), generation->width, generation->height,
                         pixels))
        return false;
    rmx_reveal_draw(reveal, shown, ground.framebuffer,
                    (int[4]){0, 0, generation->width, generation->height});
    rmx_ground_finish(&ground, pixels);
    return true;
}

struct rmx_reveal_counts rmx_reveal_counts(const struct rmx_reveal *reveal)
{
    return reveal->counts;
}
