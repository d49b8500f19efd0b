// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/context.h"

#include "base/log.h"
#include "base/pages.h"
#include "plan/plan.h"
#include "render/program.h"

#include <GL/glew.h>

#define EGL_NO_X11
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEVICES = 16 };

struct rmx_context {
    EGLDisplay display; // EGL_NO_DISPLAY: a context that was made elsewhere
    EGLContext context;
    struct rmx_device device;
    atomic_int errors; // the driver may tell of them from any thread
};

// Sentences for a machine without usable GL; the last step that failed speaks.
static const char no_display[] = "no OpenGL device answers (is libgl1-mesa-dri installed?)";
static const char no_context[] = "the graphics driver offers no OpenGL 4.5";
static const char no_loader[] = "the OpenGL 4.5 functions could not be loaded";

static bool has_extension(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; at && (at = strstr(at, name)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

// A context that says when the GPU was reset, else a plain one. Those that share objects must agree
// in that: the other one decides.
static EGLContext create_context(EGLDisplay display, EGLContext shared)
{
    const EGLint plain[] = {EGL_CONTEXT_MAJOR_VERSION,
                            4,
                            EGL_CONTEXT_MINOR_VERSION,
                            5,
                            EGL_CONTEXT_OPENGL_PROFILE_MASK,
                            EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                            EGL_CONTEXT_OPENGL_DEBUG,
                            EGL_TRUE,
                            EGL_NONE};
    EGLint robust[sizeof plain / sizeof plain[0] + 2];
    int last = (int)(sizeof plain / sizeof plain[0]) - 1;
    memcpy(robust, plain, sizeof plain);
    robust[last] = EGL_CONTEXT_OPENGL_RESET_NOTIFICATION_STRATEGY;
    robust[last + 1] = EGL_LOSE_CONTEXT_ON_RESET;
    robust[last + 2] = EGL_NONE;
    EGLContext context = eglCreateContext(display, EGL_NO_CONFIG_KHR, shared, robust);
    if (context == EGL_NO_CONTEXT)
        context = eglCreateContext(display, EGL_NO_CONFIG_KHR, shared, plain);
    return context;
}

// Makes a context on `display` current; leaves nothing behind where it cannot.
static bool open_display(struct rmx_context *context, EGLDisplay display, const char **why)
{
    if (display == EGL_NO_DISPLAY || !eglInitialize(display, NULL, NULL))
        return false;
    *why = no_context;
    if (eglBindAPI(EGL_OPENGL_API)) {
        EGLContext made = create_context(display, EGL_NO_CONTEXT);
        if (made != EGL_NO_CONTEXT &&
            eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, made)) {
            context->display = display;
            context->context = made;
            return true;
        }
        if (made != EGL_NO_CONTEXT)
            eglDestroyContext(display, made);
    }
    eglTerminate(display);
    return false;
}

static EGLDisplay platform_display(EGLenum platform, void *native)
{
    PFNEGLGETPLATFORMDISPLAYEXTPROC get_display =
        (PFNEGLGETPLATFORMDISPLAYEXTPROC)eglGetProcAddress("eglGetPlatformDisplayEXT");
    return get_display ? get_display(platform, native, NULL) : EGL_NO_DISPLAY;
}

// EGL's devices, hardware before software; 0 where the platform is not there.
static int list_devices(EGLDeviceEXT *devices)
{
    PFNEGLQUERYDEVICESEXTPROC query =
        (PFNEGLQUERYDEVICESEXTPROC)eglGetProcAddress("eglQueryDevicesEXT");
    PFNEGLQUERYDEVICESTRINGEXTPROC describe =
        (PFNEGLQUERYDEVICESTRINGEXTPROC)eglGetProcAddress("eglQueryDeviceStringEXT");
    EGLDeviceEXT found[MOST_DEVICES];
    EGLint count = 0;
    if (!query || !describe || !query(MOST_DEVICES, found, &count))
        return 0;
    int listed = 0;
    for (int software = 0; software < 2; software++)
        for (int i = 0; i < count; i++)
            if (has_extension(describe(found[i], EGL_EXTENSIONS), "EGL_MESA_device_software") ==
                (bool)software)
                devices[listed++] = found[i];
    return listed;
}

static bool open_any(struct rmx_context *context, const char **why)
{
    EGLDeviceEXT devices[MOST_DEVICES];
    int count = list_devices(devices);
    for (int i = 0; i < count; i++)
        if (open_display(context, platform_display(EGL_PLATFORM_DEVICE_EXT, devices[i]), why))
            return true;
    return open_display(context, platform_display(EGL_PLATFORM_SURFACELESS_MESA, NULL), why);
}

// Without an X display GLEW answers 4 after loading everything: the functions themselves are
// checked.
static bool load_functions(void)
{
    glewExperimental = GL_TRUE;
    GLenum status = glewInit();
    return (status == GLEW_OK || status == GLEW_ERROR_NO_GLX_DISPLAY) && GLEW_VERSION_4_5 &&
           glCreateTextures;
}

// That memory is short says who wanted it (render/gl_errors.h); here it would be said each frame.
static bool is_serious(GLenum type, GLenum severity, const char *message)
{
    return (type == GL_DEBUG_TYPE_ERROR || severity == GL_DEBUG_SEVERITY_HIGH) &&
           !strstr(message, "GL_OUT_OF_MEMORY");
}

static void GLAPIENTRY log_message(GLenum source, GLenum type, GLuint id, GLenum severity,
                                   GLsizei length, const GLchar *message, const void *data)
{
    (void)source, (void)length;
    struct rmx_context *context = (struct rmx_context *)data;
    atomic_fetch_add(&context->errors, type == GL_DEBUG_TYPE_ERROR);
    rmx_log(is_serious(type, severity, message) ? RMX_LOG_WARNING : RMX_LOG_DEBUG, "OpenGL %u: %s",
            id, message);
}

// The compiler's own words are left out: what matters of them stands in the shader's log.
static void listen(struct rmx_context *context)
{
    glEnable(GL_DEBUG_OUTPUT);
    glDebugMessageCallback(log_message, context);
    glDebugMessageControl(GL_DEBUG_SOURCE_SHADER_COMPILER, GL_DONT_CARE, GL_DONT_CARE, 0, NULL,
                          GL_FALSE);
    glDebugMessageControl(GL_DONT_CARE, GL_DONT_CARE, GL_DEBUG_SEVERITY_NOTIFICATION, 0, NULL,
                          GL_FALSE);
}

// Draws one pixel with a NaN in it. llvmpipe's answer is known and costs no program there.
static bool clamp_keeps_nan(const struct rmx_device *device)
{
    if (!strncmp(device->renderer, "llvmpipe", 8))
        return false;
    GLuint program = rmx_program_builtin(NULL, device, "clamp_nan.frag", NULL);
    if (!program)
        return true; // guarding costs little; a NaN in a picture spreads
    GLuint texture, framebuffer, vertices;
    unsigned char pixel[4] = {255, 0, 0, 0};
    glCreateTextures(GL_TEXTURE_2D, 1, &texture);
    glTextureStorage2D(texture, 1, GL_RGBA8, 1, 1);
    glCreateFramebuffers(1, &framebuffer);
    glNamedFramebufferTexture(framebuffer, GL_COLOR_ATTACHMENT0, texture, 0);
    glCreateVertexArrays(1, &vertices);
    glBindVertexArray(vertices);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(0, 0, 1, 1);
    glUseProgram(program);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glReadPixels(0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, pixel);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDeleteProgram(program);
    glDeleteVertexArrays(1, &vertices);
    glDeleteFramebuffers(1, &framebuffer);
    glDeleteTextures(1, &texture);
    return pixel[0] != 0;
}

static bool has_storage(void)
{
    GLint blocks = 0, bindings = 0;
    glGetIntegerv(GL_MAX_FRAGMENT_SHADER_STORAGE_BLOCKS, &blocks);
    glGetIntegerv(GL_MAX_SHADER_STORAGE_BUFFER_BINDINGS, &bindings);
    return blocks >= 1 && bindings > RMX_LOOPS_BINDING;
}

static void ask_device(struct rmx_device *device)
{
    device->renderer = (const char *)glGetString(GL_RENDERER);
    device->version = (const char *)glGetString(GL_VERSION);
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &device->texture_side);
    glGetIntegerv(GL_MAX_ARRAY_TEXTURE_LAYERS, &device->array_layers);
    glGetIntegerv(GL_MAX_TEXTURE_IMAGE_UNITS, &device->samplers);
    glGetIntegerv(GL_MAX_VARYING_VECTORS, &device->varyings);
    glGetIntegerv(GL_MAX_UNIFORM_BLOCK_SIZE, &device->block_bytes);
    glGetIntegerv(GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT, &device->block_alignment);
    device->is_software =
        strstr(device->renderer, "llvmpipe") || strstr(device->renderer, "softpipe");
    device->notes_loops = has_storage();
    device->clamp_keeps_nan = clamp_keeps_nan(device);
}

