// SPDX-License-Identifier: GPL-3.0-or-later
// A folder as a source: which of its files are pictures, and in which order they are shown.
#include "base/file.h"
#include "base/formats.h"
#include "base/hash.h"
#include "base/texts.h"
#include "scene/scene_parts.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PICTURES = 1000 };

struct item {
    const char *name;
    uint64_t rank; // by the seed; 0: by name alone
};

struct listing {
    struct item *items;
    int count;
};

static bool is_picture(const struct rmx_file_format *format)
{
    return format && (format->kind == RMX_FORMAT_READ || format->kind == RMX_FORMAT_PICTURE ||
                      format->kind == RMX_FORMAT_FILM);
}

// By its content, whatever its ending says; NULL: one that people do not miss here, such as a text.
static const struct rmx_file_format *format_of(const char *folder, const char *name)
{
    struct rmx_arena *scratch = rmx_arena_create();
    const struct rmx_file_format *format = rmx_format_of(rmx_path_join(scratch, folder, name));
    rmx_arena_destroy(scratch);
    if (is_picture(rmx_format_of_name(name)))
        return format;
    return is_picture(format) && !format->is_vague ? format : NULL;
}

static bool is_read(const char *folder, const char *name)
{
    const struct rmx_file_format *format = format_of(folder, name);
    return format && format->kind == RMX_FORMAT_READ;
}

static bool is_missed(const char *folder, const char *name)
{
    const struct rmx_file_format *format = format_of(folder, name);
    return format && format->kind != RMX_FORMAT_READ;
}

static int compare_listed(const void *a, const void *b)
{
    return strcmp(((const struct rmx_listed *)a)->name, ((const struct rmx_listed *)b)->name);
}

// What is no picture that is read, each once.
static void report_missed(struct rmx_checker *checker, const struct rmx_node *node,
                          const struct rmx_source *folder)
{
    struct rmx_listed *listed;
    int count;
    rmx_texts_list(checker->arena, folder->folder, 'Q', is_missed, INT_MAX, &listed, &count);
    if (count)
        qsort(listed, (size_t)count, sizeof(*listed), compare_listed);
    for (int i = 0; i < count; i++) {
        const struct rmx_file_format *format = format_of(folder->folder, listed[i].name);
        if (listed[i].is_folder || !format)
            continue;
        const char *path = rmx_path_join(checker->arena, folder->folder, listed[i].name);
        const char *command = rmx_format_command(checker->arena, format, path);
        struct rmx_error *error = rmx_errors_warn(
            checker->errors, node->span, "skipped-picture",
            "'%s' is %s, which is not read here: it is passed over", path, format->name);
        if (command)
            error->hint =
                rmx_arena_printf(checker->arena, "a picture is made of it by: %s", command);
    }
}

static int length_of_number(const char *text)
{
    int length = 0;
    while (isdigit((unsigned char)text[length]))
        length++;
    return length;
}

// As people number their pictures: 2 before 10.
static int compare_names(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        int digits = length_of_number(a), others = length_of_number(b);
        if (digits && others && digits != others && *a != '0' && *b != '0')
            return digits - others;
        if (*a != *b)
            return (unsigned char)*a - (unsigned char)*b;
    }
    return (unsigned char)*a - (unsigned char)*b;
}

static int compare(const void *a, const void *b)
{
    const struct item *one = a, *other = b;
    if (one->rank != other->rank)
        return one->rank < other->rank ? -1 : 1;
    int order = compare_names(one->name, other->name);
    return order ? order : strcmp(one->name, other->name);
}

// Ranked by the seed each by its own name, so that a picture that comes moves no other one.
static struct listing list_pictures(struct rmx_checker *checker, const struct rmx_source *folder)
{
    struct listing listing = {0};
    struct rmx_listed *listed;
    int count;
    rmx_texts_list(checker->arena, folder->folder, 'P', is_read, INT_MAX, &listed, &count);
    for (int i = 0; i < count; i++) {
        struct item item = {.name = listed[i].name};
        if (listed[i].is_folder)
            continue;
        if (folder->by_seed)
            item.rank = rmx_hash_string(item.name, checker->scene->seed);
        *RMX_PUSH(checker->arena, &listing.items, &listing.count) = item;
    }
    if (listing.count)
        qsort(listing.items, (size_t)listing.count, sizeof(*listing.items), compare);
    return listing;
}

// A link in it must not lead a stranger's scene elsewhere.
static bool is_allowed(struct rmx_checker *checker, const struct rmx_node *node, const char *path)
{
    const char *real = rmx_texts_real(checker->arena, path);
    if (real && rmx_check_is_allowed(checker, node, real))
        return true;
    rmx_errors_warn(checker->errors, node->span, "not-allowed",
                    "'%s' leads out of the scene's folder and is passed over", path);
    return false;
}

