// SPDX-License-Identifier: GPL-3.0-or-later
// The side of the process that compiles.
#include "base/arena.h"
#include "base/process.h"
#include "plan/plan.h"
#include "render/context.h"
#include "render/program.h"
#include "render/trial.h"
#include "render/trial_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void receive(void *bytes, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t count = read(RMX_PROCESS_SOCKET, (char *)bytes + done, size - done);
        if (count == 0 || (count < 0 && errno != EINTR))
            _exit(0);
        done += count > 0 ? (size_t)count : 0;
    }
}

static void answer(char byte)
{
    if (send(RMX_PROCESS_SOCKET, &byte, 1, MSG_NOSIGNAL) != 1)
        _exit(0);
}

static char *receive_text(struct rmx_arena *arena, size_t length)
{
    char *text = rmx_arena_alloc(arena, length + 1);
    receive(text, length);
    text[length] = '\0';
    return text;
}

// Whatever a shader reads is there and 0, so that it counts nothing.
static void bind_nothing(void)
{
    enum { BYTES = 64 << 10, BINDINGS = RMX_LOOPS_BINDING + 1 };
    GLuint buffer, texture, framebuffer, vertices;
    glCreateBuffers(1, &buffer);
    glNamedBufferStorage(buffer, BYTES, calloc(1, BYTES), 0);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, buffer);
    for (GLuint i = 0; i < BINDINGS; i++)
        glBindBufferBase(GL_SHADER_STORAGE_BUFFER, i, buffer);
    glCreateTextures(GL_TEXTURE_2D, 1, &texture);
    glTextureStorage2D(texture, 1, GL_RGBA8, 1, 1);
    glCreateFramebuffers(1, &framebuffer);
    glNamedFramebufferTexture(framebuffer, GL_COLOR_ATTACHMENT0, texture, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glCreateVertexArrays(1, &vertices);
    glBindVertexArray(vertices);
    glViewport(0, 0, 1, 1);
}

// Drivers put off the dear part of their work until something is drawn.
static void draw(GLuint program, bool computes)
{
    glUseProgram(program);
    if (computes)
        glDispatchCompute(1, 1, 1);
    else
        glDrawArrays(GL_TRIANGLES, 0, 3);
    glFinish();
    glUseProgram(0);
}

// All of them at once, so that the other side does not wait to be heard while it should listen.
static struct rmx_trial_shaders *receive_all(struct rmx_arena *arena, int count)
{
    struct rmx_trial_shaders *shaders = RMX_NEW(arena, struct rmx_trial_shaders, count);
    for (int i = 0; i < count; i++) {
        struct rmx_trial_lengths lengths;
        receive(&lengths, sizeof(lengths));
        shaders[i].vertex = lengths.vertex ? receive_text(arena, lengths.vertex) : NULL;
        shaders[i].fragment = receive_text(arena, lengths.fragment);
    }
    return shaders;
}

static void try(const struct rmx_program_cache *cache, const struct rmx_device *device,
                const struct rmx_trial_shaders *shaders)
{
    GLuint program = rmx_program_beside(cache, device, shaders->vertex, shaders->fragment);
    if (program)
        draw(program, !shaders->vertex);
    rmx_program_destroy(program);
    answer(RMX_TRIAL_DONE);
}

static void bound(const struct rmx_trial_request *request)
{
    const struct rmx_process_bounds bounds = {.most_bytes = request->most_bytes,
                                              .most_s = RMX_TRIAL_WAITS * request->patience_s + 1,
                                              .most_file_bytes = 64 << 20,
                                              .files = 256};
    if (!rmx_process_end_with(request->parent))
        _exit(0);
    rmx_process_deepen_stack();
    rmx_process_bound(&bounds);
    setenv("LP_NUM_THREADS", "1", 1); // one pixel is drawn
}

void rmx_trial_serve(void)
{
    static struct rmx_trial_request request;
    char why[256];
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO); // words of libraries are nobody's
    dup2(nowhere, STDOUT_FILENO);
    rmx_process_be_quiet();
    receive(&request, sizeof(request));
    bound(&request);
    const struct rmx_trial_shaders *shaders = receive_all(rmx_arena_create(), request.count);
    struct rmx_context *context = rmx_context_create(why, sizeof(why));
    if (!context) {
        answer(RMX_TRIAL_NO_GL);
        _exit(0);
    }
    const struct rmx_program_cache *cache =
        rmx_program_cache_create(*request.cache_folder ? request.cache_folder : NULL);
    answer(RMX_TRIAL_READY);
    bind_nothing();
    for (int i = 0; i < request.count; i++)
        try(cache, rmx_context_device(context), &shaders[i]);
    _exit(0);
}
