// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures and buffers of the GPU into memory, without waiting for them: a ring of mapped buffers,
// each with a fence.
//
// In:  requests, in the order of drawing. Out: their bytes, in that order, frames later. What is
// requested is what the GPU will have drawn by then: it may be drawn over at once.
// Thread: one at a time, with a current context; buffers and fences are shared, so that it may be
// another context of the share group each time. The bytes of a frame may be read on any thread
// until it is released.
// After a reset of the GPU a frame may have no bytes, or any: the caller checks for the reset.
#pragma once

#include "plan/plan.h"
#include "render/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct rmx_readback;

// At most `slots` requests, at least 1, under way or not yet released.
struct rmx_readback *rmx_readback_create(int slots);
// Gives up what is under way. NULL is fine.
void rmx_readback_destroy(struct rmx_readback *readback);

// All slots are taken: the next request is refused until a frame is released.
bool rmx_readback_is_full(const struct rmx_readback *readback);
// A framebuffer's picture: rows from the bottom to the top without gaps, channels of `format`, four
// a pixel. `id` comes back with it. False: the ring is full, or no memory (logged); nothing is
// requested then.
bool rmx_readback_picture(struct rmx_readback *readback, long long id, GLuint framebuffer,
                          int width, int height, enum rmx_format format);
// Ranges of buffers, one behind the other, each from a multiple of 16 bytes on. What shaders wrote
// is seen. Else as rmx_readback_picture.
bool rmx_readback_ranges(struct rmx_readback *readback, long long id,
                         const struct rmx_buffer_range *ranges, int count);

struct rmx_readback_frame {
    long long id;
    const unsigned char *bytes; // NULL: lost with the GPU
    size_t size;
};

// The oldest request, once it has arrived: the same one until it is released. NULL until then, and
// where nothing is requested.
const struct rmx_readback_frame *rmx_readback_poll(struct rmx_readback *readback);
// The same, but waits for it: NULL only where nothing is requested.
const struct rmx_readback_frame *rmx_readback_wait(struct rmx_readback *readback);
// Gives the slot of the oldest request back, arrived or not.
void rmx_readback_release(struct rmx_readback *readback);
