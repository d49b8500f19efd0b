// SPDX-License-Identifier: GPL-3.0-or-later
// remontage sweep: every effect below some folders, drawn on a test picture, a line each.
#include "app/contact_sheet.h"
#include "app/frames.h"
#include "base/clock.h"
#include "base/file.h"
#include "catalog/folders.h"
#include "render/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 240, HEIGHT = 136, PIXEL = 4, BYTES = PIXEL * WIDTH * HEIGHT };

// What the effects draw on, and what a second picture is.
#define PICTURES                                                                                   \
    "size: 240x136\nbackground: none\nsources:\n"                                                  \
    "  picture: asset:nagasaki-boats.jpg\n  second: asset:rocket-at-dusk.jpg\n"

enum verdict { DRAWN, UNCHANGED, LATER, BLANK, FAILED, VERDICTS };

static const char *const verdict_names[] = {"drawn", "unchanged", "not yet", "blank", "failed"};

struct sweep {
    const struct rmx_options *options;
    struct rmx_list allow;
    struct rmx_context *context;
    struct rmx_store *store;         // decodes the pictures once ...
    struct rmx_generation *original; // ... since this one keeps them: the test picture as it is
    struct rmx_sheet *sheet;         // NULL: none
    char *scene;                     // the file that each effect's scene is written to
    unsigned char plain[BYTES], pixels[BYTES];
    int counts[VERDICTS];
    int width; // of the longest name
};

// One effect, while it is swept.
struct swept {
    const char *path;
    const struct rmx_effect *effect; // NULL: its file has mistakes
    enum verdict verdict;
    const char *why; // what is said at the line's end
    int passes, gl_errors;
    double ms;
    char *name;
};

// A path as YAML text: in single quotes, its own doubled.
static void add_path(struct rmx_text *out, const char *path)
{
    rmx_text_add(out, "'");
    for (const char *c = path; *c; c++)
        rmx_text_printf(out, *c == '\'' ? "''" : "%c", *c);
    rmx_text_add(out, "'");
}

// Pictures beyond the first are the second one.
static void add_step(struct rmx_text *out, const char *path, const struct rmx_effect *effect)
{
    bool first = true;
    add_path(out, path);
    rmx_text_add(out, ": {");
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        if (input->type != RMX_INPUT_IMAGE || i == effect->main_image || input->image_default)
            continue;
        rmx_text_printf(out, "%s%s: second", first ? "" : ", ", rmx_effect_key(effect, i));
        first = false;
    }
    // At its middle many a transition is black.
    if (effect->role == RMX_ROLE_TRANSITION)
        rmx_text_add(out, ", progress: 0.2 + 0.2 * time");
    rmx_text_add(out, "}");
}

static bool write_scene(const struct sweep *sweep, const char *path,
                        const struct rmx_effect *effect)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, PICTURES "layers:\n");
    if (!effect) {
        rmx_text_add(&text, "  - picture: picture\n");
    } else if (effect->role == RMX_ROLE_GENERATOR) {
        rmx_text_add(&text, "  - generate: {");
        add_step(&text, path, effect);
        rmx_text_add(&text, "}\n");
    } else {
        rmx_text_add(&text, "  - picture: picture\n    chain: {");
        add_step(&text, path, effect);
        rmx_text_add(&text, "}\n");
    }
    bool written = rmx_file_write(sweep->scene, text.data, text.length);
    rmx_text_finish(&text);
    return written;
}

static struct rmx_generation *load(const struct sweep *sweep)
{
    const struct rmx_list nothing = {0};
    return rmx_generation_create(&(struct rmx_load_params){.scene = sweep->scene,
                                                           .allow = &sweep->allow,
                                                           .effects = &nothing,
                                                           .depth = {true, 8},
                                                           .until = RMX_LOAD_RENDERER,
                                                           .context = sweep->context,
                                                           .store = sweep->store});
}

// By more than rounding.
static bool differs(const unsigned char *a, const unsigned char *b)
{
    for (int i = 0; i < BYTES; i++)
        if (abs(a[i] - b[i]) > 2)
            return true;
    return false;
}

