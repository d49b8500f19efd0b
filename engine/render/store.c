// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/store.h"

#include <stdlib.h>

struct program {
    struct program *next;
    uint64_t key;
    GLuint name;
    int references;
};

struct picture {
    struct picture *next;
    uint64_t key;
    struct rmx_kept_picture about;
    struct rmx_texture texture;
    int references;
};

// Lists: a scene has tens of each.
struct rmx_store {
    struct program *programs;
    struct picture *pictures;
    bool keeps; // programs without users
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

void rmx_store_keep_programs(struct rmx_store *store)
{
    store->keeps = true;
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
    struct program *program = store ? store->programs : NULL;
    while (program && program->key != key)
        program = program->next;
    if (!program)
        return 0;
    program->references++;
    return program->name;
}

void rmx_store_add_program(struct rmx_store *store, uint64_t key, GLuint name)
{
    if (!store)
        return;
    struct program *program = allocate(sizeof(*program));
    *program = (struct program){.next = store->programs, .key = key, .name = name, .references = 1};
    store->programs = program;
}

// The unused programs past those that are kept; the list has the newest first.
static void delete_oldest(struct rmx_store *store)
{
    enum { KEPT = 1024 }; // Mesa 22.3 loses a part of one that another context has drawn with
    int unused = store->keeps ? 0 : KEPT;
    for (struct program **at = &store->programs; *at;) {
        struct program *program = *at;
        if (program->references > 0 || ++unused <= KEPT) {
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
    struct program *program = store ? store->programs : NULL;
    while (program && program->name != name)
        program = program->next;
    if (!program) {
        glDeleteProgram(name);
        return;
    }
    if (program->references > 0)
        program->references--;
    delete_oldest(store);
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
