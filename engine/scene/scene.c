// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene.h"

#include "base/texts.h"
#include "scene/scene_parts.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Standard input as it was read: only once, though a scene is loaded for its picture and again for
// its ledger.
static struct {
    pthread_mutex_t lock;
    bool is_read, is_whole;
    size_t length;
    char bytes[RMX_LONGEST_SCENE + 2];
} input = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool read_to_end(void)
{
    while (input.length < sizeof(input.bytes)) {
        ssize_t got =
            read(STDIN_FILENO, input.bytes + input.length, sizeof(input.bytes) - input.length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        input.length += (size_t)got;
    }
    return true;
}

static bool read_standard_input(struct rmx_arena *arena, char **bytes, size_t *length)
{
    pthread_mutex_lock(&input.lock);
    if (!input.is_read)
        input.is_whole = read_to_end();
    input.is_read = true;
    *bytes = rmx_arena_copy_n(arena, input.bytes, input.length);
    *length = input.length;
    pthread_mutex_unlock(&input.lock);
    return input.is_whole;
}

static void report_unreadable(struct rmx_checker *checker, struct rmx_span span, const char *path,
                              enum rmx_file_status status)
{
    const char *id = status == RMX_FILE_TOO_LARGE ? "too-long"
                     : status == RMX_FILE_MISSING ? "missing-file"
                                                  : "unreadable-file";
    struct rmx_error *error =
        rmx_errors_add(checker->errors, span, id, "the scene '%s': %s", path,
                       status == RMX_FILE_TOO_LARGE ? "longer than 1 MiB, which no scene is"
                                                    : rmx_file_status_text(status));
    error->unreadable = status != RMX_FILE_TOO_LARGE;
}

// Editors of another system put a byte order mark before the text.
static void skip_mark(struct rmx_source_text *source)
{
    if (source->length < 3 || memcmp(source->text, "\xEF\xBB\xBF", 3) != 0)
        return;
    source->text += 3;
    source->length -= 3;
}

bool rmx_scene_text(struct rmx_checker *checker, const char *path, struct rmx_span span,
                    struct rmx_source_text *source)
{
    char *bytes = NULL;
    size_t length = 0;
    enum rmx_file_status status;
    if (strcmp(path, "-") == 0)
        status = read_standard_input(checker->arena, &bytes, &length) ? RMX_FILE_OK
                                                                      : RMX_FILE_UNREADABLE;
    else
        status = rmx_texts_read(checker->arena, path, RMX_LONGEST_SCENE + 3, &bytes, &length);
    if (status != RMX_FILE_OK) {
        report_unreadable(checker, span, path, status);
        return false;
    }
    *source = (struct rmx_source_text){rmx_arena_copy(checker->arena, path), bytes, length};
    skip_mark(source);
    return true;
}

static struct rmx_scene *new_scene(struct rmx_arena *arena, const struct rmx_scene_params *params,
                                   const char *path)
{
    struct rmx_scene *scene = RMX_NEW(arena, struct rmx_scene, 1);
    *scene = (struct rmx_scene){
        .title = "",
        .path = path,
        .width = 1920,
        .height = 1080,
        .fps = 30,
        .bpm = {.constant = {120}, .count = 1},
        .tempo = RMX_TEMPO_AUTO,
        .seed = params->has_seed ? params->seed : 1,
        .depth = 8,
        .background = {0, 0, 0, 1},
        .date = {1928, 1, 1},
        .aura_half_life_s = 30,
        .sound = {.credit = "", .licence = "", .url = "", .attack_s = 0.02, .release_s = 0.2},
    };
    rmx_signals_add(arena, &scene->signals, rmx_signals_own(), RMX_SIGNALS_OWN);
    if (params->offered)
        rmx_signals_add(arena, &scene->signals, params->offered->items, params->offered->count);
    return scene;
}

static bool is_scene_map(struct rmx_checker *checker, const struct rmx_document *document)
{
    const struct rmx_node *root = document->root;
    struct rmx_span whole = {checker->files[0].source, 0, 0, 1};
    if (root && root->kind == RMX_NODE_MAP)
        return true;
    if (checker->errors->error_count)
        return false; // the syntax was reported
    if (!root || root->kind == RMX_NODE_EMPTY)
        rmx_errors_add(checker->errors, whole, "empty-scene", "this scene is empty")->hint =
            "`remontage new FILE` writes one to begin with";
    else
        rmx_errors_add(checker->errors, root->span, "wrong-type",
                       "a scene is a map of keys, and this is %s", rmx_node_kind_name(root))
            ->hint = "write `layers:`, and the layers below it";
    return false;
}

static void check_bpm(struct rmx_checker *checker)
{
    const struct rmx_value *bpm = &checker->scene->bpm;
    const struct rmx_program *program = bpm->program[0];
    if (program &&
        (rmx_program_reads(program, RMX_SIGNAL_BEAT) ||
         rmx_program_reads(program, RMX_SIGNAL_BAR) || rmx_program_reads(program, RMX_SIGNAL_BPM)))
        rmx_errors_add(checker->errors, bpm->span, "bpm-circle",
                       "bpm reads the beat, and the beat comes from bpm")
            ->hint = "let it read time instead";
}

static void hear(struct rmx_checker *checker, int number)
{
    const char *name = rmx_signals_heard()[number].name;
    if (rmx_signals_find(&checker->scene->signals, name, strlen(name)) < 0)
        rmx_check_add_heard(checker, number);
}

// A show that follows its sound hears the sound's tempo.
static void follow_tempo(struct rmx_checker *checker)
{
    const struct rmx_scene_params *params = checker->params;
    if (params->tempo != RMX_TEMPO_UNSAID)
        checker->scene->tempo = params->tempo;
    if (!params->follows_tempo || checker->outer || checker->scene->tempo != RMX_TEMPO_SOUND)
        return;
    hear(checker, RMX_HEARD_TEMPO);
    hear(checker, RMX_HEARD_BEAT);
}

// What chains and layers may name: all of it before any of them is read, from whatever file.
static void learn_names(struct rmx_checker *checker, const struct rmx_node *layers)
{
    rmx_check_source_bodies(checker);
    if (layers)
        rmx_check_layer_names(checker, layers);
}

static void report_no_layers(struct rmx_checker *checker)
{
    struct rmx_span whole = {checker->files[0].source, 0, 0, 1};
    rmx_errors_add(checker->errors, whole, "missing-key", "this scene has no layers")->hint =
        "write `layers:` and below it `- picture: NAME`";
}

static void read_scene(struct rmx_checker *checker, const struct rmx_node *root)
{
    const struct rmx_node *layers = rmx_node_get(root, "layers");
    rmx_check_unknown_keys(checker, root, &rmx_scene_keys);
    for (int i = 0; i < rmx_scene_keys.count; i++) {
        if (rmx_scene_keys.keys[i].kind == RMX_KEY_CHAINS)
            learn_names(checker, layers);
        rmx_check_entry(checker, root, &rmx_scene_keys.keys[i], checker->scene);
    }
    checker->scene->has_fps = rmx_node_get(root, "fps") != NULL;
    checker->scene->has_date = rmx_node_get(root, "date") != NULL;
    if (rmx_node_get(root, "bpm"))
        check_bpm(checker);
    follow_tempo(checker);
    if (rmx_node_get(root, "osc"))
        rmx_check_osc(checker, rmx_node_get(root, "osc"));
    bool is_empty = layers && layers->kind == RMX_NODE_LIST && layers->count == 0;
    if (is_empty || (!layers && !rmx_node_get(root, "shots")))
        report_no_layers(checker);
    rmx_check_unused_chains(checker);
}

static void read_scene_file(struct rmx_checker *checker, const struct rmx_source_text *source,
                            const char *folder)
{
    const char *real = rmx_texts_real(checker->arena, source->name);
    checker->real = real;
    if (real)
        *RMX_PUSH(checker->arena, &checker->include_paths, &checker->include_path_depth) = real;
    struct rmx_document document = rmx_check_open(checker, source, folder, false);
    checker->broken_line = document.broken_line;
    checker->is_repaired = document.is_broken && !document.broken_line;
    checker->is_incomplete |= checker->is_repaired;
    checker->syntax_count = checker->errors->count;
    if (is_scene_map(checker, &document))
        read_scene(checker, document.root);
}

static struct rmx_steps read_typed_chain(struct rmx_checker *checker, const char *chain)
{
    struct rmx_steps steps = {0};
    struct rmx_source_text *source = RMX_NEW(checker->arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){"--chain", chain, strlen(chain)};
    struct rmx_document document = rmx_check_open(checker, source, ".", true);
    if (document.root && !document.broken_line && !document.is_broken)
        rmx_check_chain(checker, document.root, &steps);
    return steps;
}

static void add_finish(struct rmx_checker *checker, const struct rmx_steps *typed)
{
    struct rmx_scene *scene = checker->scene;
    struct rmx_scope scope = {.place = "finish", .seed_name = "finish"};
    for (int i = 0; i < typed->count; i++)
        *RMX_PUSH(checker->arena, &scene->finish, &scene->finish_count) = typed->items[i];
    rmx_scope_add_chain(checker, &scope, scene->finish, scene->finish_count, "finish");
}

// `source`: NULL where a picture stands for the scene. `checker` has its params, and by whom the
// scene is used.
static struct rmx_scene *check(struct rmx_checker *checker, const struct rmx_source_text *source,
                               struct rmx_errors *errors)
{
    const struct rmx_scene_params *params = checker->params;
    struct rmx_errors found = {.arena = errors->arena};
    struct rmx_steps typed = {0};
    checker->errors = &found;
    checker->scene = new_scene(checker->arena, params, source ? source->name : params->picture);
    if (source)
        read_scene_file(checker, source, rmx_path_folder(checker->arena, source->name));
    if (params->chain)
        typed = read_typed_chain(checker, params->chain);
    if (source) {
        add_finish(checker, &typed);
    } else {
        checker->scene->width = params->picture_width;
        checker->scene->height = params->picture_height;
        memset(checker->scene->background, 0, sizeof(checker->scene->background));
        rmx_check_picture_layer(checker, &typed);
    }
    rmx_check_wished_sound(checker);
    rmx_check_credits(checker);
    rmx_check_cycles(checker);
    rmx_check_measured(checker);
    rmx_check_osc_within(checker);
    rmx_check_midi_within(checker);
    rmx_check_deliver(checker, errors);
    return found.error_count ? NULL : checker->scene;
}

struct rmx_scene *rmx_check_inner(struct rmx_checker *outer, const struct rmx_scene_params *params,
                                  const struct rmx_source_text *source, struct rmx_span used,
                                  struct rmx_errors *errors)
{
    struct rmx_checker checker = {
        .arena = outer->arena, .params = params, .outer = outer, .used = used};
    return check(&checker, source, errors);
}

const struct rmx_scene *rmx_scene_read(struct rmx_arena *arena, const char *name, const char *text,
                                       size_t length, const struct rmx_scene_params *params,
                                       struct rmx_errors *errors)
{
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    *source = (struct rmx_source_text){name, rmx_arena_copy_n(arena, text, length), length};
    skip_mark(source);
    struct rmx_checker checker = {.arena = arena, .params = params};
    return check(&checker, source, errors);
}

const struct rmx_scene *rmx_scene_load(struct rmx_arena *arena,
                                       const struct rmx_scene_params *params,
                                       struct rmx_errors *errors)
{
    struct rmx_checker checker = {.arena = arena, .params = params, .errors = errors};
    if (!params->path)
        return check(&checker, NULL, errors);
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    source->name = params->path;
    if (!rmx_scene_text(&checker, params->path, (struct rmx_span){0}, source))
        return NULL;
    return check(&checker, source, errors);
}
