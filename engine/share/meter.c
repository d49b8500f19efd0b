// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/meter.h"

#include "render/probe.h"
#include "runtime/canvas.h"
#include "runtime/inner.h"
#include "share/holders.h"
#include "share/measure.h"
#include "share/survey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct matte_parts {
    struct rmx_matte *matte;
    float *sum, *sensitivity; // by pixel
};

struct rmx_meter {
    struct rmx_arena *arena;
    struct rmx_generation *generation;
    struct rmx_player *player;
    struct rmx_survey *survey; // NULL: its player needs none, or is fed by another one
    struct rmx_moves *moves;
    struct rmx_player **players; // by stage
    struct rmx_probe **probes;   // by stage; the first one has a slot for each move
    struct rmx_probe *pixels;    // the outermost stage's, pixel by pixel; NULL until it is wanted
    struct matte_parts parts;    // of the matte; zero until it is wanted
    float *sensitivities;        // by move and cell
    float *added;                // by holder and cell
    struct rmx_shares *shares;
    int next;               // the next move of the frame that was begun
    bool only_up;           // they are moved for a second time
    long long passes_drawn; // by the outermost stage, when shares were last measured; -1: never
};

// The scene's aspect, or the one that is wished for. A width that was asked for is the picture's
// own at most, which can be drawn; the usual one of a narrow picture need not be.
static struct rmx_size_wish size_of(const struct rmx_meter_params *params)
{
    const struct rmx_size_wish *wish = &params->settings->size;
    bool is_on_paper = wish->mm[0] > 0;
    bool has_aspect = is_on_paper || (wish->height > 0 && !wish->within);
    double aspect = is_on_paper ? wish->mm[1] / wish->mm[0] : (double)wish->height / wish->width;
    int width = params->width ? params->width : RMX_LEDGER_WIDTH;
    double height = has_aspect ? width * aspect : 0;
    double scale = params->width ? 1 : fmin(1, RMX_LEDGER_HEIGHT / height);
    if (has_aspect)
        return (struct rmx_size_wish){.width = rmx_canvas_side(width * scale),
                                      .height = rmx_canvas_side(height * scale)};
    if (params->width)
        return (struct rmx_size_wish){.width = width};
    return (struct rmx_size_wish){.width = width, .height = RMX_LEDGER_HEIGHT, .within = true};
}

// The scene as it is shown, at the ledger's size.
static struct rmx_settings settings_of(const struct rmx_meter_params *params)
{
    struct rmx_settings settings = *params->settings;
    settings.size = size_of(params);
    settings.ledger = true;
    settings.samples = settings.depth = 0;
    settings.redraws = settings.is_presented = false;
    settings.no_fuse = settings.snap = false; // who holds what does not depend on them
    settings.least_output_depth = settings.most_output_depth = 0;
    return settings;
}

static struct rmx_player *player_of(const struct rmx_meter *meter, int stage)
{
    const struct rmx_stage *it = &meter->moves->stages[stage];
    if (it->parent < 0)
        return meter->player;
    const struct rmx_generation *outer = meter->moves->stages[it->parent].generation;
    return rmx_inner_player(outer, outer->plan->taps[it->parent_tap - 1].source);
}

static bool make_probes(struct rmx_meter *meter)
{
    struct rmx_moves *moves = meter->moves;
    struct rmx_context *context = meter->generation->context;
    meter->players = RMX_NEW(meter->arena, struct rmx_player *, moves->stage_count);
    meter->probes = RMX_NEW(meter->arena, struct rmx_probe *, moves->stage_count);
    for (int s = 0; s < moves->stage_count; s++) {
        meter->players[s] = player_of(meter, s);
        meter->probes[s] = rmx_probe_create(meter->players[s]->generation->renderer, context,
                                            s ? 0 : moves->count, RMX_CELL);
        if (!meter->probes[s])
            return false;
    }
    return true;
}

