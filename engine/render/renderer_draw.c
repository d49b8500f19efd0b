// SPDX-License-Identifier: GPL-3.0-or-later
// A frame: the passes that are due, each with what it reads bound.
#include "render/gl_errors.h"
#include "render/renderer_parts.h"

#include <assert.h>
#include <string.h>

enum { MOST_SAMPLERS = 32 }; // of one pass

static int sampler_count(const struct rmx_pass *pass)
{
    return pass->texture_count - pass->layer_count;
}

// The source that a frame shows where a pass reads one: of a folder one of its pictures; else -1.
static int shown_source(const struct rmx_renderer *renderer, const struct rmx_pass *pass,
                        const struct rmx_pass_texture *texture, const unsigned char *block)
{
    int32_t source = rmx_feed_of(renderer->plan, texture).source;
    if (source >= 0 && renderer->plan->scene->sources[source].kind == RMX_SOURCE_FOLDER)
        memcpy(&source, block + pass->block_offset + texture->picture_offset, sizeof source);
    return source;
}

// Whose picture a pass reads: a probe's own where it is moved.
static struct rmx_renderer *owner_of(struct rmx_renderer *renderer,
                                     const struct rmx_pass_texture *texture,
                                     const struct rmx_feed *feed)
{
    bool is_own = !renderer->base || (feed->pass >= 0 && !feed->past && !texture->is_unmoved &&
                                      renderer->is_moved[feed->pass]);
    return is_own ? renderer : renderer->base;
}

// No probe moves a picture that stands.
static struct rmx_shrunk *shrunk_of(struct rmx_renderer *renderer)
{
    return renderer->base ? &renderer->base->shrunk : &renderer->shrunk;
}

static struct rmx_texture *texture_of(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                                      const struct rmx_pass_texture *texture,
                                      const unsigned char *block)
{
    struct rmx_feed feed = rmx_feed_of(renderer->plan, texture);
    struct rmx_renderer *owner = owner_of(renderer, texture, &feed);
    if (feed.pass >= 0)
        return rmx_target_picture(&owner->targets.items[renderer->plan->passes[feed.pass].target],
                                  feed.past);
    if (feed.sound >= 0)
        return rmx_sounds_texture(&owner->sounds, feed.sound);
    if (feed.source < 0)
        return &renderer->nothing;
    if (feed.source == renderer->moved_source && !texture->is_unmoved)
        return &renderer->moved_picture;
    struct rmx_shrunk *shrunk = shrunk_of(renderer);
    struct rmx_texture *picture =
        rmx_shrunk_is(shrunk, texture)
            ? rmx_shrunk_texture(shrunk, texture)
            : rmx_sources_texture(renderer->sources, shown_source(renderer, pass, texture, block));
    return picture ? picture : &renderer->nothing;
}

// What a pass reads at level 0 at the plan's own size may be read above it at another.
static float level_of(const struct rmx_renderer *renderer, const struct rmx_pass *pass, int index,
                      const unsigned char *block)
{
    const struct rmx_pass_texture *texture = &pass->textures[index];
    float level = 0;
    if (texture->wants_mips || rmx_feed_of(renderer->plan, texture).source >= 0)
        memcpy(&level, block + pass->block_offset + texture->level_offset, sizeof level);
    return level;
}

// A source's picture is premultiplied, and so is one that fragments were drawn into.
static bool is_straight(const struct rmx_renderer *renderer, const struct rmx_pass_texture *texture)
{
    int pass = rmx_feed_of(renderer->plan, texture).pass;
    const struct rmx_fragments_plan *fragments =
        pass < 0 ? NULL : renderer->plan->passes[pass].fragments;
    return pass >= 0 && !(fragments && fragments->way != RMX_FRAGMENTS_GATHER);
}

