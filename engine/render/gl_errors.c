// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/gl_errors.h"

#include "base/clock.h"

#include <GL/glew.h>

static _Thread_local bool was_short;

// A picture that has no storage makes its framebuffer incomplete.
static bool is_of_memory(GLenum error)
{
    return error == GL_OUT_OF_MEMORY || error == GL_INVALID_FRAMEBUFFER_OPERATION;
}

// False: there were some.
static bool take_all(void)
{
    enum { MOST = 64 }; // a lost context may answer for ever
    GLenum error;
    bool is_clean = true;
    for (int i = 0; i < MOST && (error = glGetError()) != GL_NO_ERROR; i++) {
        was_short |= is_of_memory(error);
        is_clean = false;
    }
    return is_clean;
}

void rmx_gl_errors_begin(void)
{
    take_all();
}

bool rmx_gl_errors_end(void)
{
    return take_all();
}

bool rmx_gl_errors_was_short(void)
{
    take_all();
    bool was = was_short;
    was_short = false;
    return was;
}

void rmx_gl_errors_note_short(void)
{
    was_short = true;
}

bool rmx_gl_errors_may_say(void)
{
    enum { AGAIN_MS = 10000 };
    static _Thread_local double said_ms;
    double now_ms = rmx_clock_ms();
    if (said_ms > 0 && now_ms - said_ms < AGAIN_MS)
        return false;
    said_ms = now_ms;
    return true;
}
