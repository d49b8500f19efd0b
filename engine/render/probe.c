// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/probe.h"

#include "base/log.h"
#include "render/gl_errors.h"
#include "render/renderer_parts.h"

#include <string.h>

enum { MOST_ROWS = 8192 }; // of the target that holds the slots

struct rmx_probe {
    struct rmx_renderer *renderer; // its own: targets and pictures of fragments
    struct rmx_renderer *base;
    unsigned char *block;
    bool *is_needed; // by pass: the result is moved by it
    int side, columns, rows;
    int slots, slots_high; // of them, one above another
    GLuint cells, framebuffer;
    GLuint requested; // a buffer of all slots
    int requested_slots;
    GLsync fence; // behind the request; NULL: there is none
};

static void make_framebuffer(struct rmx_probe *probe)
{
    glCreateFramebuffers(1, &probe->framebuffer);
    glNamedFramebufferTexture(probe->framebuffer, GL_COLOR_ATTACHMENT0, probe->cells, 0);
}

static bool make_cells(struct rmx_probe *probe)
{
    int across = (probe->slots + probe->slots_high - 1) / probe->slots_high;
    int high = probe->slots < probe->slots_high ? probe->slots : probe->slots_high;
    rmx_gl_errors_begin();
    glCreateTextures(GL_TEXTURE_2D, 1, &probe->cells);
    glTextureStorage2D(probe->cells, 1, GL_R32F, across * probe->columns, high * probe->rows);
    make_framebuffer(probe);
    if (rmx_gl_errors_end())
        return true;
    rmx_log(RMX_LOG_ERROR, "no GPU memory for a ledger of %d sources", probe->slots);
    return false;
}

struct rmx_probe *rmx_probe_create(struct rmx_renderer *base, struct rmx_context *context,
                                   int slots, int side)
{
    const struct rmx_renderer_params params = {
        .context = context, .width = base->size.width, .height = base->size.height, .of = base};
    struct rmx_renderer *renderer = rmx_renderer_create(&params, NULL);
    if (!renderer)
        return NULL;
    struct rmx_probe *probe = RMX_NEW(renderer->arena, struct rmx_probe, 1);
    int columns = (base->size.width + side - 1) / side,
        rows = (base->size.height + side - 1) / side;
    *probe = (struct rmx_probe){
        .renderer = renderer,
        .base = base,
        .block = RMX_NEW(renderer->arena, unsigned char, base->plan->block_size + 1),
        .is_needed = RMX_NEW(renderer->arena, bool, base->plan->pass_count),
        .side = side,
        .columns = columns,
        .rows = rows,
        .slots = slots,
        .slots_high = rows < MOST_ROWS ? MOST_ROWS / rows : 1,
    };
    renderer->base = base;
    renderer->is_moved = RMX_NEW(renderer->arena, bool, base->plan->pass_count);
    if (!slots || make_cells(probe))
        return probe;
    rmx_probe_destroy(probe);
    return NULL;
}

void rmx_probe_destroy(struct rmx_probe *probe)
{
    if (!probe)
        return;
    glDeleteSync(probe->fence);
    glDeleteBuffers(1, &probe->requested);
    glDeleteFramebuffers(1, &probe->framebuffer);
    glDeleteTextures(1, &probe->cells);
    rmx_texture_finish(&probe->renderer->moved_picture);
    rmx_renderer_destroy(probe->renderer); // and with it the probe
}

void rmx_probe_enter(struct rmx_probe *probe)
{
    rmx_renderer_enter(probe->renderer);
    if (probe->cells)
        make_framebuffer(probe);
}

void rmx_probe_leave(struct rmx_probe *probe)
{
    glDeleteFramebuffers(1, &probe->framebuffer);
    probe->framebuffer = 0;
    rmx_renderer_leave(probe->renderer);
}

void rmx_probe_begin(struct rmx_probe *probe)
{
    for (int i = 0; i < probe->base->plan->pass_count; i++)
        if (probe->renderer->fragments[i])
            rmx_fragments_reset(probe->renderer->fragments[i]);
}

