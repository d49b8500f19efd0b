// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/program.h"

#include "base/file.h"
#include "base/log.h"
#include "render/heavy.h"
#include "render/shader_log.h"

#include <string.h>

enum { MOST_SHADER_BYTES = 1 << 20 };
#define COMPUTE "compute" // of keys, where a vertex shader would be

static char *read_shader(struct rmx_arena *arena, const char *folder, const char *file)
{
    char *root = rmx_folder_builtin(arena);
    const char *path = rmx_arena_printf(arena, "%s/shaders/%s/%s", root ? root : "", folder, file);
    char *text;
    size_t length;
    enum rmx_file_status status = rmx_file_read(arena, path, MOST_SHADER_BYTES, &text, &length);
    if (status == RMX_FILE_OK)
        return text;
    rmx_log(RMX_LOG_ERROR, "%s: %s", path, rmx_file_status_text(status));
    return NULL;
}

static GLuint compile(GLenum stage, const char *text)
{
    GLuint shader = glCreateShader(stage);
    glShaderSource(shader, 1, &text, NULL);
    glCompileShader(shader);
    return shader;
}

// A program on its way: begun for all passes before the first is waited for, so that drivers that
// compile on several threads may.
struct job {
    uint64_t key;
    GLuint program;
    GLenum stage;    // of the main shader: a fragment's or a computation's
    GLuint fragment; // 0: the program came from the cache
    GLuint vertex;   // an effect's own; 0: the engine's
    bool is_shared;  // it was in the store
    bool is_loaded;  // it was on the disk
};

static struct job from_disk(const struct rmx_program_cache *cache, uint64_t key)
{
    struct job job = {.key = key, .program = glCreateProgram()};
    job.is_loaded = rmx_program_cache_load(cache, key, job.program);
    return job;
}

static bool is_found(const struct job *job)
{
    return job->is_shared || job->is_loaded;
}

// `own_vertex`: the text of a vertex shader that stands in for `vertex`; NULL: none. With neither
// it is a compute shader.
static struct job begin(struct job job, GLuint vertex, const char *own_vertex, const char *text)
{
    bool computes = !vertex && !own_vertex;
    job.stage = computes ? GL_COMPUTE_SHADER : GL_FRAGMENT_SHADER;
    if (is_found(&job))
        return job;
    job.fragment = compile(job.stage, text);
    if (own_vertex)
        job.vertex = compile(GL_VERTEX_SHADER, own_vertex);
    if (!computes)
        glAttachShader(job.program, job.vertex ? job.vertex : vertex);
    glAttachShader(job.program, job.fragment);
    glProgramParameteri(job.program, GL_PROGRAM_BINARY_RETRIEVABLE_HINT, GL_TRUE);
    glLinkProgram(job.program);
    return job;
}

static bool is_refused(GLuint shader)
{
    GLint compiled = GL_TRUE;
    if (shader)
        glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    return !compiled;
}

// What the driver says, into the arena.
static char *shader_log(struct rmx_arena *arena, GLuint shader)
{
    GLint length = 0;
    glGetShaderiv(shader, GL_INFO_LOG_LENGTH, &length);
    char *log = rmx_arena_alloc(arena, (size_t)length + 1);
    glGetShaderInfoLog(shader, length, NULL, log);
    return log;
}

static char *link_log(struct rmx_arena *arena, GLuint program)
{
    GLint length = 0;
    glGetProgramiv(program, GL_INFO_LOG_LENGTH, &length);
    char *log = rmx_arena_alloc(arena, (size_t)length + 1);
    glGetProgramInfoLog(program, length, NULL, log);
    return log;
}

// Of a refused shader, the log whose places can be led back to their files; else of linking.
static char *placed_log(struct rmx_arena *arena, const struct job *job, const char *own_vertex,
                        const char *glsl)
{
    bool in_vertex = is_refused(job->vertex);
    if (!in_vertex && !is_refused(job->fragment))
        return link_log(arena, job->program);
    char *log = shader_log(arena, in_vertex ? job->vertex : job->fragment);
    if (!rmx_shader_log_lost(log))
        return log;
    GLuint marked = compile(in_vertex ? GL_VERTEX_SHADER : job->stage,
                            rmx_shader_log_mark(arena, in_vertex ? own_vertex : glsl));
    log = shader_log(arena, marked);
    glDeleteShader(marked);
    return log;
}

// Waits for the driver. False: refused, *log says why, and the program is gone.
static bool end(const struct rmx_program_cache *cache, struct job *job, const char *own_vertex,
                const char *glsl, struct rmx_arena *arena, char **log)
{
    if (!job->fragment)
        return true;
    GLint linked = GL_FALSE;
    glGetProgramiv(job->program, GL_LINK_STATUS, &linked);
    if (linked) {
        rmx_program_cache_store(cache, job->key, job->program);
    } else {
        *log = placed_log(arena, job, own_vertex, glsl);
        glDeleteProgram(job->program);
        job->program = 0;
    }
    glDeleteShader(job->fragment);
    glDeleteShader(job->vertex);
    return linked;
}