static bool make_parts(struct rmx_meter *meter)
{
    struct rmx_arena *arena = meter->arena;
    const struct rmx_generation *generation = meter->generation;
    meter->player = rmx_player_create(meter->generation);
    meter->moves = rmx_moves_create(arena, generation);
    int holders = meter->moves->holders.count;
    meter->shares = rmx_shares_create(arena, generation->width, generation->height, holders);
    size_t cells = (size_t)meter->shares->columns * (size_t)meter->shares->rows;
    meter->sensitivities = RMX_NEW(arena, float, cells *(size_t)meter->moves->count);
    meter->added = RMX_NEW(arena, float, cells *(size_t)holders);
    return make_probes(meter);
}

static bool feed(struct rmx_meter *meter, struct rmx_store *store)
{
    bool failed;
    const struct rmx_survey_params params = {.generation = meter->generation, .store = store};
    meter->survey = rmx_survey_create(&params, &failed);
    rmx_survey_feed(meter->survey, meter->player);
    return !failed;
}

struct rmx_meter *rmx_meter_create(const struct rmx_meter_params *params)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_meter *meter = RMX_NEW(arena, struct rmx_meter, 1);
    const struct rmx_settings settings = settings_of(params);
    const struct rmx_load_params load = {.settings = &settings,
                                         .until = RMX_LOAD_RENDERER,
                                         .context = params->context,
                                         .store = params->store,
                                         .like = params->like};
    *meter = (struct rmx_meter){.arena = arena, .passes_drawn = -1};
    meter->generation = rmx_generation_create(&load);
    if (meter->generation->status == RMX_LOADED &&
        !(make_parts(meter) && (params->is_fed || feed(meter, params->store))))
        meter->generation->status = RMX_LOAD_FAILED;
    return meter;
}

void rmx_meter_destroy(struct rmx_meter *meter)
{
    if (!meter)
        return;
    rmx_survey_destroy(meter->survey);
    rmx_probe_destroy(meter->pixels);
    for (int s = 0; meter->probes && s < meter->moves->stage_count; s++)
        rmx_probe_destroy(meter->probes[s]);
    rmx_player_destroy(meter->player);
    rmx_generation_destroy(meter->generation);
    rmx_arena_destroy(meter->arena);
}

void rmx_meter_enter(struct rmx_meter *meter)
{
    rmx_survey_enter(meter->survey);
    rmx_player_enter(meter->player);
    for (int s = 0; s < meter->moves->stage_count; s++)
        rmx_probe_enter(meter->probes[s]);
    if (meter->pixels)
        rmx_probe_enter(meter->pixels);
}

void rmx_meter_leave(struct rmx_meter *meter)
{
    rmx_survey_leave(meter->survey);
    for (int s = 0; s < meter->moves->stage_count; s++)
        rmx_probe_leave(meter->probes[s]);
    if (meter->pixels)
        rmx_probe_leave(meter->pixels);
    rmx_player_leave(meter->player);
    rmx_renderer_wait(meter->generation->renderer);
}

const struct rmx_generation *rmx_meter_generation(const struct rmx_meter *meter)
{
    return meter->generation;
}

struct rmx_player *rmx_meter_player(struct rmx_meter *meter)
{
    return meter->player;
}

const struct rmx_holders *rmx_meter_holders(const struct rmx_meter *meter)
{
    return &meter->moves->holders;
}

static long long passes_drawn(const struct rmx_meter *meter)
{
    struct rmx_renderer_counts counts;
    rmx_renderer_counts(meter->generation->renderer, &counts);
    return counts.passes_drawn;
}

void rmx_meter_follow(struct rmx_meter *meter, long long frame, double fps)
{
    struct rmx_player *player = meter->player;
    player->frame_inputs.fps = fps;
    if (rmx_player_has_past(player) || rmx_generation_preroll(meter->generation, fps))
        rmx_player_reach(player, frame);
}

