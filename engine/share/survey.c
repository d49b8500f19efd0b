// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/survey.h"

#include "base/log.h"
#include "runtime/inner.h"
#include "share/exhibits.h"
#include "share/surveyed.h"

#include <string.h>

struct rmx_survey {
    struct rmx_arena *arena;
    struct rmx_survey_params params;
    struct rmx_player *player;   // of the outermost scene
    struct rmx_surveyed **items; // scenes that are measured, the outermost first
    int count;
    long long frame; // the outermost one's last; -1: none
    struct rmx_survey_counts counts;
};

// Whether an expression of the scene, or of one within it, reads shares.
static bool is_read(const struct rmx_generation *generation)
{
    const struct rmx_scene *scene = generation->scene;
    bool is = scene->measured_count > 0;
    for (int i = 0; i < scene->source_count && !is; i++) {
        const struct rmx_generation *within = rmx_inner_of(generation, i);
        is = within && is_read(within);
    }
    return is;
}

static bool remembers_ever(const struct rmx_scene *scene)
{
    bool is = scene->aura_memory == RMX_MEMORY_EVER;
    for (int i = 0; i < scene->source_count && !is; i++)
        is = scene->sources[i].kind == RMX_SOURCE_SCENE && remembers_ever(scene->sources[i].scene);
    return is;
}

// Whether the exhibition is to have what is shown: of the outermost scene alone, whose shares are
// those of the window; sources of the scenes within have theirs in it.
static bool is_exhibited(const struct rmx_survey_params *params)
{
    const struct rmx_generation *generation = params->generation;
    return params->shows && params->exhibition &&
           (generation->settings.exhibits || remembers_ever(generation->scene));
}

static struct rmx_surveyed *find(const struct rmx_survey *survey,
                                 const struct rmx_generation *generation)
{
    for (int i = 0; i < survey->count; i++)
        if (survey->items[i]->generation == generation)
            return survey->items[i];
    return NULL;
}

// The meter draws the scene that was loaded, whatever became of its file.
static bool make_meter(struct rmx_survey *survey, struct rmx_surveyed *item)
{
    const struct rmx_generation *generation = item->generation;
    struct rmx_settings settings = generation->settings;
    bool is_within = generation != survey->params.generation;
    if (is_within)
        settings.size = (struct rmx_size_wish){0};
    struct rmx_meter *meter =
        rmx_meter_create(&(struct rmx_meter_params){.settings = &settings,
                                                    .context = generation->context,
                                                    .store = survey->params.store,
                                                    .like = generation,
                                                    .is_fed = true});
    item->has_joined = false;
    if (rmx_meter_generation(meter)->status == RMX_LOADED) {
        item->meter = meter;
        survey->counts.meters++;
        return true;
    }
    rmx_log(RMX_LOG_ERROR, "the shares of '%s' cannot be measured", generation->scene->path);
    rmx_meter_destroy(meter);
    return false;
}

// What was ever shown of its sources' pictures.
static void seed(struct rmx_surveyed *item, struct rmx_contents *known)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_contents *contents = known ? known : rmx_contents_create();
    struct rmx_exhibits exhibits;
    char why[256];
    if (rmx_exhibits_read(arena, NULL, &exhibits, why, sizeof(why)))
        rmx_exhibits_seed(&exhibits, contents, rmx_meter_holders(item->meter),
                          rmx_samples_auras(item->samples));
    else
        rmx_log(RMX_LOG_WARNING, "auras begin anew: %s", why);
    if (!known)
        rmx_contents_destroy(contents);
    rmx_arena_destroy(arena);
}