// Makes what is current ours to draw with; takes the context away where it is of no use.
static struct rmx_context *furnish(struct rmx_context *context, char *why, int why_size)
{
    if (!load_functions()) {
        snprintf(why, (size_t)why_size, "%s", no_loader);
        rmx_context_destroy(context);
        return NULL;
    }
    listen(context);
    ask_device(&context->device);
    rmx_log(RMX_LOG_INFO, "OpenGL: %s, %s", context->device.renderer, context->device.version);
    return context;
}

struct rmx_context *rmx_context_create(char *why, int why_size)
{
    enum { DRIVER_BYTES = 64 << 20 }; // with less some fall instead of saying so
    struct rmx_context *context = calloc(1, sizeof *context);
    assert(context);
    bool may_open = rmx_pages_are_left(DRIVER_BYTES);
    const char *reason = may_open ? no_display : "memory does not suffice for OpenGL";
    if (may_open && open_any(context, &reason))
        return furnish(context, why, why_size);
    snprintf(why, (size_t)why_size, "%s", reason);
    free(context);
    return NULL;
}

struct rmx_context *rmx_context_adopt(char *why, int why_size)
{
    struct rmx_context *context = calloc(1, sizeof *context);
    assert(context);
    return furnish(context, why, why_size);
}

struct rmx_context *rmx_context_share(char *why, int why_size)
{
    EGLContext current = eglGetCurrentContext();
    EGLDisplay display = eglGetCurrentDisplay();
    EGLSurface draw = eglGetCurrentSurface(EGL_DRAW), read = eglGetCurrentSurface(EGL_READ);
    struct rmx_context *context = calloc(1, sizeof *context);
    assert(context);
    snprintf(why, (size_t)why_size, "%s", no_context);
    if (eglBindAPI(EGL_OPENGL_API))
        context->context = create_context(display, current);
    if (context->context == EGL_NO_CONTEXT) {
        free(context);
        return NULL;
    }
    context->display = display;
    rmx_context_enter(context);
    context = furnish(context, why, why_size);
    eglMakeCurrent(display, draw, read, current);
    return context;
}

