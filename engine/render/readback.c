// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/readback.h"

#include "base/log.h"
#include "render/texture.h"

#include <assert.h>
#include <stdlib.h>

enum { RANGE_ALIGNMENT = 16, CHANNELS = 4 };

struct slot {
    GLuint buffer;
    unsigned char *mapped; // all of the buffer, as long as there is one
    GLsizeiptr capacity;
    GLsync fence; // NULL: it has arrived, or nothing is requested
    struct rmx_readback_frame frame;
};

struct rmx_readback {
    int slot_count;
    int oldest, taken; // the first slot in use, and how many
    struct slot slots[];
};

struct rmx_readback *rmx_readback_create(int slots)
{
    struct rmx_readback *readback =
        calloc(1, sizeof(*readback) + sizeof(*readback->slots) * (size_t)slots);
    assert(slots > 0);
    if (!readback)
        abort();
    readback->slot_count = slots;
    return readback;
}

void rmx_readback_destroy(struct rmx_readback *readback)
{
    for (int i = 0; readback && i < readback->slot_count; i++) {
        glDeleteSync(readback->slots[i].fence);
        glDeleteBuffers(1, &readback->slots[i].buffer);
    }
    free(readback);
}

bool rmx_readback_is_full(const struct rmx_readback *readback)
{
    return readback->taken == readback->slot_count;
}

// Storage that stays mapped: other threads read it without a context.
static bool reserve(struct slot *slot, GLsizeiptr size)
{
    const GLbitfield access = GL_MAP_READ_BIT | GL_MAP_PERSISTENT_BIT | GL_MAP_COHERENT_BIT;
    if (slot->mapped && size <= slot->capacity)
        return true;
    glDeleteBuffers(1, &slot->buffer);
    glCreateBuffers(1, &slot->buffer);
    glNamedBufferStorage(slot->buffer, size, NULL, access | GL_CLIENT_STORAGE_BIT);
    slot->mapped = glMapNamedBufferRange(slot->buffer, 0, size, access);
    slot->capacity = size;
    if (!slot->mapped)
        rmx_log(RMX_LOG_ERROR, "no memory to read %lld bytes back", (long long)size);
    return slot->mapped;
}

// The next free slot, with room for `size` bytes; NULL where there is none.
static struct slot *begin(struct rmx_readback *readback, long long id, GLsizeiptr size)
{
    int next = (readback->oldest + readback->taken) % readback->slot_count;
    struct slot *slot = &readback->slots[next];
    if (rmx_readback_is_full(readback) || !reserve(slot, size))
        return NULL;
    slot->frame = (struct rmx_readback_frame){id, NULL, (size_t)size};
    return slot;
}

static bool end(struct rmx_readback *readback, struct slot *slot)
{
    slot->fence = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    readback->taken++;
    return true;
}

static int channel_bytes(enum rmx_format format)
{
    switch (format) {
    case RMX_FORMAT_RGBA8: return 1;
    case RMX_FORMAT_RGBA16: return 2;
    case RMX_FORMAT_RGBA16F:
    case RMX_FORMAT_RGBA32F: break;
    }
    return 4;
}

bool rmx_readback_picture(struct rmx_readback *readback, long long id, GLuint framebuffer,
                          int width, int height, enum rmx_format format)
{
    GLsizeiptr size = (GLsizeiptr)width * height * CHANNELS * channel_bytes(format);
    struct slot *slot = begin(readback, id, size);
    if (!slot)
        return false;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, slot->buffer);
    glReadPixels(0, 0, width, height, GL_RGBA, rmx_format_type(format), NULL);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    return end(readback, slot);
}

static GLsizeiptr aligned(GLsizeiptr size)
{
    return (size + RANGE_ALIGNMENT - 1) / RANGE_ALIGNMENT * RANGE_ALIGNMENT;
}

bool rmx_readback_ranges(struct rmx_readback *readback, long long id,
                         const struct rmx_buffer_range *ranges, int count)
{
    GLsizeiptr size = 0, at = 0;
    for (int i = 0; i < count; i++)
        size += aligned(ranges[i].size);
    struct slot *slot = begin(readback, id, size);
    if (!slot)
        return false;
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    for (int i = 0; i < count; at += aligned(ranges[i].size), i++)
        glCopyNamedBufferSubData(ranges[i].buffer, slot->buffer, ranges[i].offset, at,
                                 ranges[i].size);
    return end(readback, slot);
}

static const struct rmx_readback_frame *oldest(struct rmx_readback *readback, GLuint64 wait_ns)
{
    struct slot *slot = &readback->slots[readback->oldest];
    if (!readback->taken)
        return NULL;
    if (!slot->fence)
        return &slot->frame;
    GLenum status = glClientWaitSync(slot->fence, GL_SYNC_FLUSH_COMMANDS_BIT, wait_ns);
    if (status == GL_TIMEOUT_EXPIRED)
        return NULL;
    glDeleteSync(slot->fence);
    slot->fence = NULL;
    slot->frame.bytes = status == GL_WAIT_FAILED ? NULL : slot->mapped;
    return &slot->frame;
}

const struct rmx_readback_frame *rmx_readback_poll(struct rmx_readback *readback)
{
    return oldest(readback, 0);
}

const struct rmx_readback_frame *rmx_readback_wait(struct rmx_readback *readback)
{
    return oldest(readback, GL_TIMEOUT_IGNORED);
}

void rmx_readback_release(struct rmx_readback *readback)
{
    assert(readback->taken);
    struct slot *slot = &readback->slots[readback->oldest];
    glDeleteSync(slot->fence);
    slot->fence = NULL;
    readback->oldest = (readback->oldest + 1) % readback->slot_count;
    readback->taken--;
}
