// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/schedule.h"

#include <assert.h>
#include <string.h>

// Serials count the frames and new sources: what has a later one than its reader makes that one
// stale.
struct pass_state {
    long long drawn, changed; // when it was last drawn, and when its picture last became another
    bool is_lost;             // another pass has drawn over it
    bool is_due;
};

struct rmx_schedule {
    const struct rmx_plan *plan;
    struct pass_state *passes;
    bool *outlives;             // by pass: a later frame sees something of it
    long long *sources;         // when each last changed
    long long *sounds;          // the same, by step
    int *owners;                // the pass whose picture a target holds; -1
    int *next_owners;           // the same as the frame goes on, while it is planned
    unsigned char *drawn_block; // each pass's bytes when it was last drawn
    long long serial;
    bool advances; // a new frame: pictures of the frame before are other ones now
};

struct rmx_feed rmx_feed_of(const struct rmx_plan *plan, const struct rmx_pass_texture *texture)
{
    int pass = rmx_plan_feeding_pass(plan, texture);
    int source = pass >= 0 || texture->step < 0 ? -1 : plan->steps[texture->step].source;
    bool is_sound = texture->step >= 0 && plan->steps[texture->step].sound;
    return (struct rmx_feed){pass, source, is_sound ? texture->step : -1, texture->past};
}

// What a later frame reads, what keeps its own past (fragments: moments, choices), and what both
// are made of.
static void find_outliving(struct rmx_schedule *schedule)
{
    const struct rmx_plan *plan = schedule->plan;
    for (int i = plan->pass_count - 1; i >= 0; i--) {
        const struct rmx_pass *pass = &plan->passes[i];
        schedule->outlives[i] |= pass->keeps || pass->fragments;
        for (int k = 0; schedule->outlives[i] && k < pass->texture_count; k++) {
            int input = rmx_feed_of(plan, &pass->textures[k]).pass;
            if (input >= 0)
                schedule->outlives[input] = true;
        }
    }
}

struct rmx_schedule *rmx_schedule_create(struct rmx_arena *arena, const struct rmx_plan *plan)
{
    struct rmx_schedule *schedule = RMX_NEW(arena, struct rmx_schedule, 1);
    *schedule = (struct rmx_schedule){
        .plan = plan,
        .passes = RMX_NEW(arena, struct pass_state, plan->pass_count),
        .outlives = RMX_NEW(arena, bool, plan->pass_count),
        .sources = RMX_NEW(arena, long long, plan->scene->source_count),
        .sounds = RMX_NEW(arena, long long, plan->step_count),
        .owners = RMX_NEW(arena, int, plan->target_count),
        .next_owners = RMX_NEW(arena, int, plan->target_count),
        .drawn_block = RMX_NEW(arena, unsigned char, plan->block_size),
    };
    for (int i = 0; i < plan->target_count; i++)
        schedule->owners[i] = -1;
    find_outliving(schedule);
    return schedule;
}

void rmx_schedule_advance(struct rmx_schedule *schedule)
{
    schedule->advances = true;
}

void rmx_schedule_source(struct rmx_schedule *schedule, int source)
{
    int owner = schedule->plan->scene->sources[source].owner;
    schedule->sources[source] = ++schedule->serial;
    if (owner) // its folder may be showing it
        schedule->sources[owner - 1] = schedule->serial;
}

void rmx_schedule_sound(struct rmx_schedule *schedule, int step)
{
    schedule->sounds[step] = ++schedule->serial;
}

void rmx_schedule_pass(struct rmx_schedule *schedule, int pass)
{
    schedule->passes[pass].drawn = 0;
}