void rmx_context_enter(struct rmx_context *context)
{
    eglBindAPI(EGL_OPENGL_API); // of this thread
    if (!eglMakeCurrent(context->display, EGL_NO_SURFACE, EGL_NO_SURFACE, context->context))
        rmx_log(RMX_LOG_ERROR, "a graphics context cannot be entered");
}

void rmx_context_leave(void)
{
    EGLDisplay display = eglGetCurrentDisplay();
    if (display != EGL_NO_DISPLAY)
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
}

void rmx_context_destroy(struct rmx_context *context)
{
    if (!context)
        return;
    if (context->display != EGL_NO_DISPLAY) {
        if (eglGetCurrentContext() == context->context)
            rmx_context_leave();
        eglDestroyContext(context->display, context->context);
    }
    // The display stays until the program ends: unloading the driver takes time, and the next
    // context would load it again.
    free(context);
}

bool rmx_device_holds(const struct rmx_device *device, int width, int height)
{
    bool holds =
        width > 0 && height > 0 && width <= device->texture_side && height <= device->texture_side;
    if (!holds)
        rmx_log(RMX_LOG_ERROR, "a picture of %d x %d passes the texture limit of %d", width, height,
                device->texture_side);
    return holds;
}

void rmx_context_wait(void)
{
    GLsync drawn = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    const GLuint64 second_ns = 1000000000;
    while (drawn &&
           glClientWaitSync(drawn, GL_SYNC_FLUSH_COMMANDS_BIT, second_ns) == GL_TIMEOUT_EXPIRED)
        continue;
    glDeleteSync(drawn);
}

const struct rmx_device *rmx_context_device(const struct rmx_context *context)
{
    return &context->device;
}

int rmx_context_errors(const struct rmx_context *context)
{
    glFinish();
    return atomic_load(&context->errors);
}

// Names need not be used again, so those up to the next one are tried one by one.
int rmx_context_objects(const struct rmx_context *context)
{
    (void)context;
    GLuint texture, buffer, framebuffer, program = glCreateProgram();
    int count = 0;
    glGenTextures(1, &texture);
    glGenBuffers(1, &buffer);
    glGenFramebuffers(1, &framebuffer);
    for (GLuint i = 1; i < texture; i++)
        count += glIsTexture(i);
    for (GLuint i = 1; i < buffer; i++)
        count += glIsBuffer(i);
    for (GLuint i = 1; i < framebuffer; i++)
        count += glIsFramebuffer(i);
    for (GLuint i = 1; i < program; i++)
        count += glIsProgram(i) + glIsShader(i);
    glDeleteTextures(1, &texture);
    glDeleteBuffers(1, &buffer);
    glDeleteFramebuffers(1, &framebuffer);
    glDeleteProgram(program);
    return count;
}