static bool reads_moved(const struct rmx_plan *plan, const struct rmx_pass *pass,
                        const bool *is_moved)
{
    for (int t = 0; t < pass->texture_count; t++) {
        const struct rmx_pass_texture *texture = &pass->textures[t];
        int from = rmx_plan_feeding_pass(plan, texture);
        if (from >= 0 && !texture->past && !texture->is_unmoved && is_moved[from])
            return true;
    }
    return false;
}

static void need_inputs(const struct rmx_plan *plan, int pass, bool *is_needed)
{
    for (int t = 0; t < plan->passes[pass].texture_count; t++) {
        const struct rmx_pass_texture *texture = &plan->passes[pass].textures[t];
        int from = rmx_plan_feeding_pass(plan, texture);
        if (from >= 0 && !texture->past && !texture->is_unmoved)
            is_needed[from] = true;
    }
}

// The passes that are moved with the tap, and by which the result is.
static void find_moved(struct rmx_probe *probe, int tap)
{
    const struct rmx_plan *plan = probe->base->plan;
    bool *is_moved = probe->renderer->is_moved, *is_needed = probe->is_needed;
    memset(is_needed, 0, (size_t)plan->pass_count * sizeof(*is_needed));
    is_needed[plan->pass_count - 1] = true;
    for (int p = 0; p < plan->pass_count; p++)
        is_moved[p] = rmx_pass_taps(plan, &plan->passes[p], tap) ||
                      reads_moved(plan, &plan->passes[p], is_moved);
    for (int p = plan->pass_count - 1; p >= 0; p--) {
        is_moved[p] &= is_needed[p];
        if (is_moved[p])
            need_inputs(plan, p, is_needed);
    }
}

bool rmx_probe_is_stored(struct rmx_probe *probe, int tap)
{
    const struct rmx_plan *plan = probe->base->plan;
    find_moved(probe, tap);
    for (int p = 0; p < plan->pass_count; p++)
        if (probe->renderer->is_moved[p] && rmx_pass_taps(plan, &plan->passes[p], tap) &&
            (p < plan->pass_count - 1 || plan->params.is_within))
            return true;
    return false;
}

// The moved picture; where nothing moves it, the base's.
static const struct rmx_renderer *picture_of(const struct rmx_probe *probe)
{
    bool is_moved = probe->renderer->is_moved[probe->base->plan->pass_count - 1];
    return is_moved ? probe->renderer : probe->base;
}

// The picture of a scene within as the source that it is here.
static void take_picture(struct rmx_probe *probe, int source, const struct rmx_probe *within)
{
    struct rmx_renderer *renderer = probe->renderer;
    const struct rmx_texture *now = rmx_sources_texture(renderer->sources, source);
    struct rmx_texture *moved = &renderer->moved_picture;
    renderer->moved_source = -1;
    if (!now)
        return;
    if (moved->width != now->width || moved->height != now->height ||
        moved->format != now->format || moved->levels != now->levels) {
        rmx_texture_finish(moved);
        if (!rmx_texture_init(moved, now->format, now->width, now->height, now->levels > 1))
            return;
    }
    rmx_renderer_copy_picture(renderer, moved, picture_of(within));
    renderer->moved_source = source;
}

static void set_moved(struct rmx_probe *probe, int tap)
{
    const struct rmx_plan *plan = probe->base->plan;
    for (int p = 0; p < plan->pass_count; p++) {
        const struct rmx_pass *pass = &plan->passes[p];
        int32_t moved = tap;
        memcpy(probe->block + pass->block_offset + rmx_pass_moved_offset(pass), &moved,
               sizeof(moved));
    }
}

void rmx_probe_draw(struct rmx_probe *probe, const unsigned char *block,
                    const struct rmx_probe_move *move)
{
    const struct rmx_plan *plan = probe->base->plan;
    memcpy(probe->block, block, (size_t)plan->block_size);
    find_moved(probe, move->tap);
    set_moved(probe, move->within ? 0 : move->only_up ? -move->tap : move->tap);
    probe->renderer->moved_source = -1;
    if (move->within)
        take_picture(probe, plan->taps[move->tap - 1].source, move->within);
    rmx_renderer_draw_moved(probe->renderer, probe->block);
}