void rmx_meter_begin(struct rmx_meter *meter, long long frame, double fps)
{
    meter->player->frame_inputs.fps = fps;
    rmx_player_reach(meter->player, frame);
    meter->shares->frame = frame;
    meter->shares->time_s = (double)frame / fps;
    bool is_same = passes_drawn(meter) == meter->passes_drawn;
    meter->next = is_same ? meter->moves->count : 0;
    meter->only_up = false;
    if (is_same)
        return;
    rmx_probe_clear(meter->probes[0]);
    for (int s = 0; s < meter->moves->stage_count; s++)
        rmx_probe_begin(meter->probes[s]);
}

int rmx_meter_steps_left(const struct rmx_meter *meter)
{
    return meter->moves->count - meter->next;
}

// Moves the tap in its own stage, and that stage's picture in those around it; `outermost` draws
// the last one.
static void measure_move(struct rmx_meter *meter, const struct rmx_move *move, bool only_up,
                         struct rmx_probe *outermost, int slot)
{
    int tap = move->tap;
    const struct rmx_probe *within = NULL;
    for (int s = move->stage; s >= 0; s = meter->moves->stages[s].parent) {
        struct rmx_probe *probe = s ? meter->probes[s] : outermost;
        const struct rmx_probe_move it = {tap, only_up, within};
        rmx_probe_draw(probe, meter->players[s]->block, &it);
        tap = meter->moves->stages[s].parent_tap;
        within = probe;
    }
    rmx_probe_compare(outermost, slot);
}

static bool is_stored(const struct rmx_meter *meter, const struct rmx_move *move)
{
    return move->stage || rmx_probe_is_stored(meter->probes[0], move->tap);
}

static const struct rmx_source *source_of(const struct rmx_meter *meter,
                                          const struct rmx_move *move)
{
    const struct rmx_generation *generation = meter->moves->stages[move->stage].generation;
    int source = generation->plan->taps[move->tap - 1].source;
    if (source >= 0 && generation->scene->sources[source].kind == RMX_SOURCE_FOLDER)
        source = rmx_values_shown(meter->players[move->stage]->values, source);
    return source < 0 ? NULL : &generation->scene->sources[source];
}

// A folder's picture is the one of this frame.
static int holder_of(const struct rmx_meter *meter, const struct rmx_move *move)
{
    return move->holder >= 0 ? move->holder
                             : rmx_holders_find(&meter->moves->holders, source_of(meter, move));
}

static double least_sensitivity(const struct rmx_meter *meter)
{
    return rmx_player_has_past(meter->player) ? RMX_LEAST_SENSITIVITY_WITH_PAST
                                              : RMX_LEAST_SENSITIVITY;
}

// What is moved for one holder in several places adds up.
static void add_moves(struct rmx_meter *meter)
{
    const struct rmx_moves *moves = meter->moves;
    size_t cells = (size_t)meter->shares->columns * (size_t)meter->shares->rows;
    memset(meter->added, 0, cells * (size_t)moves->holders.count * sizeof(*meter->added));
    for (int m = 0; m < moves->count; m++) {
        int holder = holder_of(meter, &moves->items[m]);
        if (holder < 0)
            continue;
        meter->shares->shown[holder] = source_of(meter, &moves->items[m]);
        const float *from = meter->sensitivities + (size_t)m * cells;
        float *to = meter->added + (size_t)holder * cells;
        for (size_t c = 0; c < cells; c++)
            to[c] = to[c] + from[c] < 1 ? to[c] + from[c] : 1;
    }
}

static const struct rmx_shares *finish(struct rmx_meter *meter)
{
    add_moves(meter);
    rmx_shares_measure(meter->shares, meter->moves->holders.count, meter->added,
                       least_sensitivity(meter));
    meter->passes_drawn = passes_drawn(meter);
    return meter->shares;
}