// Mips are made, and sampled, only where this frame reads above level 0.
static void make_mips(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                      const unsigned char *block)
{
    for (int i = 0; i < pass->texture_count; i++) {
        if (i < sampler_count(pass) && !(level_of(renderer, pass, i, block) > 0))
            continue;
        int source = shown_source(renderer, pass, &pass->textures[i], block);
        if (source >= 0)
            rmx_sources_add_levels(renderer->sources, source);
        struct rmx_texture *texture = texture_of(renderer, pass, &pass->textures[i], block);
        if (rmx_mips_freshen(&renderer->mips, texture, is_straight(renderer, &pass->textures[i])))
            rmx_traffic_mips(&renderer->counts.traffic, texture);
    }
}

static void count_bytes(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                        const unsigned char *block)
{
    const struct rmx_target *target = &renderer->targets.items[pass->target];
    const struct rmx_texture *first = NULL;
    for (int i = pass->texture_count - 1; i >= 0; i--) {
        first = texture_of(renderer, pass, &pass->textures[i], block);
        rmx_traffic_read(&renderer->counts.traffic, first);
    }
    rmx_traffic_pass(&renderer->counts.traffic, renderer->plan, pass,
                     &target->textures[target->current], first);
}

static void bind_textures(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                          const unsigned char *block)
{
    GLuint names[MOST_SAMPLERS], samplers[MOST_SAMPLERS];
    assert(sampler_count(pass) <= MOST_SAMPLERS);
    for (int i = 0; i < sampler_count(pass); i++) {
        names[i] = texture_of(renderer, pass, &pass->textures[i], block)->name;
        samplers[i] = level_of(renderer, pass, i, block) > 0 ? renderer->mipmapped : renderer->flat;
    }
    glBindTextures(0, sampler_count(pass), names);
    glBindSamplers(0, sampler_count(pass), samplers);
}

// A pass may have a size of its own: the first two numbers of its block.
static bool begin_target(struct rmx_renderer *renderer, const struct rmx_pass *pass,
                         const unsigned char *block)
{
    struct rmx_target *target = &renderer->targets.items[pass->target];
    float size[2] = {(float)target->width, (float)target->height};
    if (pass->sized)
        memcpy(size, block + pass->block_offset, sizeof size);
    return rmx_target_begin(target, (int)size[0], (int)size[1]);
}

// The pass is due again in the next frame.
static void fall_short(struct rmx_renderer *renderer, int pass)
{
    renderer->was_short = true;
    rmx_schedule_pass(renderer->schedule, pass);
}

static bool is_new(const struct rmx_renderer *renderer, int step)
{
    int pass = step < 0 ? -1 : renderer->plan->steps[step].pass;
    return pass >= 0 && rmx_schedule_is_due(renderer->schedule, pass);
}

static bool reads_dirty(const struct rmx_renderer *renderer, int fragment)
{
    const struct rmx_step *step = &renderer->plan->steps[fragment];
    for (int i = 0; i < step->effect->input_count; i++)
        if (is_new(renderer, step->inputs[i]))
            return true;
    return false;
}

static struct rmx_fragment_dirty find_dirty(const struct rmx_renderer *renderer,
                                            const struct rmx_pass *pass,
                                            struct rmx_fragment_table *fragments)
{
    struct rmx_fragment_dirty dirty = {.masks = reads_dirty(renderer, pass->fragments->cut),
                                       .is_sample = renderer->is_sample};
    for (int a = 0; a < pass->fragments->arrange_count; a++)
        dirty.targets |= reads_dirty(renderer, pass->fragments->arranges[a]);
    for (int i = 0; i < pass->layer_count; i++)
        if (is_new(renderer, pass->textures[sampler_count(pass) + i].step))
            rmx_fragments_picture(fragments, i);
    return dirty;
}

// The base's fragments, where they are, with the moved pictures. Those of the array are fed by
// passes.
static bool draw_moved_fragments(struct rmx_renderer *renderer, int index)
{
    const struct rmx_pass *pass = &renderer->plan->passes[index];
    struct rmx_fragment_table *fragments = renderer->base->fragments[index];
    for (int i = 0; i < pass->layer_count; i++) {
        const struct rmx_pass_texture *picture = &pass->textures[sampler_count(pass) + i];
        int from = rmx_plan_feeding_pass(renderer->plan, picture);
        rmx_fragments_lend(renderer->fragments[index], fragments, i,
                           from >= 0 && renderer->is_moved[from]);
    }
    rmx_fragments_show(renderer->fragments[index], fragments);
    if (pass->fragments->way == RMX_FRAGMENTS_GATHER)
        return false;
    rmx_fragments_draw(fragments, renderer->programs->passes.of_pass[index], renderer->vertices);
    return true;
}