static bool reads_dirty(const struct rmx_schedule *schedule, int index)
{
    const struct rmx_pass *pass = &schedule->plan->passes[index];
    for (int i = 0; i < pass->texture_count; i++) {
        struct rmx_feed feed = rmx_feed_of(schedule->plan, &pass->textures[i]);
        if (feed.past && schedule->advances)
            return true;
        if (feed.past)
            continue;
        assert(feed.pass < index);
        long long changed = feed.pass >= 0     ? schedule->passes[feed.pass].changed
                            : feed.source >= 0 ? schedule->sources[feed.source]
                            : feed.sound >= 0  ? schedule->sounds[feed.sound]
                                               : 0;
        if (changed > schedule->passes[index].drawn)
            return true;
    }
    return false;
}

static bool has_new_bytes(const struct rmx_schedule *schedule, const struct rmx_pass *pass,
                          const unsigned char *block)
{
    return memcmp(schedule->drawn_block + pass->block_offset, block + pass->block_offset,
                  (size_t)pass->block_size);
}

// Due are first the passes whose picture would become another one.
static void find_stale(struct rmx_schedule *schedule, const unsigned char *block, bool is_past)
{
    for (int i = 0; i < schedule->plan->pass_count; i++) {
        struct pass_state *state = &schedule->passes[i];
        state->is_due =
            (schedule->outlives[i] || !is_past) &&
            (!state->drawn || has_new_bytes(schedule, &schedule->plan->passes[i], block) ||
             reads_dirty(schedule, i));
        if (state->is_due)
            state->changed = schedule->serial;
    }
}

// A picture is lost where another pass has drawn over it by the time its own pass comes.
static void find_lost(struct rmx_schedule *schedule)
{
    const struct rmx_plan *plan = schedule->plan;
    memcpy(schedule->next_owners, schedule->owners,
           (size_t)plan->target_count * sizeof *schedule->owners);
    for (int i = 0; i < plan->pass_count; i++) {
        int *owner = &schedule->next_owners[plan->passes[i].target];
        schedule->passes[i].is_lost = *owner != i;
        if (schedule->passes[i].is_due)
            *owner = i;
    }
}

// The lost pictures that a due pass reads become due; true where there was one.
static bool call_lost(struct rmx_schedule *schedule)
{
    bool called = false;
    for (int i = schedule->plan->pass_count - 1; i >= 0; i--) {
        const struct rmx_pass *pass = &schedule->plan->passes[i];
        for (int k = 0; schedule->passes[i].is_due && k < pass->texture_count; k++) {
            int input = rmx_feed_of(schedule->plan, &pass->textures[k]).pass;
            if (input < 0 || pass->textures[k].past || !schedule->passes[input].is_lost ||
                schedule->passes[input].is_due)
                continue;
            schedule->passes[input].is_due = called = true;
        }
    }
    return called;
}

static int take_as_drawn(struct rmx_schedule *schedule, const unsigned char *block)
{
    int due = 0;
    for (int i = 0; i < schedule->plan->pass_count; i++) {
        const struct rmx_pass *pass = &schedule->plan->passes[i];
        if (!schedule->passes[i].is_due)
            continue;
        due++;
        schedule->passes[i].drawn = schedule->serial;
        schedule->owners[pass->target] = i;
        memcpy(schedule->drawn_block + pass->block_offset, block + pass->block_offset,
               (size_t)pass->block_size);
    }
    return due;
}

static int plan_frame(struct rmx_schedule *schedule, const unsigned char *block, bool is_past)
{
    schedule->serial++;
    find_stale(schedule, block, is_past);
    schedule->advances = false;
    find_lost(schedule);
    while (call_lost(schedule)) // a lost picture without a reader that is due stays lost
        find_lost(schedule);    // those called now may draw over others
    return take_as_drawn(schedule, block);
}

int rmx_schedule_frame(struct rmx_schedule *schedule, const unsigned char *block)
{
    return plan_frame(schedule, block, false);
}

int rmx_schedule_past(struct rmx_schedule *schedule, const unsigned char *block)
{
    return plan_frame(schedule, block, true);
}

bool rmx_schedule_is_due(const struct rmx_schedule *schedule, int pass)
{
    return schedule->passes[pass].is_due;
}
