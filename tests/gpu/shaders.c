// SPDX-License-Identifier: GPL-3.0-or-later
// Every shader that the program generates, compiled and linked by the driver, and written to files
// for another compiler to read: all scenes in several variants, each effect, blend, cut and arrange
// of ours, the foreign test files, random chains, and the engine's own shaders.
//
//   gpu_shaders [FOLDER [PART PARTS]]
//
// PART of PARTS takes every PARTS-th scene, so that several processes share the work.
// FOLDER gets KEY.vert and KEY.frag, or KEY.comp, for each different program, and `index` with a
// line "KEY: where it was met first". Fails where a scene does not load or a program does not link.
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "bench/bench.h"
#include "gpu/shader_scenes.h"
#include "render/program.h"
#include "render/programs.h"

#include <GL/glew.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_ATTACHED = 4, MOST_PROGRAMS = 1 << 14, CHAINS = 24 };

static const char *folder;       // NULL: nothing is written
static const char *met;          // the scene that is being loaded
static struct rmx_store *shared; // decodes each picture once
static PFNGLLINKPROGRAMPROC link_program;
static uint64_t keys[MOST_PROGRAMS];
static int programs, scenes, failures;
static int part, parts = 1, offered; // of the scenes: offered % parts == part are loaded here

struct source {
    GLint kind;
    char *text;
};

static void write_text(const char *name, const char *mode, const char *text)
{
    char path[1024];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, mode);
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        bench_fail("cannot write %s", path);
}

static void write_program(uint64_t key, const struct source *sources, int count)
{
    char name[64], line[512];
    for (int i = 0; i < count; i++) {
        snprintf(name, sizeof(name), "%016llx.%s", (unsigned long long)key,
                 sources[i].kind == GL_VERTEX_SHADER    ? "vert"
                 : sources[i].kind == GL_COMPUTE_SHADER ? "comp"
                                                        : "frag");
        write_text(name, "w", sources[i].text);
    }
    snprintf(line, sizeof(line) - 1, "%016llx: %s", (unsigned long long)key, met);
    for (char *c = line; *c; c++)
        *c = *c == '\n' ? ' ' : *c;
    strcat(line, "\n");
    write_text("index", "a", line);
}

static struct source read_source(GLuint shader)
{
    struct source source = {0};
    GLint length = 0;
    glGetShaderiv(shader, GL_SHADER_TYPE, &source.kind);
    glGetShaderiv(shader, GL_SHADER_SOURCE_LENGTH, &length);
    source.text = calloc((size_t)length + 1, 1);
    if (!source.text)
        bench_fail("no memory");
    glGetShaderSource(shader, length, NULL, source.text);
    return source;
}

static bool is_new(uint64_t key)
{
    for (int i = 0; i < programs; i++)
        if (keys[i] == key)
            return false;
    if (programs == MOST_PROGRAMS)
        bench_fail("too many programs");
    keys[programs++] = key;
    return true;
}

// Stands in for glLinkProgram: sees all that the renderer makes.
static void note_program(GLuint program)
{
    GLuint attached[MOST_ATTACHED];
    struct source sources[MOST_ATTACHED];
    GLsizei count = 0;
    uint64_t key = 0;
    glGetAttachedShaders(program, MOST_ATTACHED, &count, attached);
    for (int i = 0; i < count; i++) {
        sources[i] = read_source(attached[i]);
        key = rmx_hash_string(sources[i].text, key);
    }
    if (is_new(key) && folder)
        write_program(key, sources, count);
    for (int i = 0; i < count; i++)
        free(sources[i].text);
    link_program(program);
}

static void load(const char *label, const struct bench_scene_params *params)
{
    struct bench_scene scene;
    struct bench_scene_params stored = *params;
    if (offered++ % parts != part)
        return;
    stored.store = shared;
    met = label;
    scenes++;
    if (!bench_open(&scene, &stored)) {
        fprintf(stderr, "FAILED: %s\n", label);
        failures++;
    }
    bench_close(&scene);
}

static void check_builtin(GLuint program, const char *path)
{
    if (!program) {
        fprintf(stderr, "FAILED: %s\n", path);
        failures++;
    }
    glDeleteProgram(program);
}

static bool is_listed(const char *file)
{
    for (enum rmx_builtin which = 0; which < RMX_BUILTIN_COUNT; which++) {
        const char *more;
        if (strcmp(file, rmx_builtin_file(which, &more)) == 0)
            return true;
    }
    return false;
}

// With the vertex shader beside it where there is one, else with that of all passes.
static GLuint load_fragment(const struct rmx_device *device, const char *path)
{
    char name[64], vertex[512];
    const char *file = rmx_path_file(path);
    int length = (int)strcspn(file, ".");
    snprintf(name, sizeof(name), "%.*s", length, file);
    snprintf(vertex, sizeof(vertex), "%.*s.vert", (int)(file - path) + length, path);
    return access(vertex, R_OK) == 0 ? rmx_program_builtin_pair(NULL, device, name)
                                     : rmx_program_builtin(NULL, device, file, NULL);
}

// What the renderer draws with beside the plan, whether a scene above needed it or not.
static void load_builtin(const struct rmx_device *device)
{
    const struct rmx_program_loader loader = {NULL, device, NULL, {0}};
    glob_t found;
    for (enum rmx_builtin which = 0; which < RMX_BUILTIN_COUNT; which++) {
        const char *more;
        met = rmx_builtin_file(which, &more);
        check_builtin(rmx_program_builtin(NULL, device, met, more), met);
    }
    if (glob(bench_path("shaders/engine/{,fragments/}*.{frag,comp}"), GLOB_BRACE, NULL, &found))
        bench_fail("no shaders of the engine");
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *file = rmx_path_file(met = found.gl_pathv[i]);
        if (!is_listed(file))
            check_builtin(strstr(file, ".comp") ? rmx_program_builtin_compute(&loader, file)
                                                : load_fragment(device, met),
                          met);
    }
    globfree(&found);
}

// A driver whose clamp keeps NaN gets other shaders; here every driver does for a while.
static void load_guarded(struct rmx_device *device)
{
    device->clamp_keeps_nan = !device->clamp_keeps_nan;
    shader_scenes_all(load, false);
    device->clamp_keeps_nan = !device->clamp_keeps_nan;
}

static void load_all(const struct rmx_device *device)
{
    load_builtin(device);
    shader_scenes_all(load, true);
    shader_scenes_effects(load);
    shader_scenes_fragments(load);
    shader_scenes_foreign(load);
    shader_scenes_chains(load, CHAINS);
    load_guarded((struct rmx_device *)device);
}

int main(int argc, char **argv)
{
    folder = argc > 1 ? argv[1] : NULL;
    if (argc > 3) {
        part = atoi(argv[2]);
        parts = atoi(argv[3]);
    }
    if (parts < 1 || part < 0 || part >= parts)
        bench_fail("part 0 to %d of %d", parts - 1, parts);
    setenv("XDG_CACHE_HOME", "/dev/null", 1); // programs from a cache are not compiled
    rmx_log_set_level(RMX_LOG_ERROR);
    const struct rmx_device *device = rmx_context_device(bench_context());
    link_program = glLinkProgram;
    glLinkProgram = note_program;
    shared = rmx_store_create();
    rmx_store_keep_programs(shared, SIZE_MAX);
    load_all(device);
    printf("%s: %d scenes, %d different programs, %d failed\n", device->renderer, scenes, programs,
           failures);
    rmx_store_destroy(shared);
    return failures > 0;
}