// Brings fragments to their places; draws them where that is more than a function of the point.
static bool draw_fragments(struct rmx_renderer *renderer, int index, const unsigned char *block)
{
    const struct rmx_pass *pass = &renderer->plan->passes[index];
    struct rmx_fragment_table *fragments = renderer->fragments[index];
    if (renderer->base)
        return draw_moved_fragments(renderer, index);
    struct rmx_fragment_dirty dirty = find_dirty(renderer, pass, fragments);
    if (!rmx_fragments_arrange(fragments, block + pass->block_offset, dirty)) {
        fall_short(renderer, index);
        return true;
    }
    if (pass->fragments->way == RMX_FRAGMENTS_GATHER)
        return false;
    rmx_fragments_draw(fragments, renderer->programs->passes.of_pass[index], renderer->vertices);
    return true;
}

// That in which what stands still is constant, where there is one.
static GLuint program_of(const struct rmx_renderer *renderer, int index)
{
    GLuint own = rmx_special_program(renderer->special, index);
    return own ? own : renderer->programs->passes.of_pass[index];
}

static bool is_trial(const struct rmx_renderer *renderer)
{
    return renderer->special && !renderer->owns_special;
}

static const struct rmx_texture *drawn_by(const struct rmx_renderer *renderer, int index)
{
    const struct rmx_target *target =
        &renderer->targets.items[renderer->plan->passes[index].target];
    return &target->textures[target->current];
}

static void begin_trial(const struct rmx_renderer *renderer, int index)
{
    const struct rmx_texture *drawn = drawn_by(renderer, index);
    if (is_trial(renderer))
        rmx_special_scissor(renderer->special, drawn->width, drawn->height);
}

static void try_special(struct rmx_renderer *renderer, int index)
{
    const struct rmx_texture *drawn = drawn_by(renderer, index);
    if (!is_trial(renderer))
        return;
    if (renderer->pace.is_long)
        rmx_special_give_up(renderer->special, index);
    else
        rmx_special_try_pass(renderer->special, index, renderer->programs->passes.of_pass[index],
                             drawn->width, drawn->height);
    glDisable(GL_SCISSOR_TEST);
}

static void draw_pass(struct rmx_renderer *renderer, int index, const unsigned char *block)
{
    const struct rmx_pass *pass = &renderer->plan->passes[index];
    make_mips(renderer, pass, block);
    if (!begin_target(renderer, pass, block)) {
        fall_short(renderer, index);
        return;
    }
    bind_textures(renderer, pass, block);
    if (pass->block_size)
        glBindBufferRange(GL_UNIFORM_BUFFER, 0, renderer->frame, pass->block_offset,
                          pass->block_size);
    if (pass->shaders.notes_loops)
        rmx_loop_notes_bind(&renderer->notes);
    if (renderer->fragments[index] && draw_fragments(renderer, index, block))
        return;
    glUseProgram(program_of(renderer, index));
    begin_trial(renderer, index);
    if (!rmx_pace_draw(&renderer->pace, renderer->plan, index,
                       &renderer->targets.items[pass->target]))
        rmx_pass_draw(pass);
    try_special(renderer, index);
}

static void upload_block(struct rmx_renderer *renderer, const unsigned char *block)
{
    if (!renderer->plan->block_size)
        return;
    // Storage anew each frame: the driver need not wait for the last one's readers.
    glNamedBufferData(renderer->frame, renderer->plan->block_size, block, GL_STREAM_DRAW);
    renderer->counts.uploads++;
}

static void draw_unseen(struct rmx_renderer *renderer, int index, const unsigned char *block)
{
    draw_pass(renderer, index, block);
    if (renderer->fragments[index])
        rmx_fragments_reset(renderer->fragments[index]);
}

