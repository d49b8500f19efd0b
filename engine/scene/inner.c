// SPDX-License-Identifier: GPL-3.0-or-later
// A scene as a source of another one: read and checked with it, with numbers for its knobs.
#include "base/texts.h"
#include "scene/scene_parts.h"

#include <math.h>
#include <string.h>

enum { DEEPEST = 8, MOST_SCENES = 64 }; // one within another; in all, within the outermost one

bool rmx_is_scene_path(const char *text)
{
    return rmx_has_suffix(text, ".yaml") || rmx_has_suffix(text, ".yml");
}

static struct rmx_checker *outermost(struct rmx_checker *checker)
{
    while (checker->outer)
        checker = checker->outer;
    return checker;
}

static int depth_of(const struct rmx_checker *checker)
{
    int depth = 0;
    while ((checker = checker->outer))
        depth++;
    return depth;
}

static const char *file_name(const struct rmx_checker *checker)
{
    return rmx_path_file(checker->files[0].source->name);
}

// The scene that is being read from that file, with the place in it where the circle goes on.
static const struct rmx_checker *find_open(const struct rmx_checker *checker, const char *real,
                                           struct rmx_span *goes_on)
{
    *goes_on = (struct rmx_span){0};
    for (; checker; checker = checker->outer) {
        if (checker->real && strcmp(checker->real, real) == 0)
            return checker;
        *goes_on = checker->used;
    }
    return NULL;
}

static bool is_circle(struct rmx_checker *checker, const struct rmx_node *node, const char *real)
{
    struct rmx_span goes_on;
    const struct rmx_checker *first = find_open(checker, real, &goes_on);
    if (!first)
        return false;
    const char *circle = file_name(first);
    for (const struct rmx_checker *at = checker; at != first; at = at->outer)
        circle = rmx_arena_printf(checker->arena, "%s → %s", file_name(at), circle);
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "scene-circle",
                                             "these scenes show each other in a circle: %s → %s",
                                             file_name(first), circle);
    error->other = goes_on;
    error->other_note = "the circle goes through here";
    error->hint = "one of them must show something else";
    return true;
}

static bool has_room(struct rmx_checker *checker, const struct rmx_node *node)
{
    struct rmx_checker *root = outermost(checker);
    if (depth_of(checker) >= DEEPEST) {
        rmx_errors_add(checker->errors, node->span, "too-deep",
                       "scenes within scenes more than %d deep", DEEPEST);
        return false;
    }
    if (++root->inner_count <= MOST_SCENES)
        return true;
    if (root->inner_count > MOST_SCENES + 1)
        return false; // was said
    rmx_errors_add(checker->errors, node->span, "too-many-scenes",
                   "more than %d scenes within '%s'", MOST_SCENES, file_name(root))
        ->hint = "name a source once, and let all who want its picture name that";
    return false;
}

// An error of the inner scene stands in its own file, and says where that is used.
static void hand_out(struct rmx_checker *checker, const struct rmx_errors *found,
                     struct rmx_span used)
{
    for (int i = 0; i < found->count; i++) {
        struct rmx_error error = found->items[i];
        if (!error.other.line) {
            error.other = used;
            error.other_note = "the scene is used here";
        }
        rmx_hand_over(checker->errors, &error);
    }
}

// A picture has zeros in it, which no text has.
static bool is_text(struct rmx_checker *checker, const struct rmx_node *node,
                    const struct rmx_source_text *text)
{
    if (!memchr(text->text, '\0', text->length))
        return true;
    rmx_errors_add(checker->errors, node->span, "wrong-type",
                   "'%s' is no text where a scene file is due", node->text)
        ->hint = rmx_arena_printf(checker->arena, "a picture is `image: %s`", node->text);
    return false;
}

