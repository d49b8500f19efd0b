// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gl.h"

#include <stdio.h>

#include <GL/glew.h>

#include <EGL/egl.h>
#include <EGL/eglext.h>

// A device first: a card's driver may have no surfaceless platform, and Mesa has both.
static EGLDisplay open_display(void)
{
    EGLDeviceEXT device;
    EGLint count = 0, major, minor;
    PFNEGLQUERYDEVICESEXTPROC query =
        (PFNEGLQUERYDEVICESEXTPROC)(void *)eglGetProcAddress("eglQueryDevicesEXT");
    PFNEGLGETPLATFORMDISPLAYEXTPROC get =
        (PFNEGLGETPLATFORMDISPLAYEXTPROC)(void *)eglGetProcAddress("eglGetPlatformDisplayEXT");
    if (!get)
        return EGL_NO_DISPLAY;
    if (query && query(1, &device, &count) && count > 0) {
        EGLDisplay found = get(EGL_PLATFORM_DEVICE_EXT, device, NULL);
        if (found && eglInitialize(found, &major, &minor))
            return found;
    }
    EGLDisplay found = get(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, NULL);
    return found && eglInitialize(found, &major, &minor) ? found : EGL_NO_DISPLAY;
}

static bool fail(const char *what)
{
    fprintf(stderr, "test_gl: %s\n", what);
    return false;
}

bool test_gl_start(void)
{
    static const EGLint attributes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                        4,
                                        EGL_CONTEXT_MINOR_VERSION,
                                        5,
                                        EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                        EGL_NONE};
    EGLDisplay display = open_display();
    if (!display || !eglBindAPI(EGL_OPENGL_API))
        return fail("no EGL display");
    EGLContext context = eglCreateContext(display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes);
    if (!context || !eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context))
        return fail("no OpenGL 4.5 context");
    glewExperimental = GL_TRUE;
    glewInit(); // complains of a missing X display, and has loaded everything nevertheless
    return glCreateBuffers ? true : fail("no OpenGL 4.5 functions");
}

static GLuint build(const char *source)
{
    GLuint program = glCreateShaderProgramv(GL_COMPUTE_SHADER, 1, &source);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked)
        return program;
    char message[4096];
    glGetProgramInfoLog(program, sizeof message, NULL, message);
    glDeleteProgram(program);
    fail(message);
    return 0;
}

bool test_gl_compute(const char *source, unsigned groups, const float *in, size_t in_count,
                     float *out, size_t out_count)
{
    GLuint program = build(source), buffers[2];
    if (!program)
        return false;
    glCreateBuffers(2, buffers);
    glNamedBufferStorage(buffers[0], (GLsizeiptr)(in_count * sizeof *in), in, 0);
    glNamedBufferStorage(buffers[1], (GLsizeiptr)(out_count * sizeof *out), NULL, 0);
    glBindBuffersBase(GL_SHADER_STORAGE_BUFFER, 0, 2, buffers);
    glUseProgram(program);
    glDispatchCompute(groups, 1, 1);
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    glGetNamedBufferSubData(buffers[1], 0, (GLsizeiptr)(out_count * sizeof *out), out);
    glDeleteBuffers(2, buffers);
    glDeleteProgram(program);
    return glGetError() == GL_NO_ERROR ? true : fail("a GL error");
}
