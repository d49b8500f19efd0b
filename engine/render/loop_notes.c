// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/loop_notes.h"

#include "base/log.h"
#include "render/context.h"

bool rmx_loop_notes_init(struct rmx_loop_notes *notes, struct rmx_arena *arena,
                         const struct rmx_plan *plan)
{
    const GLbitfield access = GL_MAP_READ_BIT | GL_MAP_PERSISTENT_BIT | GL_MAP_COHERENT_BIT;
    GLsizeiptr size = (GLsizeiptr)sizeof(GLuint) * plan->loop_count;
    *notes = (struct rmx_loop_notes){.count = plan->loop_count};
    if (!notes->count)
        return true;
    GLuint *none = RMX_NEW(arena, GLuint, notes->count);
    notes->taken = RMX_NEW(arena, bool, notes->count);
    glCreateBuffers(1, &notes->buffer);
    glNamedBufferStorage(notes->buffer, size, none, access | GL_CLIENT_STORAGE_BIT);
    notes->words = glMapNamedBufferRange(notes->buffer, 0, size, access);
    if (!notes->words)
        rmx_log(RMX_LOG_ERROR, "no memory for the notes of %d loops", notes->count);
    return notes->words;
}

void rmx_loop_notes_finish(struct rmx_loop_notes *notes)
{
    glDeleteSync(notes->fence);
    glDeleteBuffers(1, &notes->buffer);
    *notes = (struct rmx_loop_notes){0};
}

void rmx_loop_notes_bind(struct rmx_loop_notes *notes)
{
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, RMX_LOOPS_BINDING, notes->buffer);
    notes->has_drawn = true;
}

// One fence at a time: what is drawn while it is not passed waits for the next one.
static bool is_passed(struct rmx_loop_notes *notes)
{
    if (!notes->fence && notes->has_drawn) {
        glMemoryBarrier(GL_CLIENT_MAPPED_BUFFER_BARRIER_BIT);
        notes->fence = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
        notes->has_drawn = false;
        return false;
    }
    if (!notes->fence || glClientWaitSync(notes->fence, 0, 0) == GL_TIMEOUT_EXPIRED)
        return false;
    glDeleteSync(notes->fence);
    notes->fence = NULL;
    return true;
}

static void wait_for_all(struct rmx_loop_notes *notes)
{
    if (notes->has_drawn || notes->fence) {
        glMemoryBarrier(GL_CLIENT_MAPPED_BUFFER_BARRIER_BIT);
        rmx_context_wait();
    }
    notes->has_drawn = false;
}

int rmx_loop_notes_take(struct rmx_loop_notes *notes, bool waits)
{
    if (!notes->count)
        return -1;
    if (waits)
        wait_for_all(notes);
    else if (!notes->is_current && !is_passed(notes))
        return -1;
    for (int i = 0; i < notes->count; i++)
        if (notes->words[i] && !notes->taken[i]) {
            notes->is_current = notes->taken[i] = true;
            return i;
        }
    notes->is_current = false;
    return -1;
}
