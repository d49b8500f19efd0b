// SPDX-License-Identifier: GPL-3.0-or-later
// An OpenGL 4.5 core context: without a window (EGL device platform, then surfaceless), that of a
// window library, or one beside another that shares its objects.
//
// Thread: the context is current on the thread that created it, but for rmx_context_share.
#pragma once

#include <stdbool.h>

struct rmx_context;

// NULL where there is no usable GL; `why` gets one sentence. Debug messages of the driver go to the
// log.
struct rmx_context *rmx_context_create(char *why, int why_size);
// The context that a window library has made current on this thread, and will destroy itself. Not
// beside another thread that loads functions or draws.
struct rmx_context *rmx_context_adopt(char *why, int why_size);
// A context without a window that shares textures, buffers and programs with the one that is
// current on this thread, which stays so. For another thread to enter. NULL as above; not beside
// another thread that loads functions or draws.
struct rmx_context *rmx_context_share(char *why, int why_size);
// Makes a context of rmx_context_create or _share current on the calling thread.
void rmx_context_enter(struct rmx_context *context);
void rmx_context_leave(void); // none is current on this thread any more
// Waits until all is drawn. glFinish frees what another context deleted, too, and the next draw may
// then be without its program (render/blank.h).
void rmx_context_wait(void);
// A shared one is current on no thread.
void rmx_context_destroy(struct rmx_context *context); // NULL is fine

struct rmx_device {
    const char *renderer, *version; // GL_RENDERER, GL_VERSION
    int texture_side;               // GL_MAX_TEXTURE_SIZE
    int array_layers;               // GL_MAX_ARRAY_TEXTURE_LAYERS
    int samplers;                   // in a fragment shader
    int varyings;                   // GL_MAX_VARYING_VECTORS
    int block_bytes;                // GL_MAX_UNIFORM_BLOCK_SIZE
    int block_alignment;            // GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT
    bool notes_loops;               // a fragment shader may write to RMX_LOOPS_BINDING
    bool is_software;               // it draws on the processor: llvmpipe, softpipe
    bool clamp_keeps_nan;           // start-up probe: clamp(NaN, 0, 1) is not 0 here
};
// Whether a picture of this size is within the device's limits; else it is logged.
bool rmx_device_holds(const struct rmx_device *device, int width, int height);
const struct rmx_device *rmx_context_device(const struct rmx_context *context);

// How many errors OpenGL has reported since the start; waits until all is drawn.
int rmx_context_errors(const struct rmx_context *context);
// How many textures, buffers, framebuffers, programs and shaders there are.
int rmx_context_objects(const struct rmx_context *context);