// Whether a move is to be made once more, the other way: what is stored has moved nothing anywhere.
static bool is_due_again(const struct rmx_meter *meter, int move)
{
    int cells = meter->shares->columns * meter->shares->rows;
    const float *sensitivities = meter->sensitivities + move * cells;
    for (int c = 0; c < cells; c++)
        if (sensitivities[c] > (float)least_sensitivity(meter) / 8)
            return false;
    return is_stored(meter, &meter->moves->items[move]);
}

// The move after `move`; of the second time, those alone that are due.
static int next_after(const struct rmx_meter *meter, int move)
{
    do
        move++;
    while (meter->only_up && move < meter->moves->count && !is_due_again(meter, move));
    return move;
}

bool rmx_meter_waits(const struct rmx_meter *meter)
{
    return meter->next >= meter->moves->count && !rmx_probe_has_arrived(meter->probes[0]);
}

const struct rmx_shares *rmx_meter_step(struct rmx_meter *meter)
{
    const struct rmx_moves *moves = meter->moves;
    if (passes_drawn(meter) == meter->passes_drawn)
        return meter->shares;
    if (!moves->count)
        return finish(meter);
    if (meter->next < moves->count) {
        measure_move(meter, &moves->items[meter->next], meter->only_up, meter->probes[0],
                     meter->next);
        meter->next = next_after(meter, meter->next);
        if (meter->next == moves->count)
            rmx_probe_request(meter->probes[0], moves->count);
        return NULL;
    }
    rmx_probe_take(meter->probes[0], meter->sensitivities);
    if (meter->only_up)
        return finish(meter);
    meter->only_up = true;
    meter->next = next_after(meter, -1);
    return meter->next < moves->count ? NULL : finish(meter);
}

const struct rmx_shares *rmx_meter_measure(struct rmx_meter *meter, long long frame, double fps)
{
    const struct rmx_shares *shares = NULL;
    rmx_meter_begin(meter, frame, fps);
    while (!shares)
        shares = rmx_meter_step(meter);
    return shares;
}

// The tap that a picture of fragments shows by itself; 0: it is made of others.
static int tap_of(const struct rmx_plan *plan, int step)
{
    while (step >= 0 && !plan->steps[step].tap) {
        const struct rmx_step *it = &plan->steps[step];
        bool is_plain = it->value_source == RMX_VALUES_FIT || it->value_source == RMX_VALUES_OUTPUT;
        step = it->effect && is_plain ? it->inputs[it->effect->main_image] : -1;
    }
    return step < 0 ? 0 : plan->steps[step].tap;
}

static void add_fragments(struct rmx_meter *meter, int stage, int tap, int count)
{
    for (int m = 0; m < meter->moves->count; m++) {
        const struct rmx_move *move = &meter->moves->items[m];
        int holder = move->stage == stage && move->tap == tap ? holder_of(meter, move) : -1;
        if (holder >= 0)
            meter->shares->fragments[holder] += count;
    }
}

static void count_pass(struct rmx_meter *meter, int stage, int p)
{
    const struct rmx_generation *generation = meter->moves->stages[stage].generation;
    const struct rmx_pass *pass = &generation->plan->passes[p];
    if (!pass->fragments)
        return;
    int *counts = calloc((size_t)pass->layer_count, sizeof(*counts));
    if (!counts)
        abort();
    rmx_renderer_count_fragments(generation->renderer, p, counts);
    for (int i = 0; i < pass->layer_count; i++) {
        int picture = pass->textures[pass->texture_count - pass->layer_count + i].step;
        add_fragments(meter, stage, tap_of(generation->plan, picture), counts[i]);
    }
    free(counts);
}

void rmx_meter_count_fragments(struct rmx_meter *meter)
{
    memset(meter->shares->fragments, 0,
           (size_t)meter->moves->holders.count * sizeof(*meter->shares->fragments));
    for (int s = 0; s < meter->moves->stage_count; s++)
        for (int p = 0; p < meter->moves->stages[s].generation->plan->pass_count; p++)
            count_pass(meter, s, p);
}