void rmx_probe_clear(struct rmx_probe *probe)
{
    static const float nothing[4] = {0};
    glClearNamedFramebufferfv(probe->framebuffer, GL_COLOR, 0, nothing);
}

static void origin_of(const struct rmx_probe *probe, int slot, int *x, int *y)
{
    *x = slot / probe->slots_high * probe->columns;
    *y = slot % probe->slots_high * probe->rows;
}

void rmx_probe_compare(struct rmx_probe *probe, int slot)
{
    struct rmx_renderer *renderer = probe->renderer;
    if (!renderer->is_moved[probe->base->plan->pass_count - 1])
        return; // it is the same
    GLuint program = rmx_programs_builtin(renderer->programs, RMX_BUILTIN_COMPARE);
    int x, y;
    origin_of(probe, slot, &x, &y);
    rmx_renderer_set_state(renderer);
    glBindFramebuffer(GL_FRAMEBUFFER, probe->framebuffer);
    glViewport(x, y, probe->columns, probe->rows);
    glUseProgram(program);
    glProgramUniform2i(program, 0, x, y);
    glProgramUniform1i(program, 1, probe->side);
    glBindTextures(0, 2,
                   (GLuint[]){rmx_renderer_texture(renderer), rmx_renderer_texture(probe->base)});
    glBindSamplers(0, 2, NULL); // texelFetch only
    glEnable(GL_BLEND);
    glBlendEquation(GL_MAX);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBlendEquation(GL_FUNC_ADD);
    glDisable(GL_BLEND);
}

static size_t bytes_of(const struct rmx_probe *probe, int slots)
{
    return (size_t)slots * (size_t)(probe->columns * probe->rows) * sizeof(float);
}

// To an address, or to an offset in the buffer that is bound.
static void read_slots(struct rmx_probe *probe, int slots, char *to)
{
    glBindFramebuffer(GL_FRAMEBUFFER, probe->framebuffer);
    for (int slot = 0; slot < slots; slot += probe->slots_high) {
        int high = slots - slot < probe->slots_high ? slots - slot : probe->slots_high, x, y;
        origin_of(probe, slot, &x, &y);
        glReadPixels(x, y, probe->columns, high * probe->rows, GL_RED, GL_FLOAT,
                     to + bytes_of(probe, slot));
    }
}

void rmx_probe_read(struct rmx_probe *probe, int slots, float *sensitivities)
{
    read_slots(probe, slots, (char *)sensitivities);
}

void rmx_probe_request(struct rmx_probe *probe, int slots)
{
    if (!probe->requested) {
        glCreateBuffers(1, &probe->requested);
        glNamedBufferStorage(probe->requested, (GLsizeiptr)bytes_of(probe, probe->slots), NULL, 0);
    }
    glBindBuffer(GL_PIXEL_PACK_BUFFER, probe->requested);
    read_slots(probe, slots, NULL);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    glDeleteSync(probe->fence);
    probe->fence = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    probe->requested_slots = slots;
}

bool rmx_probe_has_arrived(const struct rmx_probe *probe)
{
    GLenum status = probe->fence ? glClientWaitSync(probe->fence, GL_SYNC_FLUSH_COMMANDS_BIT, 0)
                                 : GL_ALREADY_SIGNALED;
    return status != GL_TIMEOUT_EXPIRED;
}

void rmx_probe_take(struct rmx_probe *probe, float *sensitivities)
{
    glGetNamedBufferSubData(probe->requested, 0,
                            (GLsizeiptr)bytes_of(probe, probe->requested_slots), sensitivities);
    glDeleteSync(probe->fence);
    probe->fence = NULL;
}

int rmx_probe_columns(const struct rmx_probe *probe)
{
    return probe->columns;
}

int rmx_probe_rows(const struct rmx_probe *probe)
{
    return probe->rows;
}