// In the store or on the disk; else a program that is still to be made.
static struct job find(const struct rmx_program_loader *loader, uint64_t key)
{
    GLuint kept = rmx_store_program(loader->store, key);
    return kept ? (struct job){.key = key, .program = kept, .is_shared = true}
                : from_disk(loader->cache, key);
}

// After another process has compiled it, and may have left it on the disk.
static void look_again(struct job *job, const struct rmx_program_loader *loader)
{
    if (!is_found(job))
        job->is_loaded = rmx_program_cache_load(loader->cache, job->key, job->program);
}

// Finds each different shader once, in the store or on the disk; of_pass[i] is the job of pass i.
static int find_all(struct job *jobs, int *of_pass, const struct rmx_program_loader *loader,
                    const struct rmx_plan *plan, const char *vertex_text, struct rmx_heavy *heavy)
{
    int count = 0;
    for (int i = 0; i < plan->pass_count; i++) {
        const struct rmx_pass *pass = &plan->passes[i];
        const char *vertex = pass->shaders.vertex ? pass->shaders.vertex : vertex_text;
        uint64_t key = rmx_program_key(loader->device, vertex, pass->shaders.fragment);
        int found = 0;
        while (found < count && jobs[found].key != key)
            found++;
        of_pass[i] = found;
        if (found < count)
            continue;
        jobs[count] = find(loader, key);
        if (!is_found(&jobs[count]))
            rmx_heavy_add(heavy, vertex, pass->shaders.fragment, pass);
        count++;
    }
    return count;
}

// Of no use any more: the driver is not waited for.
static void drop(struct job *job)
{
    if (is_found(job))
        return;
    glDeleteProgram(job->program);
    glDeleteShader(job->fragment);
    glDeleteShader(job->vertex);
    *job = (struct job){.key = job->key, .is_shared = true}; // nobody's
}

// What is not wanted any more has no program.
static void begin_all(struct job *jobs, const int *of_pass, const struct rmx_program_loader *loader,
                      const struct rmx_plan *plan, GLuint vertex, bool again)
{
    int begun = 0;
    for (int i = 0; i < plan->pass_count; i++) {
        struct job *job = &jobs[of_pass[i]];
        if (of_pass[i] < begun)
            continue;
        begun++;
        if (again)
            look_again(job, loader);
        if (!rmx_is_wanted(loader->bounds.wanted))
            drop(job);
        *job =
            begin(*job, vertex, plan->passes[i].shaders.vertex, plan->passes[i].shaders.fragment);
    }
}

// Errors are reported with the first pass that has the shader: its texts are the others' too.
static bool end_all(struct rmx_program_set *set, struct job *jobs, const int *of_pass,
                    const struct rmx_program_loader *loader, const struct rmx_plan *plan,
                    struct rmx_errors *errors)
{
    bool fine = true;
    int told = 0;
    for (int i = 0; i < plan->pass_count; i++) {
        struct job *job = &jobs[of_pass[i]];
        char *log = NULL;
        if (of_pass[i] == told) {
            told++;
            set->compiled += job->fragment != 0;
            set->made += !job->is_shared;
            if (!rmx_is_wanted(loader->bounds.wanted))
                drop(job);
            else if (!end(loader->cache, job, plan->passes[i].shaders.vertex,
                          plan->passes[i].shaders.fragment, errors->arena, &log))
                rmx_shader_log_add(errors, plan, &plan->passes[i], log);
            else if (!job->is_shared)
                rmx_store_add_program(set->store, job->key, job->program);
        }
        set->names[of_pass[i]] = set->of_pass[i] = job->program;
        fine = fine && job->program;
    }
    return fine;
}

// What is found and not begun is the set's to finish.
static void take_names(struct rmx_program_set *set, const struct job *jobs, int count)
{
    set->count = count;
    for (int i = 0; i < count; i++)
        set->names[i] = jobs[i].program;
}

bool rmx_program_set_init(struct rmx_program_set *set, struct rmx_arena *arena,
                          const struct rmx_program_loader *loader, const struct rmx_plan *plan,
                          struct rmx_errors *errors)
{
    *set = (struct rmx_program_set){.of_pass = RMX_NEW(arena, GLuint, plan->pass_count),
                                    .names = RMX_NEW(arena, GLuint, plan->pass_count),
                                    .store = loader->store};
    struct rmx_heavy heavy = {.arena = arena, .plan = plan};
    const char *vertex_text = read_shader(arena, "engine", "quad.vert");
    if (!vertex_text)
        return false;
    struct job *jobs = RMX_NEW(arena, struct job, plan->pass_count);
    int *of_pass = RMX_NEW(arena, int, plan->pass_count);
    bool again;
    take_names(set, jobs, find_all(jobs, of_pass, loader, plan, vertex_text, &heavy));
    if (!rmx_heavy_try(&heavy, loader, errors, &again))
        return false;
    GLuint vertex = compile(GL_VERTEX_SHADER, vertex_text);
    begin_all(jobs, of_pass, loader, plan, vertex, again);
    bool fine = end_all(set, jobs, of_pass, loader, plan, errors);
    glDeleteShader(vertex);
    if (set->compiled)
        rmx_program_cache_trim(loader->cache);
    return fine;
}

