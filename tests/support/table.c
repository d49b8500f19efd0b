// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/table.h"

#include <GL/glew.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

void table_read(enum table_buffer buffer, size_t first, size_t count, void *out)
{
    GLint name = 0;
    glGetIntegeri_v(GL_SHADER_STORAGE_BUFFER_BINDING, buffer, &name);
    assert_true(name > 0);
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    glGetNamedBufferSubData((GLuint)name, (GLintptr)first * 4, (GLsizeiptr)count * 4, out);
}

int table_count(void)
{
    uint32_t live = 0;
    table_read(TABLE_HEAD, 0, 1, &live);
    return (int)live;
}
