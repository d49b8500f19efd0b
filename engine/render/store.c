// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/store.h"

#include <stdlib.h>

// What a driver holds for a program beside its binary: measured with llvmpipe (Mesa 22.3), which
// compiles the smallest one to 2 MiB in the three contexts of a show.
enum { HELD_BYTES = 2 << 20 };

struct program {
    struct program *next;
    uint64_t key;
    GLuint name;
    int references;
    size_t bytes; // that it takes, as rmx_store_counts says
};

struct picture {
    struct picture *next;
    uint64_t key;
    struct rmx_kept_picture about;
    struct rmx_texture texture;
    int references;
};

// Lists: a scene has tens of each. Programs stand by their last use, the newest first.
struct rmx_store {
    struct program *programs;
    struct picture *pictures;
    size_t most_unused; // bytes of programs without users
    long long held;     // by those that draw
};

static void *allocate(size_t size)
{
    void *memory = calloc(1, size);
    if (!memory)
        abort();
    return memory;
}

struct rmx_store *rmx_store_create(void)
{
    return allocate(sizeof(struct rmx_store));
}

void rmx_store_keep_programs(struct rmx_store *store, size_t most_bytes)
{
    store->most_unused = most_bytes;
}

struct rmx_store_counts rmx_store_counts(const struct rmx_store *store)
{
    struct rmx_store_counts counts = {0};
    for (const struct program *program = store->programs; program; program = program->next) {
        counts.programs++;
        counts.bytes += program->bytes;
        counts.unused += program->references == 0;
        counts.unused_bytes += program->references == 0 ? program->bytes : 0;
    }
    return counts;
}

// Takes the program out that `at` points to, and puts it before all others.
static struct program *bring_to_front(struct rmx_store *store, struct program **at)
{
    struct program *program = *at;
    *at = program->next;
    program->next = store->programs;
    store->programs = program;
    return program;
}

void rmx_store_destroy(struct rmx_store *store)
{
    while (store && store->programs) {
        struct program *program = store->programs;
        store->programs = program->next;
        glDeleteProgram(program->name);
        free(program);
    }
    while (store && store->pictures) {
        struct rmx_texture texture = store->pictures->texture;
        store->pictures->references = 1;
        rmx_store_drop_picture(store, &texture);
    }
    free(store);
}

GLuint rmx_store_program(struct rmx_store *store, uint64_t key)
{
    struct program **at = store ? &store->programs : NULL;
    while (at && *at && (*at)->key != key)
        at = &(*at)->next;
    if (!at || !*at)
        return 0;
    struct program *program = bring_to_front(store, at);
    program->references++;
    return program->name;
}

void rmx_store_add_program(struct rmx_store *store, uint64_t key, GLuint name)
{
    if (!store)
        return;
    GLint bytes = 0;
    glGetProgramiv(name, GL_PROGRAM_BINARY_LENGTH, &bytes);
    struct program *program = allocate(sizeof(*program));
    *program = (struct program){.next = store->programs,
                                .key = key,
                                .name = name,
                                .references = 1,
                                .bytes = HELD_BYTES + (size_t)(bytes > 0 ? bytes : 0)};
    store->programs = program;
}

// The unused programs past the bytes that are kept, those first whose use is longest ago.
static void delete_unused(struct rmx_store *store)
{
    size_t unused = 0;
    for (struct program **at = &store->programs; *at;) {
        struct program *program = *at;
        unused += program->references > 0 ? 0 : program->bytes;
        if (program->references > 0 || unused <= store->most_unused) {
            at = &program->next;
            continue;
        }
        *at = program->next;
        glDeleteProgram(program->name);
        free(program);
    }
}

void rmx_store_drop_program(struct rmx_store *store, GLuint name)
{
    if (!name)
        return;
    struct program **at = store ? &store->programs : NULL;
    while (at && *at && (*at)->name != name)
        at = &(*at)->next;
    if (!at || !*at) {
        glDeleteProgram(name);
        return;
    }
    struct program *program = bring_to_front(store, at);
    if (program->references > 0)
        program->references--;
    delete_unused(store);
}

static struct picture *find_picture(const struct rmx_store *store, uint64_t key)
{
    struct picture *picture = store ? store->pictures : NULL;
    while (picture && picture->key != key)
        picture = picture->next;
    return picture;
}

const struct rmx_kept_picture *rmx_store_find_picture(const struct rmx_store *store, uint64_t key)
{
    const struct picture *picture = find_picture(store, key);
    return picture ? &picture->about : NULL;
}

bool rmx_store_picture(struct rmx_store *store, uint64_t key, struct rmx_texture *texture)
{
    struct picture *picture = find_picture(store, key);
    if (!picture)
        return false;
    picture->references++;
    *texture = picture->texture;
    return true;
}

void rmx_store_add_picture(struct rmx_store *store, uint64_t key,
                           const struct rmx_kept_picture *about, const struct rmx_texture *texture)
{
    struct picture *picture = allocate(sizeof(*picture));
    *picture = (struct picture){
        .next = store->pictures, .key = key, .about = *about, .texture = *texture, .references = 1};
    store->pictures = picture;
}

long long rmx_store_bytes(const struct rmx_store *store)
{
    long long bytes = store ? store->held : 0;
    for (const struct picture *at = store ? store->pictures : NULL; at; at = at->next)
        bytes += rmx_texture_bytes(&at->texture);
    return bytes;
}

void rmx_store_hold(struct rmx_store *store, long long bytes)
{
    store->held += bytes;
}

void rmx_store_drop_picture(struct rmx_store *store, struct rmx_texture *texture)
{
    struct picture **at = store ? &store->pictures : NULL;
    while (at && *at && (*at)->texture.name != texture->name)
        at = &(*at)->next;
    struct picture *picture = at ? *at : NULL;
    if (picture && --picture->references > 0) {
        *texture = (struct rmx_texture){0};
        return;
    }
    rmx_texture_finish(texture);
    if (picture)
        *at = picture->next;
    free(picture);
}