static void rank_move(struct rmx_meter *meter, const struct matte_parts *parts, int index)
{
    struct rmx_matte *matte = parts->matte;
    size_t count = (size_t)matte->width * (size_t)matte->height;
    int holder = holder_of(meter, &meter->moves->items[index]);
    rmx_probe_clear(meter->pixels);
    measure_move(meter, &meter->moves->items[index], false, meter->pixels, 0);
    if (is_due_again(meter, index))
        measure_move(meter, &meter->moves->items[index], true, meter->pixels, 0);
    rmx_probe_read(meter->pixels, 1, parts->sensitivity);
    for (size_t i = 0; holder >= 0 && i < count; i++) {
        parts->sum[i] += parts->sensitivity[i];
        rmx_matte_rank(matte->holders + i * RMX_MATTE_RANKS, matte->coverage + i * RMX_MATTE_RANKS,
                       holder, parts->sensitivity[i]);
    }
}

// A pixel that no holder moves is its cell's.
static void rank_cell(const struct rmx_meter *meter, int *holders, float *coverage, int cell)
{
    const struct rmx_shares *shares = meter->shares;
    size_t cells = (size_t)shares->columns * (size_t)shares->rows;
    for (int r = 0; r < RMX_MATTE_RANKS; r++) {
        holders[r] = -1;
        coverage[r] = 0;
    }
    for (int h = 0; h < meter->moves->holders.count; h++)
        rmx_matte_rank(holders, coverage, h, shares->cells[(size_t)h * cells + (size_t)cell]);
}

static void finish_matte(struct rmx_meter *meter, const struct matte_parts *parts)
{
    struct rmx_matte *matte = parts->matte;
    double least = least_sensitivity(meter);
    for (int y = 0; y < matte->height; y++)
        for (int x = 0; x < matte->width; x++) {
            size_t i = (size_t)y * (size_t)matte->width + (size_t)x;
            int *holders = matte->holders + i * RMX_MATTE_RANKS;
            float *coverage = matte->coverage + i * RMX_MATTE_RANKS;
            if (parts->sum[i] < least)
                rank_cell(meter, holders, coverage,
                          y / RMX_CELL * meter->shares->columns + x / RMX_CELL);
            else
                for (int r = 0; r < RMX_MATTE_RANKS; r++)
                    coverage[r] /= parts->sum[i];
        }
}

// No holder's, of the ledger's size.
static void clear_matte(struct rmx_meter *meter)
{
    struct matte_parts *parts = &meter->parts;
    int width = meter->generation->width, height = meter->generation->height;
    size_t count = (size_t)width * (size_t)height;
    if (!parts->matte) {
        parts->matte = RMX_NEW(meter->arena, struct rmx_matte, 1);
        *parts->matte =
            (struct rmx_matte){width, height, RMX_NEW(meter->arena, int, count *RMX_MATTE_RANKS),
                               RMX_NEW(meter->arena, float, count *RMX_MATTE_RANKS)};
        parts->sum = RMX_NEW(meter->arena, float, count);
        parts->sensitivity = RMX_NEW(meter->arena, float, count);
    }
    memset(parts->sum, 0, count * sizeof(*parts->sum));
    for (size_t i = 0; i < count * RMX_MATTE_RANKS; i++) {
        parts->matte->holders[i] = -1;
        parts->matte->coverage[i] = 0;
    }
}

const struct rmx_matte *rmx_meter_matte(struct rmx_meter *meter, long long frame, double fps)
{
    rmx_meter_measure(meter, frame, fps);
    if (!meter->pixels)
        meter->pixels =
            rmx_probe_create(meter->generation->renderer, meter->generation->context, 1, 1);
    if (!meter->pixels)
        return NULL;
    clear_matte(meter);
    rmx_probe_begin(meter->pixels);
    for (int m = 0; m < meter->moves->count; m++)
        rank_move(meter, &meter->parts, m);
    finish_matte(meter, &meter->parts);
    return meter->parts.matte;
}