void rmx_renderer_warm(struct rmx_renderer *renderer, const unsigned char *block)
{
    upload_block(renderer, block);
    rmx_renderer_set_state(renderer);
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 0, 1, 1);
    renderer->pace.is_off = true;
    for (int i = 0; i < renderer->plan->pass_count; i++)
        draw_unseen(renderer, i, block);
    renderer->pace.is_off = false;
    glDisable(GL_SCISSOR_TEST);
    rmx_renderer_forget(renderer);
    rmx_context_wait();
}

bool rmx_renderer_try(struct rmx_renderer *renderer, const unsigned char *block)
{
    if (!renderer->pace.any || renderer->pace.was_tried)
        return true;
    upload_block(renderer, block);
    rmx_renderer_set_state(renderer);
    rmx_pace_begin(&renderer->pace);
    for (int i = 0; i < renderer->plan->pass_count && renderer->pace.over < 0; i++)
        draw_unseen(renderer, i, block);
    rmx_renderer_forget(renderer);
    rmx_context_wait();
    renderer->pace.was_tried = renderer->pace.over < 0;
    return renderer->pace.was_tried;
}

bool rmx_renderer_is_over(const struct rmx_renderer *renderer, struct rmx_renderer_over *over)
{
    *over = (struct rmx_renderer_over){renderer->pace.over, renderer->pace.estimate_ms};
    return renderer->pace.over >= 0;
}

void rmx_renderer_watch(struct rmx_renderer *renderer, struct rmx_renderer_waiter waiter)
{
    renderer->pace.waiter = waiter;
}

static void turn_fragments(struct rmx_renderer *renderer)
{
    for (int i = 0; i < renderer->plan->pass_count; i++)
        if (renderer->fragments[i] && rmx_fragments_turn(renderer->fragments[i]))
            rmx_schedule_pass(renderer->schedule, i);
}

// The passes that are due, of which there are so many.
static void draw_due(struct rmx_renderer *renderer, const unsigned char *block, int due)
{
    int count = renderer->plan->pass_count;
    renderer->shows_mean = false;
    renderer->counts.passes_drawn += due;
    renderer->counts.passes_skipped += count - due;
    rmx_pace_begin(&renderer->pace);
    if (!due)
        return;
    upload_block(renderer, block);
    rmx_renderer_set_state(renderer);
    for (int i = 0; i < count; i++) {
        if (!rmx_schedule_is_due(renderer->schedule, i))
            continue;
        if (renderer->pace.over < 0)
            draw_pass(renderer, i, block);
        if (renderer->pace.over >= 0)
            rmx_schedule_pass(renderer->schedule, i);
        count_bytes(renderer, &renderer->plan->passes[i], block);
    }
}

void rmx_renderer_draw_all(struct rmx_renderer *renderer, const unsigned char *block)
{
    for (int i = 0; i < renderer->plan->pass_count; i++)
        rmx_schedule_pass(renderer->schedule, i);
    rmx_renderer_draw(renderer, block);
}

static void take_changes(struct rmx_renderer *renderer)
{
    turn_fragments(renderer);
    rmx_sources_report(renderer->sources, &renderer->sources_seen, renderer->schedule);
}

void rmx_renderer_draw(struct rmx_renderer *renderer, const unsigned char *block)
{
    take_changes(renderer);
    draw_due(renderer, block, rmx_schedule_frame(renderer->schedule, block));
}

void rmx_renderer_draw_past(struct rmx_renderer *renderer, const unsigned char *block)
{
    take_changes(renderer);
    draw_due(renderer, block, rmx_schedule_past(renderer->schedule, block));
}

void rmx_renderer_draw_moved(struct rmx_renderer *renderer, const unsigned char *block)
{
    upload_block(renderer, block);
    rmx_renderer_set_state(renderer);
    rmx_pace_begin(&renderer->pace);
    for (int i = 0; i < renderer->plan->pass_count; i++)
        if (renderer->is_moved[i])
            draw_pass(renderer, i, block);
    renderer->was_short |= rmx_gl_errors_was_short(); // the base's picture is whole
}