static bool is_blank(const unsigned char *pixels)
{
    for (int i = 0; i < BYTES; i += PIXEL)
        if (pixels[i + 3] && (pixels[i] > 2 || pixels[i + 1] > 2 || pixels[i + 2] > 2))
            return false;
    return true;
}

// A few frames: what moves may begin in the dark.
static void draw(struct sweep *sweep, struct swept *it, struct rmx_generation *generation)
{
    static const long long frames[] = {0, 1, 15, 30};
    const struct rmx_options *options = sweep->options;
    struct rmx_frames drawing;
    it->verdict = BLANK;
    bool ready = rmx_frames_init(&drawing, generation, options);
    for (size_t i = 0; ready && i < sizeof(frames) / sizeof(*frames); i++) {
        if (!rmx_frames_draw(&drawing, frames[i], sweep->pixels)) {
            it->verdict = FAILED;
            it->why = "could not be drawn";
            break;
        }
        if (is_blank(sweep->pixels))
            continue;
        if (differs(sweep->pixels, sweep->plain))
            it->verdict = DRAWN;
        else if (it->verdict == BLANK)
            it->verdict = UNCHANGED;
    }
    rmx_frames_finish(&drawing);
}

static void answer(struct sweep *sweep, struct swept *it, const struct rmx_errors *errors)
{
    it->verdict = FAILED;
    it->why = "could not be loaded";
    for (int i = 0; i < errors->count; i++) {
        const struct rmx_error *error = &errors->items[i];
        if (error->severity != RMX_ERROR)
            continue;
        it->verdict = strcmp(error->id, "not-yet") == 0 ? LATER : FAILED;
        it->why = rmx_arena_printf(sweep->options->arena, "%d:%d: %s", error->span.line,
                                   error->span.column, error->message);
        return;
    }
}

// Why the effect is no part of its reader's pass; NULL where it is.
static const char *why_apart(const struct rmx_effect *effect)
{
    if (effect->own_pass_reason)
        return effect->own_pass_reason;
    for (int i = 0; i < effect->input_count; i++)
        if (effect->taps[i].in_loop || effect->taps[i].irregular || effect->taps[i].count > 4)
            return "fuses, but stores what it reads";
    return NULL;
}

static void sweep_effect(struct sweep *sweep, struct swept *it)
{
    double from_ms = rmx_clock_ms();
    int gl_errors = rmx_context_errors(sweep->context);
    if (!write_scene(sweep, it->path, it->effect)) {
        it->verdict = FAILED;
        it->why = "no room for a scene";
        return;
    }
    struct rmx_generation *generation = load(sweep);
    if (generation->status == RMX_LOADED) {
        it->passes = generation->plan->pass_count;
        it->why = why_apart(it->effect);
        draw(sweep, it, generation);
    } else {
        answer(sweep, it, &generation->errors);
    }
    rmx_generation_destroy(generation);
    it->gl_errors = rmx_context_errors(sweep->context) - gl_errors;
    if (it->gl_errors)
        it->verdict = FAILED;
    it->ms = rmx_clock_ms() - from_ms;
}

static void print_line(const struct sweep *sweep, const struct swept *it)
{
    printf("%-*s  %-9s  %2d  %3d  %6.0f  %s\n", sweep->width, it->name, verdict_names[it->verdict],
           it->passes, it->gl_errors, it->ms, it->why ? it->why : "fuses");
    fflush(stdout);
}

// The catalog is made anew for each: what one file needs goes with it.
static void sweep_file(struct sweep *sweep, const char *path)
{
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    struct rmx_errors errors = {.arena = sweep->options->arena};
    struct swept it = {.path = path, .name = rmx_path_stem(sweep->options->arena, path)};
    it.effect = rmx_catalog_load(catalog, path, &errors);
    memset(sweep->pixels, 0, BYTES);
    if (it.effect)
        sweep_effect(sweep, &it);
    else
        answer(sweep, &it, &errors);
    print_line(sweep, &it);
    if (sweep->sheet)
        rmx_sheet_add(sweep->sheet, it.name, sweep->pixels);
    sweep->counts[it.verdict]++;
    rmx_catalog_destroy(catalog);
}