void rmx_program_set_finish(struct rmx_program_set *set)
{
    for (int i = 0; i < set->count; i++)
        rmx_store_drop_program(set->store, set->names[i]);
    *set = (struct rmx_program_set){0};
}

// The text of a shader of the engine's own with the files behind it. NULL: one is missing (logged).
static const char *read_builtin(struct rmx_arena *arena, const char *file, const char *appended)
{
    char *words = rmx_arena_copy(arena, appended ? appended : ""), *rest = NULL;
    const char *text = read_shader(arena, "engine", file);
    for (char *word = strtok_r(words, " ", &rest); text && word;
         word = strtok_r(NULL, " ", &rest)) {
        const char *more = read_shader(arena, ".", word);
        text = more ? rmx_arena_printf(arena, "%s%s", text, more) : NULL;
    }
    return text;
}

GLuint rmx_program_builtin(const struct rmx_program_cache *cache, const struct rmx_device *device,
                           const char *file, const char *appended)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *vertex_text = read_shader(arena, "engine", "quad.vert");
    const char *text = read_builtin(arena, file, appended);
    struct job job = {0};
    if (vertex_text && text) {
        GLuint vertex = compile(GL_VERTEX_SHADER, vertex_text);
        job =
            begin(from_disk(cache, rmx_program_key(device, vertex_text, text)), vertex, NULL, text);
        char *log = NULL;
        if (!end(cache, &job, NULL, text, arena, &log))
            rmx_log(RMX_LOG_ERROR, "shaders/engine/%s: %s", file, log);
        glDeleteShader(vertex);
    }
    rmx_arena_destroy(arena);
    return job.program;
}

GLuint rmx_program_builtin_pair(const struct rmx_program_cache *cache,
                                const struct rmx_device *device, const char *name)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *vertex_text =
        read_shader(arena, "engine", rmx_arena_printf(arena, "%s.vert", name));
    const char *text = read_shader(arena, "engine", rmx_arena_printf(arena, "%s.frag", name));
    struct job job = {0};
    if (vertex_text && text) {
        job = begin(from_disk(cache, rmx_program_key(device, vertex_text, text)), 0, vertex_text,
                    text);
        char *log = NULL;
        if (!end(cache, &job, vertex_text, text, arena, &log))
            rmx_log(RMX_LOG_ERROR, "shaders/engine/%s: %s", name, log);
    }
    rmx_arena_destroy(arena);
    return job.program;
}

GLuint rmx_program_beside(const struct rmx_program_cache *cache, const struct rmx_device *device,
                          const char *vertex, const char *fragment)
{
    struct rmx_arena *arena = rmx_arena_create();
    uint64_t key = rmx_program_key(device, vertex ? vertex : COMPUTE, fragment);
    struct job job = begin(from_disk(cache, key), 0, vertex, fragment);
    char *log = NULL;
    end(cache, &job, vertex, fragment, arena, &log);
    rmx_arena_destroy(arena);
    return job.program;
}

void rmx_program_destroy(GLuint program)
{
    glDeleteProgram(program);
}

static GLuint finish_compute(struct job job, const struct rmx_program_loader *loader,
                             const char *glsl, struct rmx_arena *arena, char **log)
{
    job = begin(job, 0, NULL, glsl);
    if (end(loader->cache, &job, NULL, glsl, arena, log) && !job.is_shared)
        rmx_store_add_program(loader->store, job.key, job.program);
    return job.program;
}

GLuint rmx_program_compute(const struct rmx_program_loader *loader, const char *glsl,
                           const struct rmx_plan *plan, const struct rmx_pass *pass,
                           struct rmx_errors *errors)
{
    char *log = NULL;
    struct rmx_heavy heavy = {.arena = errors->arena, .plan = plan};
    struct job job = find(loader, rmx_program_key(loader->device, COMPUTE, glsl));
    bool again;
    if (!is_found(&job))
        rmx_heavy_add(&heavy, NULL, glsl, pass);
    if (!rmx_heavy_try(&heavy, loader, errors, &again)) {
        rmx_store_drop_program(loader->store, job.program); // which may be another scene's, too
        return 0;
    }
    if (again)
        look_again(&job, loader);
    GLuint program = finish_compute(job, loader, glsl, errors->arena, &log);
    if (!program)
        rmx_shader_log_add(errors, plan, pass, log);
    return program;
}

GLuint rmx_program_builtin_compute(const struct rmx_program_loader *loader, const char *file)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *text = read_shader(arena, "engine/fragments", file);
    char *log = NULL;
    GLuint program = 0;
    if (text)
        program = finish_compute(find(loader, rmx_program_key(loader->device, COMPUTE, text)),
                                 loader, text, arena, &log);
    if (text && !program)
        rmx_log(RMX_LOG_ERROR, "shaders/engine/fragments/%s: %s", file, log);
    rmx_arena_destroy(arena);
    return program;
}
