// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/credits.h"

#include "base/file.h"
#include "base/hash.h"
#include "scene/visit.h"

#include <string.h>
#include <sys/stat.h>

enum { LONGEST_NAMES = 160 }; // in bytes

// What tells one content from another.
struct content {
    const char *path;
    struct stat status;
    bool is_there, is_hashed;
    char sha256[RMX_SHA256_TEXT];
};

struct walk {
    struct rmx_arena *arena;
    struct rmx_credits *credits;
    struct content *contents; // parallel to the credits
    int content_count;
    const struct rmx_scene *scene;
    const char *prefix; // of names: "evening/"
    bool *seen;         // by the scene's source
    bool reads_files;
};

static struct content content_of(const char *path)
{
    struct content content = {.path = path};
    content.is_there = stat(path, &content.status) == 0;
    return content;
}

static bool hash(struct content *content)
{
    if (!content->is_hashed && content->is_there)
        content->is_there = rmx_hash_file(content->path, content->sha256);
    content->is_hashed = true;
    return content->is_there;
}

// Files are read only where they are of the same length.
static bool is_same(const struct walk *walk, struct content *a, struct content *b)
{
    if (!a->is_there || !b->is_there)
        return strcmp(a->path, b->path) == 0;
    if (a->status.st_dev == b->status.st_dev && a->status.st_ino == b->status.st_ino)
        return true;
    return walk->reads_files && a->status.st_size == b->status.st_size && hash(a) && hash(b) &&
           strcmp(a->sha256, b->sha256) == 0;
}

static const char *name_of(const struct walk *walk, const struct rmx_source *source)
{
    const char *name = source->name;
    if (source->owner)
        name = rmx_arena_printf(walk->arena, "%s/%s", walk->scene->sources[source->owner - 1].name,
                                rmx_path_file(source->path));
    else if (!rmx_is_scene_name(name))
        name = rmx_path_file(source->path);
    if (strncmp(name, "asset:", strlen("asset:")) == 0)
        name += strlen("asset:");
    return rmx_arena_printf(walk->arena, "%s%s", walk->prefix, name);
}

// Where the last part of a credit begins: "…, CC0", "… / CC BY 4.0", "… (CC BY 4.0)"; NULL: it has
// one part.
static const char *last_part(const char *credit, size_t *cut)
{
    static const char *const signs[] = {", ", " / ", " ("};
    const char *last = NULL;
    for (int i = 0; i < 3; i++)
        for (const char *at = credit; (at = strstr(at, signs[i])); at++)
            if (!last || at + strlen(signs[i]) > last) {
                last = at + strlen(signs[i]);
                *cut = (size_t)(at - credit);
            }
    return last;
}

// Takes a licence from the credit's end. Of names that the SPDX list alone knows many are words of
// other things ("MIT"): only Creative Commons and the public domain count here.
static void take_licence(struct rmx_arena *arena, struct rmx_credit *credit)
{
    size_t cut = 0;
    const char *end = last_part(credit->credit, &cut);
    if (!end)
        return;
    struct rmx_licence licence = rmx_licence_read(arena, end);
    if (!licence.is_commons ||
        (*credit->licence.name && strcmp(licence.name, credit->licence.name) != 0))
        return;
    credit->credit = rmx_arena_copy_n(arena, credit->credit, cut);
    credit->licence = licence;
}

static struct rmx_credit credit_of(const struct walk *walk, const struct rmx_source *source)
{
    struct rmx_credit credit = {.name = name_of(walk, source),
                                .credit = source->credit,
                                .licence = rmx_licence_read(walk->arena, source->licence),
                                .url = source->url,
                                .source = source};
    take_licence(walk->arena, &credit);
    return credit;
}

// Of hundreds of names of the same content the first ones will do.
static const char *join_names(struct rmx_arena *arena, const char *names, const char *name)
{
    if (strcmp(names, name) == 0 || rmx_has_suffix(names, "…"))
        return names;
    return rmx_arena_printf(arena, "%s, %s", names, strlen(names) > LONGEST_NAMES ? "…" : name);
}

// What the first one leaves unsaid, the second may say.
static void join(struct rmx_arena *arena, struct rmx_credit *credit, const struct rmx_credit *other)
{
    credit->name = join_names(arena, credit->name, other->name);
    if (!*credit->credit)
        credit->credit = other->credit;
    if (!*credit->licence.name)
        credit->licence = other->licence;
    if (!*credit->url)
        credit->url = other->url;
}

static void add_file(struct walk *walk, struct rmx_credit credit)
{
    struct content content = content_of(credit.source->path);
    for (int i = 0; i < walk->content_count; i++) {
        if (!is_same(walk, &walk->contents[i], &content))
            continue;
        join(walk->arena, &walk->credits->items[i], &credit);
        return;
    }
    *RMX_PUSH(walk->arena, &walk->contents, &walk->content_count) = content;
    *RMX_PUSH(walk->arena, &walk->credits->items, &walk->credits->count) = credit;
}

static void walk_scene(struct walk *walk, const struct rmx_scene *scene, const char *prefix);

static void add_source(struct walk *walk, int index)
{
    const struct rmx_source *source = &walk->scene->sources[index];
    if (walk->seen[index])
        return;
    walk->seen[index] = true;
    switch (source->kind) {
    case RMX_SOURCE_FOLDER:
        for (int i = 0; i < source->picture_count; i++)
            add_source(walk, source->pictures[i]);
        break;
    case RMX_SOURCE_SCENE:
        walk_scene(walk, source->scene,
                   rmx_arena_printf(walk->arena, "%s/", name_of(walk, source)));
        break;
    case RMX_SOURCE_IMAGE: add_file(walk, credit_of(walk, source)); break;
    case RMX_SOURCE_GENERATE:
    case RMX_SOURCE_VIDEO:
    case RMX_SOURCE_CAMERA:
    case RMX_SOURCE_TEXT: break;
    }
}

