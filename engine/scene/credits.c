// SPDX-License-Identifier: GPL-3.0-or-later
// The file CREDITS.yaml of a folder: who made the pictures and sounds that lie in it, by their
// files' names.
//
// What is wrong in it is a warning: no picture is worse for it.
#include "base/texts.h"
#include "scene/scene_parts.h"

#include <string.h>

static void warn_of(struct rmx_errors *errors, const struct rmx_errors *found)
{
    for (int i = 0; i < found->count; i++) {
        struct rmx_error error = found->items[i];
        error.severity = RMX_WARNING;
        rmx_hand_over(errors, &error);
    }
}

static const struct rmx_node *read_root(struct rmx_checker *checker, const char *path)
{
    struct rmx_source_text *text = RMX_NEW(checker->arena, struct rmx_source_text, 1);
    if (!rmx_scene_text(checker, path, (struct rmx_span){0}, text))
        return NULL;
    const char *folder = rmx_path_folder(checker->arena, path);
    const struct rmx_node *root = rmx_check_open(checker, text, folder, false).root;
    if (root && root->kind != RMX_NODE_MAP)
        rmx_check_wrong(checker, root, "a map of pictures' names");
    return root && root->kind == RMX_NODE_MAP ? root : NULL;
}

// Nothing is said of a file that the scene may not read.
static bool may_read(struct rmx_checker *checker, const struct rmx_source *source, const char *path)
{
    const struct rmx_node node = {.span = source->span};
    const char *real = rmx_texts_real(checker->arena, path);
    if (!real || rmx_texts_check(real) != RMX_FILE_OK)
        return false;
    return !checker->file_count || rmx_check_is_allowed(checker, &node, real);
}

static const struct rmx_node *file_beside(struct rmx_checker *checker,
                                          const struct rmx_source *source)
{
    const char *folder = rmx_path_folder(checker->arena, source->path);
    for (int i = 0; i < checker->credit_file_count; i++)
        if (strcmp(checker->credit_files[i].folder, folder) == 0)
            return checker->credit_files[i].root;
    const char *path = rmx_path_join(checker->arena, folder, "CREDITS.yaml");
    struct rmx_dependencies *dependencies = checker->params->dependencies;
    struct rmx_credit_file file = {.folder = folder};
    if (may_read(checker, source, path)) {
        file.root = read_root(checker, path);
        if (dependencies)
            *RMX_PUSH(dependencies->arena, &dependencies->paths, &dependencies->count) = path;
    }
    *RMX_PUSH(checker->arena, &checker->credit_files, &checker->credit_file_count) = file;
    return file.root;
}

static void fill(const char **text, const char *said)
{
    if (!**text)
        *text = said;
}

static void complete(struct rmx_checker *checker, struct rmx_source *source)
{
    const struct rmx_node *root = file_beside(checker, source);
    const struct rmx_node *node = root ? rmx_node_get(root, rmx_path_file(source->path)) : NULL;
    if (!node)
        return;
    struct rmx_source said = rmx_new_source(source->name, node->span);
    rmx_check_map(checker, node, &rmx_credit_keys, &said);
    fill(&source->credit, said.credit);
    fill(&source->licence, said.licence);
    fill(&source->url, said.url);
}

// A sound is credited as pictures are.
static void complete_sound(struct rmx_checker *checker, struct rmx_scene_sound *sound)
{
    struct rmx_source source = rmx_new_source(sound->file, sound->span);
    source.path = sound->file;
    source.credit = sound->credit;
    source.licence = sound->licence;
    source.url = sound->url;
    complete(checker, &source);
    sound->credit = source.credit;
    sound->licence = source.licence;
    sound->url = source.url;
}

void rmx_check_credits(struct rmx_checker *checker)
{
    struct rmx_errors *errors = checker->errors, found = {.arena = errors->arena};
    checker->errors = &found;
    for (int i = 0; i < checker->scene->source_count; i++) {
        struct rmx_source *source = &checker->scene->sources[i];
        if (source->path && !(*source->credit && *source->licence && *source->url))
            complete(checker, source);
    }
    if (checker->scene->sound.file)
        complete_sound(checker, &checker->scene->sound);
    checker->errors = errors;
    warn_of(errors, &found);
}