static bool add_item(struct rmx_survey *survey, const struct rmx_generation *generation)
{
    struct rmx_arena *arena = survey->arena;
    struct rmx_surveyed *item = RMX_NEW(arena, struct rmx_surveyed, 1);
    *item =
        (struct rmx_surveyed){.params = &survey->params,
                              .generation = generation,
                              .numbers = RMX_NEW(arena, double, generation->scene->signals.count),
                              .frame = -1,
                              .late_sample = -1,
                              .counts = &survey->counts};
    *RMX_PUSH(arena, &survey->items, &survey->count) = item;
    if (!make_meter(survey, item))
        return false;
    const struct rmx_holders *holders = rmx_meter_holders(item->meter);
    item->samples = rmx_samples_create(generation->scene, holders);
    item->totals = RMX_NEW(arena, double, holders->count);
    if (survey->params.shows && generation->scene->aura_memory == RMX_MEMORY_EVER)
        seed(item, survey->params.contents);
    return true;
}

static bool add_items(struct rmx_survey *survey, const struct rmx_generation *generation)
{
    const struct rmx_scene *scene = generation->scene;
    bool is_exhibit = generation == survey->params.generation && is_exhibited(&survey->params);
    bool added = !(scene->measured_count || is_exhibit) || add_item(survey, generation);
    if (added && is_exhibit)
        survey->items[survey->count - 1]->is_exhibited = true;
    for (int i = 0; i < scene->source_count && added; i++) {
        const struct rmx_generation *within = rmx_inner_of(generation, i);
        added = !within || add_items(survey, within);
    }
    return added;
}

struct rmx_survey *rmx_survey_create(const struct rmx_survey_params *params, bool *failed)
{
    *failed = false;
    if (!is_read(params->generation) && !is_exhibited(params))
        return NULL;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_survey *survey = RMX_NEW(arena, struct rmx_survey, 1);
    *survey = (struct rmx_survey){.arena = arena, .params = *params, .frame = -1};
    if (add_items(survey, params->generation))
        return survey;
    *failed = true;
    rmx_survey_destroy(survey);
    return NULL;
}

void rmx_survey_destroy(struct rmx_survey *survey)
{
    if (!survey)
        return;
    for (int i = 0; i < survey->count; i++) {
        struct rmx_surveyed *item = survey->items[i];
        if (item->player)
            rmx_player_feed(item->player, (struct rmx_feeder){0});
        rmx_stopwatch_leave(&item->stopwatch);
        rmx_meter_destroy(item->meter);
        rmx_samples_destroy(item->samples);
    }
    if (survey->player)
        rmx_player_feed(survey->player, (struct rmx_feeder){0});
    rmx_arena_destroy(survey->arena);
}

static void before(void *data, long long frame, double fps, double *numbers)
{
    struct rmx_survey *survey = data;
    struct rmx_surveyed *item = find(survey, survey->params.generation);
    // Back in time, scenes within have measured nothing before they are drawn there: the outer
    // one's meter draws them first.
    for (int i = 0; i < survey->count && frame < survey->frame; i++)
        rmx_surveyed_forget(survey->items[i]);
    survey->frame = frame;
    if (item)
        rmx_surveyed_before(item, frame, fps, numbers);
}

struct rmx_survey *rmx_survey_of(const struct rmx_player *player)
{
    return player->feeder.before == before ? player->feeder.self : NULL;
}

// Of the scenes within `generation`: those that are measured by themselves, and, where `copy` is
// that of another one's meter, the scenes in it that are the same.
static void feed_within(struct rmx_survey *survey, const struct rmx_generation *generation,
                        const struct rmx_generation *copy)
{
    for (int i = 0; i < generation->scene->source_count; i++) {
        const struct rmx_generation *within = rmx_inner_of(generation, i);
        struct rmx_player *player = rmx_inner_player(copy, i);
        struct rmx_surveyed *item = within ? find(survey, within) : NULL;
        bool is_copy = copy != generation;
        if (item && player)
            rmx_player_feed(player, (struct rmx_feeder){item, is_copy ? rmx_surveyed_within_before
                                                                      : rmx_surveyed_before});
        if (item && !is_copy)
            item->player = player;
        if (within && player)
            feed_within(survey, within, rmx_inner_of(copy, i));
    }
}

static void feed_meter(struct rmx_survey *survey, struct rmx_surveyed *item)
{
    rmx_player_feed(rmx_meter_player(item->meter),
                    (struct rmx_feeder){item, rmx_surveyed_measured_before});
    feed_within(survey, item->generation, rmx_meter_generation(item->meter));
}

