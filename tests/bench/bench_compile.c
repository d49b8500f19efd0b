// SPDX-License-Identifier: GPL-3.0-or-later
// What compiling eight files of others as one shader costs: beside the eight alone, and from the
// cache.
//
//   bench_compile [ROUNDS]
//
// Each time is the drawing thread's in a process of its own, from the shaders' text to the first
// pixel of every pass. Cold: neither our cache nor Mesa's, and no renderer around it; the last two:
// all that a renderer does, its folder empty and then filled.
#include "base/file.h"
#include "bench/bench.h"
#include "bench/hand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_ROUNDS = 100 };

#define CHAIN "fish_one, torn_rows, wave_macro, m, bands, hue_spin, which_channel, crosshatch"

// llvmpipe compiles on the thread that draws; what others do is not meant.
static double thread_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

// The passes that draw an effect of the chain; of fused ones it is the whole pass, the scene's
// background and last write with it.
static bool is_files(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    for (int k = 0; k < pass->step_count; k++)
        if (!plan->steps[pass->steps[k]].effect->is_ours)
            return true;
    return false;
}

// From the text to a drawn pixel, as any program would: no cache of ours.
static GLuint compile_text(GLenum stage, const char *text)
{
    GLuint shader = glCreateShader(stage);
    glShaderSource(shader, 1, &text, NULL);
    glCompileShader(shader);
    return shader;
}

static void compile_pass(const struct rmx_pass *pass, GLuint vertex)
{
    GLuint program = glCreateProgram();
    const char *own = pass->shaders.vertex;
    glAttachShader(program, own ? compile_text(GL_VERTEX_SHADER, own) : vertex);
    glAttachShader(program, compile_text(GL_FRAGMENT_SHADER, pass->shaders.fragment));
    glLinkProgram(program);
    glUseProgram(program);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glFinish();
}

// A first shader goes before: a process binds a driver's functions as it needs them.
static GLuint set_up_drawing(void)
{
    GLuint vertices, buffer, target = hand_texture(1, 1, NULL, false);
    GLuint picture = hand_texture(1, 1, NULL, false);
    glCreateVertexArrays(1, &vertices);
    glBindVertexArray(vertices);
    glCreateBuffers(1, &buffer);
    glNamedBufferData(buffer, 1 << 16, NULL, GL_STATIC_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, buffer);
    for (GLuint unit = 0; unit < 8; unit++)
        glBindTextureUnit(unit, picture);
    glBindFramebuffer(GL_FRAMEBUFFER, hand_framebuffer(target));
    glViewport(0, 0, 1, 1);
    glUseProgram(hand_program("copy.frag"));
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glFinish();
    return hand_shader(GL_VERTEX_SHADER, REMONTAGE_ROOT "/shaders/engine/quad.vert");
}

static double compile_cold(const struct bench_scene *scene)
{
    const struct rmx_plan *plan = scene->generation->plan;
    bench_context();
    GLuint vertex = set_up_drawing();
    double from_ms = thread_ms();
    for (int i = 0; i < plan->pass_count; i++)
        if (is_files(plan, &plan->passes[i]))
            compile_pass(&plan->passes[i], vertex);
    return thread_ms() - from_ms;
}

static double compile_as_we_do(const struct bench_scene *scene)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_renderer_params params = {.context = bench_context(),
                                               .plan = scene->generation->plan,
                                               .width = scene->width,
                                               .height = scene->height,
                                               .cache_folder = rmx_folder_cache(arena)};
    set_up_drawing();
    double from_ms = thread_ms();
    struct rmx_renderer *renderer = rmx_renderer_create(&params, &errors);
    if (!renderer)
        bench_fail("the chain does not compile");
    rmx_renderer_warm(renderer, scene->block);
    double ms = thread_ms() - from_ms;
    rmx_renderer_destroy(renderer);
    rmx_arena_destroy(arena);
    return ms;
}

// In the child: prints the milliseconds.
static int compile(const char *how)
{
    struct bench_scene scene;
    const struct bench_scene_params params = {.path = REMONTAGE_ROOT "/assets/coffee.jpg",
                                              .chain = CHAIN,
                                              .effects = REMONTAGE_ROOT "/tests/isf/foreign",
                                              .width = 320,
                                              .height = 180,
                                              .no_fuse = strcmp(how, "alone") == 0,
                                              .no_hoist = strcmp(how, "plain") == 0,
                                              .until = RMX_LOAD_PLAN};
    if (!bench_open(&scene, &params))
        return 1;
    bench_values(&scene, 0);
    bool ours = strcmp(how, "cached") == 0;
    printf("%f\n", ours ? compile_as_we_do(&scene) : compile_cold(&scene));
    bench_close(&scene);
    return 0;
}

static double run(const char *self, const char *how, const char *environment)
{
    char command[1024];
    snprintf(command, sizeof(command), "%s '%s' --compile '%s'", environment, self, how);
    FILE *pipe = popen(command, "re");
    double ms = 0;
    bool read = pipe && fscanf(pipe, "%lf", &ms) == 1;
    if (!pipe || pclose(pipe) != 0 || !read)
        bench_fail("'%s' failed", command);
    return ms;
}

static double cold(const char *self, const char *how)
{
    const char *folder = bench_folder();
    char environment[700];
    snprintf(environment, sizeof(environment),
             "env XDG_CACHE_HOME=%s MESA_SHADER_CACHE_DISABLE=true", folder);
    return run(self, how, environment);
}

// The second run finds what the first has left.
static double warm(const char *self, double *first)
{
    const char *folder = bench_folder();
    char environment[700];
    snprintf(environment, sizeof(environment), "env XDG_CACHE_HOME=%s MESA_SHADER_CACHE_DIR=%s",
             folder, folder);
    *first = run(self, "cached", environment);
    return run(self, "cached", environment);
}

int main(int argc, char **argv)
{
    static double fused[MOST_ROUNDS], plain[MOST_ROUNDS], alone[MOST_ROUNDS], first[MOST_ROUNDS],
        again[MOST_ROUNDS];
    if (argc > 2 && strcmp(argv[1], "--compile") == 0)
        return compile(argv[2]);
    int rounds = argc > 1 ? atoi(argv[1]) : 5;
    if (rounds < 1 || rounds > MOST_ROUNDS)
        bench_fail("1 to %d rounds", MOST_ROUNDS);
    for (int round = 0; round < rounds; round++) {
        fused[round] = cold(argv[0], "fused");
        plain[round] = cold(argv[0], "plain");
        alone[round] = cold(argv[0], "alone");
        again[round] = warm(argv[0], &first[round]);
    }
    double ratio = bench_median_ratio(fused, alone, rounds);
    double hoisted = bench_median_ratio(fused, plain, rounds);
    double faster = bench_median_ratio(first, again, rounds);
    printf(
        "compiling and drawing a pixel, the thread's time, medians of %d: eight fused %.0f ms, not "
        "hoisted %.0f ms, the eight alone %.0f ms; with a cache %.0f ms, then %.1f ms\n",
        rounds, bench_median(fused, rounds), bench_median(plain, rounds),
        bench_median(alone, rounds), bench_median(first, rounds), bench_median(again, rounds));
    bench_at_most("compiling eight fused / the eight alone", ratio, 1.2, " x");
    bench_at_most("compiling eight fused / the same not hoisted", hoisted, 1.1, " x");
    bench_at_least("compiling cold / from the cache", faster, 20, " x");
    return 0;
}
