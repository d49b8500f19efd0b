// SPDX-License-Identifier: GPL-3.0-or-later
// A generation as the show sees it, and the functions by which app/ makes and unmakes one.
//
// In:  a scene, as app/ knows it. Out: what is to be drawn, watched and said.
// Thread: the functions are called on the loader's, with its context current.
#pragma once

#include "plan/values.h"
#include "render/renderer.h"
#include "runtime/canvas.h"
#include "runtime/generation.h"

// One reading of the scene. All but `values`, `block`, `knobs` and `provided`
// belongs to app/ and lives until
// unload.
struct rmx_shown {
    struct rmx_generation *generation; // app's own; NULL: nothing is known of it
    bool is_whole;                     // to be drawn; else there are errors
    const struct rmx_scene *scene;
    const struct rmx_plan *plan;
    struct rmx_renderer *renderer; // entered where it is drawn, left when it is handed on
    int width, height;
    // To be watched: files, there or not, and folders in which every effect file counts.
    // Albums: folders in which every file does.
    const char *const *files, *const *folders, *const *albums;
    int file_count, folder_count, album_count;
    const char *messages; // errors and warnings as they are to be printed, "" where none
    int error_count;
    int programs_compiled, pictures_decoded; // what this reading did itself
    // The show's own, made by rmx_shown_prepare:
    struct rmx_values *values;
    unsigned char *block;
    double *knobs;                 // parallel to scene->knobs
    double *provided;              // for rmx_frame_inputs, filled from those and the pointer
    struct rmx_frame_inputs first; // of the numbers that it was made with
    long long frame;               // drawn last
};

struct rmx_load_ask {
    int width, height;       // that the picture is to fit into
    struct rmx_store *store; // shared with the generations before
    struct rmx_context *context;
};

struct rmx_loader {
    void *data;
    void (*load)(void *data, const struct rmx_load_ask *ask, struct rmx_shown *out);
    // After the context was lost: gives a generation whose renderer was dropped another one,
    // without reading the scene. False where that cannot be.
    bool (*rebuild)(void *data, const struct rmx_load_ask *ask, struct rmx_shown *shown);
    void (*drop_renderer)(void *data, struct rmx_shown *shown);
    // What is shown until the scene is whole for the first time; not whole where even that fails.
    void (*load_stand_in)(void *data, const struct rmx_load_ask *ask, struct rmx_shown *out);
    void (*unload)(void *data, struct rmx_shown *shown);
};

// Frames a second: what was asked for, else the scene's, else the output's.
double rmx_shown_fps(const struct rmx_shown *shown, double requested, double output);
// Knobs and pointer into shown->provided.
void rmx_shown_provide(struct rmx_shown *shown, const double pointer[2]);
// Knobs at their `at:`, a first frame of numbers, and every program's first draw. The moment's size
// and knobs are not read. rmx_shown_warm: the draw alone.
void rmx_shown_prepare(struct rmx_shown *shown, const struct rmx_frame_inputs *frame_inputs);
void rmx_shown_warm(struct rmx_shown *shown);
void rmx_shown_finish(struct rmx_shown *shown); // the show's own; then it can be unloaded