// A layer that is kept out of the stack, and has no name by which another one could read it.
static bool is_hidden(const struct rmx_scene *scene, int layer)
{
    return layer >= 0 && !scene->layers[layer].visible && !scene->layers[layer].name;
}

static void visit_picture(void *data, const struct rmx_picture_at *at)
{
    struct walk *walk = data;
    if (at->picture->kind == RMX_PICTURE_SOURCE && !is_hidden(walk->scene, at->layer))
        add_source(walk, at->picture->index);
}

static void add_maker(struct walk *walk, const struct rmx_effect *effect)
{
    struct rmx_credits *credits = walk->credits;
    if (effect->is_ours || !*effect->credit)
        return;
    for (int i = 0; i < credits->maker_count; i++)
        if (strcmp(credits->makers[i].effect, effect->name) == 0 &&
            strcmp(credits->makers[i].credit, effect->credit) == 0)
            return;
    *RMX_PUSH(walk->arena, &credits->makers, &credits->maker_count) =
        (struct rmx_maker){effect->name, effect->credit};
}

// Who made an effect made its own pictures, unless something else is said.
static void add_imports(struct walk *walk, const struct rmx_effect_instance *instance)
{
    for (int i = 0; instance->imports && i < instance->effect->import_count; i++) {
        int index = instance->imports[i];
        struct rmx_credit credit = credit_of(walk, &walk->scene->sources[index]);
        if (!*credit.credit)
            credit.credit = instance->effect->credit;
        if (!walk->seen[index])
            add_file(walk, credit);
        walk->seen[index] = true;
    }
}

static void visit_instance(void *data, const struct rmx_instance_at *at)
{
    struct walk *walk = data;
    const struct rmx_effect_instance *instance = &at->instances[at->index];
    if (is_hidden(walk->scene, at->layer))
        return;
    add_maker(walk, instance->effect);
    add_imports(walk, instance);
}

static void walk_scene(struct walk *outer, const struct rmx_scene *scene, const char *prefix)
{
    struct walk walk = *outer;
    walk.scene = scene;
    walk.prefix = prefix;
    walk.seen = RMX_NEW(walk.arena, bool, scene->source_count);
    rmx_scene_visit_pictures(scene, visit_picture, &walk);
    rmx_scene_visit_instances(scene, visit_instance, &walk);
    outer->contents = walk.contents;
    outer->content_count = walk.content_count;
}

static bool is_one(const struct rmx_value *value)
{
    return !value->program[0] && (!value->count || value->constant[0] == 1);
}

// One picture alone, with nothing done to it and nothing cut off.
static bool is_shown_whole(const struct rmx_scene *scene)
{
    const struct rmx_layer *layer = scene->layers;
    if (scene->layer_count != 1 || scene->finish_count || layer->chain_count || layer->has_place ||
        layer->mask.kind != RMX_PICTURE_NONE || layer->picture.kind != RMX_PICTURE_SOURCE ||
        !is_one(&layer->opacity) || strcmp(layer->blend.effect->name, "normal") != 0)
        return false;
    const struct rmx_source *source = &scene->sources[layer->picture.index];
    enum rmx_fit fit = layer->fit ? layer->fit : source->fit;
    bool is_picture_itself = source->path && strcmp(scene->path, source->path) == 0;
    if (fit != RMX_FIT_CONTAIN && !is_picture_itself)
        return false;
    return source->kind != RMX_SOURCE_SCENE || is_shown_whole(source->scene);
}

static void add_sound(struct walk *walk, const struct rmx_scene *scene)
{
    const struct rmx_scene_sound *sound = &scene->sound;
    struct rmx_source *source = RMX_NEW(walk->arena, struct rmx_source, 1);
    *source = (struct rmx_source){.name = rmx_path_file(sound->file),
                                  .path = sound->file,
                                  .credit = sound->credit,
                                  .licence = sound->licence,
                                  .url = sound->url,
                                  .span = sound->span};
    walk->prefix = "";
    struct rmx_credit credit = credit_of(walk, source);
    credit.is_sound = true;
    *RMX_PUSH(walk->arena, &walk->credits->items, &walk->credits->count) = credit;
}

static const char *title_of(struct rmx_arena *arena, const struct rmx_scene *scene)
{
    if (*scene->title)
        return scene->title;
    return strcmp(scene->path, "-") == 0 ? "scene" : rmx_path_stem(arena, scene->path);
}

static struct rmx_credits find(struct rmx_arena *arena, const struct rmx_scene *scene,
                               bool reads_files)
{
    struct rmx_credits credits = {.title = title_of(arena, scene),
                                  .is_remix = !is_shown_whole(scene)};
    struct walk walk = {.arena = arena, .credits = &credits, .reads_files = reads_files};
    walk_scene(&walk, scene, "");
    if (reads_files && scene->sound.file)
        add_sound(&walk, scene);
    return credits;
}

struct rmx_credits rmx_credits_of(struct rmx_arena *arena, const struct rmx_scene *scene)
{
    return find(arena, scene, true);
}

struct rmx_credits rmx_credits_by_file(struct rmx_arena *arena, const struct rmx_scene *scene)
{
    return find(arena, scene, false);
}