// The test picture as it is, to compare with.
static bool draw_plain(struct sweep *sweep)
{
    struct rmx_frames drawing;
    if (!write_scene(sweep, NULL, NULL))
        return false;
    sweep->original = load(sweep);
    rmx_print_errors(sweep->options, &sweep->original->errors);
    if (sweep->original->status != RMX_LOADED)
        return false;
    bool drawn = rmx_frames_init(&drawing, sweep->original, sweep->options) &&
                 rmx_frames_draw(&drawing, 0, sweep->plain);
    rmx_frames_finish(&drawing);
    return drawn;
}

static long resident_mib(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file && fscanf(file, "%*d %ld", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return pages * sysconf(_SC_PAGESIZE) >> 20;
}

static void sweep_all(struct sweep *sweep, const struct rmx_found *found)
{
    for (int i = 0; i < found->count; i++) {
        int length = (int)strlen(rmx_path_stem(sweep->options->arena, found->files[i].path));
        sweep->width = length > sweep->width ? length : sweep->width;
    }
    printf("%-*s  %-9s  passes GL errors, ms\n", sweep->width, "effect", "");
    long mib = 0;
    int objects = 0;
    for (int i = 0; i < found->count; i++) {
        sweep_file(sweep, found->files[i].path);
        if (i == 0) {
            mib = resident_mib();
            objects = rmx_context_objects(sweep->context);
        }
    }
    printf("%d effects:", found->count);
    for (int i = 0; i < VERDICTS; i++)
        printf("%s %d %s", i ? "," : "", sweep->counts[i], verdict_names[i]);
    printf("\nafter the first and the last: %ld and %ld MiB, GL objects %d and %d\n", mib,
           resident_mib(), objects, rmx_context_objects(sweep->context));
}

static int sweep_found(struct sweep *sweep, const struct rmx_found *found)
{
    char why[256];
    const char *file = sweep->options->sheet;
    sweep->context = rmx_context_create(why, (int)sizeof(why));
    if (!sweep->context) {
        rmx_complain("%s", why);
        return RMX_EXIT_NO_GL;
    }
    sweep->store = rmx_store_create();
    if (!draw_plain(sweep))
        return RMX_EXIT_FAILED;
    if (file)
        sweep->sheet = rmx_sheet_create(found->count, WIDTH, HEIGHT);
    sweep_all(sweep, found);
    if (sweep->sheet && !rmx_sheet_write(sweep->sheet, file, why, sizeof(why))) {
        rmx_complain("%s", why);
        return RMX_EXIT_WRITE;
    }
    return sweep->counts[BLANK] + sweep->counts[FAILED] ? RMX_EXIT_FAILED : RMX_EXIT_OK;
}

// False: a folder that is not there, or holds nothing, which is said.
static bool find_files(const struct rmx_options *options, struct rmx_found *found)
{
    for (int i = 0; i < options->arguments.count; i++) {
        int before = found->count;
        const char *folder = rmx_path_real(options->arena, options->arguments.items[i]);
        if (folder)
            rmx_folders_find(options->arena, folder, true, found);
        if (found->count == before) {
            rmx_complain("no effects below '%s'", options->arguments.items[i]);
            return false;
        }
    }
    return true;
}

int rmx_command_sweep(const struct rmx_options *options)
{
    struct rmx_found found = {0};
    if (!find_files(options, &found))
        return RMX_EXIT_INPUT;
    const char *base = getenv("TMPDIR");
    char *folder =
        rmx_arena_printf(options->arena, "%s/remontage-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(folder)) {
        rmx_complain("cannot make a folder in %s", base && *base ? base : "/tmp");
        return RMX_EXIT_WRITE;
    }
    struct sweep *sweep = RMX_NEW(options->arena, struct sweep, 1);
    *sweep = (struct sweep){.options = options,
                            .scene = rmx_path_join(options->arena, folder, "scene.yaml")};
    for (int i = 0; i < options->arguments.count; i++)
        *RMX_PUSH(options->arena, &sweep->allow.items, &sweep->allow.count) =
            options->arguments.items[i];
    int code = sweep_found(sweep, &found);
    rmx_sheet_destroy(sweep->sheet);
    rmx_generation_destroy(sweep->original);
    rmx_store_destroy(sweep->store);
    rmx_context_destroy(sweep->context);
    unlink(sweep->scene);
    rmdir(folder);
    return code;
}