void rmx_survey_feed(struct rmx_survey *survey, struct rmx_player *player)
{
    if (!survey)
        return;
    const struct rmx_generation *generation = survey->params.generation;
    struct rmx_surveyed *item = find(survey, generation);
    survey->player = player;
    rmx_player_feed(player, (struct rmx_feeder){survey, before});
    if (item)
        item->player = player;
    feed_within(survey, generation, generation);
    for (int i = 0; i < survey->count; i++)
        feed_meter(survey, survey->items[i]);
}

void rmx_survey_pass(struct rmx_survey *survey, long long frame, bool is_shown)
{
    for (int i = 0; survey && i < survey->count; i++)
        rmx_surveyed_pass(survey->items[i], frame, is_shown);
}

static const struct rmx_surveyed *outermost(const struct rmx_survey *survey)
{
    const struct rmx_surveyed *item = survey ? find(survey, survey->params.generation) : NULL;
    return item && item->meter ? item : NULL;
}

bool rmx_survey_measures(const struct rmx_survey *survey)
{
    return outermost(survey);
}

const struct rmx_shares *rmx_survey_shares(const struct rmx_survey *survey,
                                           const struct rmx_holders **holders)
{
    const struct rmx_surveyed *item = outermost(survey);
    *holders = item ? rmx_meter_holders(item->meter) : NULL;
    return item ? item->shares : NULL;
}

void rmx_survey_follow(struct rmx_survey *survey, const struct rmx_survey *from)
{
    if (survey && from) {
        survey->counts.late += from->counts.late;
        survey->counts.skipped += from->counts.skipped;
    }
    for (int i = 0; survey && from && i < survey->count; i++)
        for (int k = 0; k < from->count; k++)
            if (strcmp(survey->items[i]->generation->scene->path,
                       from->items[k]->generation->scene->path) == 0) {
                rmx_surveyed_follow(survey->items[i], from->items[k]);
                break;
            }
}

void rmx_survey_enter(struct rmx_survey *survey)
{
    for (int i = 0; survey && i < survey->count; i++)
        if (survey->items[i]->meter)
            rmx_meter_enter(survey->items[i]->meter);
}

void rmx_survey_leave(struct rmx_survey *survey)
{
    for (int i = 0; survey && i < survey->count; i++) {
        rmx_stopwatch_leave(&survey->items[i]->stopwatch);
        if (survey->items[i]->meter)
            rmx_meter_leave(survey->items[i]->meter);
    }
}

void rmx_survey_drop(struct rmx_survey *survey)
{
    for (int i = 0; survey && i < survey->count; i++) {
        rmx_meter_destroy(survey->items[i]->meter);
        survey->items[i]->meter = NULL;
    }
}

void rmx_survey_rebuild(struct rmx_survey *survey, struct rmx_store *store)
{
    if (!survey)
        return;
    survey->params.store = store;
    for (int i = 0; i < survey->count; i++) {
        struct rmx_surveyed *item = survey->items[i];
        item->state = item->state == RMX_SURVEYED_BEGUN ? RMX_SURVEYED_DUE : item->state;
        item->shares = NULL;
        if (make_meter(survey, item))
            feed_meter(survey, item);
    }
}

void rmx_survey_counts(const struct rmx_survey *survey, struct rmx_survey_counts *counts)
{
    *counts = survey ? survey->counts : (struct rmx_survey_counts){0};
}

int rmx_survey_scene_count(const struct rmx_survey *survey)
{
    return survey ? survey->count : 0;
}

const struct rmx_scene *rmx_survey_scene(const struct rmx_survey *survey, int index)
{
    return survey->items[index]->generation->scene;
}

bool rmx_survey_next(const struct rmx_survey *survey, int index, long long *cursor,
                     struct rmx_landing *landing)
{
    return rmx_samples_next(survey->items[index]->samples, cursor, landing);
}
