// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/buffer.h"

void rmx_buffer_bind_range(GLuint binding, struct rmx_buffer_range range)
{
    glBindBufferRange(GL_SHADER_STORAGE_BUFFER, binding, range.buffer, range.offset, range.size);
}

void rmx_buffer_resize(GLuint *buffer, GLsizeiptr size)
{
    if (!*buffer)
        glCreateBuffers(1, buffer);
    glNamedBufferData(*buffer, size, NULL, GL_DYNAMIC_COPY);
}
