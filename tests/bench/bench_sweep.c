// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep of a collection beside bare compiling and drawing of the same shaders.
//
//   bench_sweep DIR...
//
// Bare: one process that compiles each pass's text, draws four frames of it at the sweep's size and
// reads them back; no scene, no catalog, no picture, and the texts are there before the clock runs.
// Neither has a cache. Without folders: the effects of tests/isf/foreign.
#include "app/sweep_file.h"
#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"
#include "bench/hand.h"
#include "catalog/folders.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FRAMES = 4 };

struct texts {
    struct rmx_arena *arena;
    const char **items;
    int count, files;
};

// Its scene as the sweep would write it, down to what is compiled.
static void add_texts(struct texts *texts, const char *folder, const char *path)
{
    struct rmx_errors errors = {.arena = texts->arena};
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    const struct rmx_effect *effect = rmx_catalog_load(catalog, path, &errors);
    struct bench_scene scene;
    if (effect) {
        bool generates = effect->role == RMX_ROLE_GENERATOR;
        char *text = rmx_arena_printf(
            texts->arena,
            "size: %dx%d\nbackground: none\nsources:\n  picture: asset:nagasaki-boats.jpg\n"
            "  second: asset:rocket-at-dusk.jpg\nlayers:\n  - %s: {'%s': {%s}}\n",
            RMX_SWEEP_WIDTH, RMX_SWEEP_HEIGHT,
            generates ? "generate" : "picture: picture\n    chain", path,
            effect->role == RMX_ROLE_TRANSITION ? "to: second" : "");
        const struct bench_scene_params params = {
            .text = text, .effects = folder, .until = RMX_LOAD_PLAN};
        if (bench_open(&scene, &params)) {
            const struct rmx_plan *plan = scene.generation->plan;
            for (int p = 0; p < plan->pass_count; p++)
                *RMX_PUSH(texts->arena, &texts->items, &texts->count) =
                    rmx_arena_copy(texts->arena, plan->passes[p].shaders.fragment);
            texts->files++;
            bench_close(&scene);
        }
    }
    rmx_catalog_destroy(catalog);
}

static double bare(const struct texts *texts)
{
    static unsigned char pixels[RMX_SWEEP_BYTES];
    GLuint vertices, buffer, picture = hand_texture(64, 64, NULL, false);
    GLuint target = hand_texture(RMX_SWEEP_WIDTH, RMX_SWEEP_HEIGHT, NULL, false);
    double from_ms = rmx_clock_ms();
    GLuint vertex = hand_shader(GL_VERTEX_SHADER, REMONTAGE_ROOT "/shaders/engine/quad.vert");
    glCreateVertexArrays(1, &vertices);
    glBindVertexArray(vertices);
    glCreateBuffers(1, &buffer);
    glNamedBufferData(buffer, 1 << 16, NULL, GL_STATIC_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, buffer);
    for (GLuint unit = 0; unit < 8; unit++)
        glBindTextureUnit(unit, picture);
    glBindFramebuffer(GL_FRAMEBUFFER, hand_framebuffer(target));
    glViewport(0, 0, RMX_SWEEP_WIDTH, RMX_SWEEP_HEIGHT);
    for (int i = 0; i < texts->count; i++) {
        GLuint fragment = glCreateShader(GL_FRAGMENT_SHADER), program = glCreateProgram();
        glShaderSource(fragment, 1, &texts->items[i], NULL);
        glCompileShader(fragment);
        glAttachShader(program, vertex);
        glAttachShader(program, fragment);
        glLinkProgram(program);
        glUseProgram(program);
        for (int frame = 0; frame < FRAMES; frame++) {
            glDrawArrays(GL_TRIANGLES, 0, 3);
            glReadPixels(0, 0, RMX_SWEEP_WIDTH, RMX_SWEEP_HEIGHT, GL_RGBA, GL_UNSIGNED_BYTE,
                         pixels);
        }
        glUseProgram(0);
        glDeleteProgram(program);
        glDeleteShader(fragment);
    }
    return rmx_clock_ms() - from_ms;
}

static double swept(struct rmx_arena *arena, int count, char **folders)
{
    char *command =
        rmx_arena_printf(arena, "XDG_CACHE_HOME=%s '%s' sweep", bench_folder(), REMONTAGE_BINARY);
    for (int i = 0; i < count; i++)
        command = rmx_arena_printf(arena, "%s '%s'", command, folders[i]);
    command = rmx_arena_printf(arena, "%s | tail -n 2", command);
    double from_ms = rmx_clock_ms();
    bool ran = system(command) == 0;
    double ms = rmx_clock_ms() - from_ms;
    if (!ran)
        bench_fail("'%s' failed", command);
    return ms;
}

int main(int argc, char **argv)
{
    char *ours[] = {REMONTAGE_ROOT "/tests/isf/foreign"};
    char **folders = argc > 1 ? argv + 1 : ours;
    int count = argc > 1 ? argc - 1 : 1;
    setenv("MESA_SHADER_CACHE_DISABLE", "true", 1);
    struct texts texts = {.arena = rmx_arena_create()};
    for (int k = 0; k < count; k++) {
        struct rmx_found found = {0};
        rmx_folders_find(texts.arena, folders[k], true, NULL, &found);
        for (int i = 0; i < found.count; i++)
            add_texts(&texts, folders[k], found.files[i].path);
    }
    bench_context();
    double bare_ms = bare(&texts), swept_ms = swept(texts.arena, count, folders);
    printf("%d effects, %d shaders: bare %.0f ms, swept %.0f ms\n", texts.files, texts.count,
           bare_ms, swept_ms);
    bench_at_most("a sweep / bare compiling and drawing", swept_ms / bare_ms, 1.3, " x");
    rmx_arena_destroy(texts.arena);
    return 0;
}