static void add_picture(struct rmx_checker *checker, const struct rmx_node *node,
                        struct rmx_source *folder, int index, const char *name)
{
    const char *path = rmx_path_join(checker->arena, folder->folder, name);
    if (!is_allowed(checker, node, path))
        return;
    *RMX_PUSH(checker->arena, &folder->pictures, &folder->picture_count) = rmx_check_add_source(
        checker, (struct rmx_source){.name = rmx_path_join(checker->arena, node->text, name),
                                     .path = path,
                                     .credit = folder->credit,
                                     .licence = folder->licence,
                                     .url = folder->url,
                                     .fit = folder->fit,
                                     .owner = index + 1,
                                     .span = node->span});
}

void rmx_check_pictures(struct rmx_checker *checker, const struct rmx_node *node,
                        struct rmx_source *folder, int index)
{
    struct listing listing = list_pictures(checker, folder);
    report_missed(checker, node, folder);
    if (listing.count > MOST_PICTURES) {
        rmx_errors_add(checker->errors, node->span, "too-many-pictures",
                       "%d pictures lie in '%s': a folder shows at most %d", listing.count,
                       node->text, MOST_PICTURES)
            ->hint = "share them out among several folders";
        return;
    }
    for (int i = 0; i < listing.count; i++)
        add_picture(checker, node, folder, index, listing.items[i].name);
    if (folder->picture_count)
        return;
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "empty-folder",
                                             "no picture lies in '%s'", node->text);
    error->hint = "its sub-folders are not looked into";
    error->unreadable = true;
}

static int *kept_pictures(struct rmx_arena *arena, const struct rmx_source *folder,
                          const bool *broken, int *kept)
{
    int *pictures = RMX_NEW(arena, int, folder->picture_count);
    *kept = 0;
    for (int i = 0; i < folder->picture_count; i++)
        if (!broken[folder->pictures[i]])
            pictures[(*kept)++] = folder->pictures[i];
    return pictures;
}

// How many pictures the source's folder had and has: its weight is shared among those that are
// left.
static double share(const struct rmx_scene *scene, const struct rmx_scene *before, int source)
{
    int owner = scene->sources[source].owner;
    return owner ? (double)before->sources[owner - 1].picture_count /
                       scene->sources[owner - 1].picture_count
                 : 1;
}

static struct rmx_fragments *fragments_without(struct rmx_arena *arena,
                                               const struct rmx_fragments *fragments,
                                               const struct rmx_scene *scene,
                                               const struct rmx_scene *before, const bool *broken)
{
    struct rmx_fragments *kept = RMX_NEW(arena, struct rmx_fragments, 1);
    *kept = *fragments;
    kept->from = RMX_NEW(arena, struct rmx_from, fragments->from_count);
    kept->from_count = 0;
    for (int i = 0; i < fragments->from_count; i++) {
        struct rmx_from from = fragments->from[i];
        bool is_source = from.picture.kind == RMX_PICTURE_SOURCE;
        if (is_source && broken[from.picture.index])
            continue;
        if (is_source)
            from.weight *= share(scene, before, from.picture.index);
        kept->from[kept->from_count++] = from;
    }
    return kept;
}

static bool is_any(const bool *flags, int count)
{
    for (int i = 0; i < count; i++)
        if (flags[i])
            return true;
    return false;
}

const struct rmx_scene *rmx_scene_without_pictures(struct rmx_arena *arena,
                                                   const struct rmx_scene *scene,
                                                   const bool *broken)
{
    if (!is_any(broken, scene->source_count))
        return scene;
    struct rmx_scene *kept = RMX_NEW(arena, struct rmx_scene, 1);
    *kept = *scene;
    kept->sources = RMX_NEW(arena, struct rmx_source, scene->source_count);
    kept->layers = RMX_NEW(arena, struct rmx_layer, scene->layer_count);
    for (int i = 0; i < scene->source_count; i++) {
        kept->sources[i] = scene->sources[i];
        kept->sources[i].pictures =
            kept_pictures(arena, &scene->sources[i], broken, &kept->sources[i].picture_count);
    }
    for (int i = 0; i < scene->layer_count; i++) {
        kept->layers[i] = scene->layers[i];
        if (scene->layers[i].fragments)
            kept->layers[i].fragments =
                fragments_without(arena, scene->layers[i].fragments, kept, scene, broken);
    }
    return kept;
}