static struct rmx_scene *read_inner(struct rmx_checker *checker, const struct rmx_node *node,
                                    const char *path)
{
    struct rmx_source_text *text = RMX_NEW(checker->arena, struct rmx_source_text, 1);
    if (!rmx_scene_text(checker, path, node->span, text) || !is_text(checker, node, text))
        return NULL;
    struct rmx_scene_params params = *checker->params;
    params.path = path;
    params.chain = params.picture = NULL;
    params.has_seed = false; // its own holds
    params.sound.given = false;
    params.catalog = rmx_catalog_beside(params.catalog, rmx_path_folder(checker->arena, path));
    struct rmx_errors errors = {.arena = checker->errors->arena};
    struct rmx_scene *scene = rmx_check_inner(checker, &params, text, node->span, &errors);
    hand_out(checker, &errors, node->span);
    return scene;
}

// Once, however many show the scene.
static void add_file(struct rmx_checker *checker, const char *file)
{
    struct rmx_scene *scene = checker->scene;
    for (int i = 0; i < scene->file_count; i++)
        if (strcmp(scene->files[i], file) == 0)
            return;
    *RMX_PUSH(checker->arena, &scene->files, &scene->file_count) = file;
}

bool rmx_check_scene(struct rmx_checker *checker, const struct rmx_node *node,
                     struct rmx_source *source)
{
    const char *path = rmx_check_path(checker, node, "scene");
    const char *real = path ? rmx_texts_real(checker->arena, path) : NULL;
    if (!real || is_circle(checker, node, real) || !has_room(checker, node))
        return false;
    source->path = path;
    source->scene = read_inner(checker, node, path);
    if (!source->scene)
        return false;
    for (int i = 0; i < source->scene->file_count; i++)
        add_file(checker, source->scene->files[i]);
    source->with = RMX_NEW(checker->arena, struct rmx_value, source->scene->knob_count);
    return true;
}

static int find_knob(const struct rmx_scene *scene, const char *name)
{
    for (int i = 0; i < scene->knob_count; i++)
        if (strcmp(scene->knobs[i].name, name) == 0)
            return i;
    return -1;
}

static void report_unknown_knob(struct rmx_checker *checker, const struct rmx_node *key,
                                const struct rmx_source *source)
{
    const struct rmx_scene *scene = source->scene;
    const char **names = RMX_NEW(checker->arena, const char *, scene->knob_count), *list = "";
    for (int i = 0; i < scene->knob_count; i++) {
        names[i] = scene->knobs[i].name;
        list = rmx_arena_printf(checker->arena, "%s%s%s", list, i ? ", " : "its knobs: ", names[i]);
    }
    rmx_error_suggest(checker->errors,
                      rmx_errors_add(checker->errors, key->span, "unknown-knob",
                                     "'%s' has no knob '%s'", rmx_path_file(source->path),
                                     key->text),
                      key->text, names, scene->knob_count, *list ? list : "it has no knobs");
}

static void read_knob(struct rmx_checker *checker, const struct rmx_entry *entry,
                      const struct rmx_source *source)
{
    int index = find_knob(source->scene, entry->key->text);
    if (index < 0) {
        report_unknown_knob(checker, entry->key, source);
        return;
    }
    const struct rmx_knob *knob = &source->scene->knobs[index];
    struct rmx_number_rule rule = {.what = knob->name,
                                   .min = fmin(knob->from, knob->to),
                                   .max = fmax(knob->from, knob->to),
                                   .has_range = true,
                                   .quantity = RMX_QUANTITY_ANY,
                                   .default_value = knob->at};
    rmx_check_number(checker, entry->value, &rule, &source->with[index], 0);
}

void rmx_check_with(struct rmx_checker *checker, const struct rmx_node *node,
                    struct rmx_source *source)
{
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a map of the scene's knobs");
        if (error && !error->hint)
            error->hint = "write `with: {NAME: 0.5}`";
        return;
    }
    for (int i = 0; source->scene && i < node->count; i++)
        if (!rmx_check_joined_key(checker, node, i))
            read_knob(checker, &node->entries[i], source);
}
