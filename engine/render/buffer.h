// SPDX-License-Identifier: GPL-3.0-or-later
// Buffers on the GPU and ranges of them.
//
// Thread: a current context; buffers are shared between contexts of one share group.
#pragma once

#include <GL/glew.h>

struct rmx_buffer_range {
    GLuint buffer;
    GLintptr offset; // bytes; to be bound, a multiple of 256
    GLsizeiptr size;
};

// As a storage buffer, for shaders to read and write.
void rmx_buffer_bind_range(GLuint binding, struct rmx_buffer_range range);
// New storage of so many bytes; what was in the buffer is lost. 0 becomes a new buffer.
void rmx_buffer_resize(GLuint *buffer, GLsizeiptr size);
