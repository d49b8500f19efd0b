// SPDX-License-Identifier: GPL-3.0-or-later
// A generation: one load of a scene, from its text to programs and textures on the GPU.
//
// In:  settings (runtime/settings.h). Out: struct rmx_generation, which owns all that it points at
// but the settings' texts, or says what is wrong. Pictures decode on threads while the context
// starts, the plan is made and the programs are compiled.
// Thread: any, one at a time a generation; with RMX_LOAD_RENDERER it ends on the one that made it.
// Prints nothing and leaves the program's own state alone, so that a show can load beside a running
// one.
#pragma once

#include "base/wanted.h"
#include "control/ears.h"
#include "plan/plan.h"
#include "render/renderer.h"
#include "runtime/budget.h"
#include "runtime/settings.h"

enum rmx_load_until {
    RMX_LOAD_SCENE,    // the checked scene
    RMX_LOAD_PLAN,     // and the plan, from the pictures' headers; no GPU
    RMX_LOAD_RENDERER, // and programs and textures
};

struct rmx_load_params {
    const struct rmx_settings *settings; // copied
    enum rmx_load_until until;
    struct rmx_context *context; // a current one that outlives the generation; NULL: its own
    struct rmx_store *store;     // shares pictures and programs with generations before; NULL: none
    long long beside;            // bytes that are held meanwhile, beside those of the store
    // Whose scene is taken, instead of reading that of the settings; it has a plan, and outlives
    // the generation. NULL: none.
    const struct rmx_generation *like;
    // Asked while pictures are waited for, between two programs and before the plan; and who gets
    // the generation as soon as there is one, for whoever is asked. NULL: always, nobody.
    const struct rmx_wanted *wanted;
    struct rmx_generation **begun;
    bool checks; // pictures are read for their faults alone: nothing can be drawn afterwards
};

enum rmx_load_status {
    RMX_LOADED,
    RMX_LOAD_ERRORS,    // in `errors`
    RMX_LOAD_NO_GL,     // `why`
    RMX_LOAD_TOO_LARGE, // `why`: the device cannot draw that size
    RMX_LOAD_FAILED,    // the machine; it was logged
    RMX_LOAD_GIVEN_UP,  // it was not wanted any more; what is in `errors` counts for nothing
};

struct rmx_texts; // base/texts.h
struct rmx_inner; // a scene within the scene (runtime/inner.h)

struct rmx_generation {
    struct rmx_arena *arena;
    struct rmx_settings settings;
    enum rmx_load_status status;
    char why[256];
    struct rmx_errors errors; // warnings, too
    bool is_picture;          // a picture stood for the scene
    struct rmx_catalog *catalog;
    struct rmx_dependencies dependencies; // paths that the scene means, there or not
    const struct rmx_scene *scene;        // without the pictures of folders that could not be read
    struct rmx_ears
        *ears; // of what the scene hears; of one within another that one's; NULL: nothing
    bool owns_ears;
    struct rmx_texts *texts; // what it was read from, where its maker had that noted; NULL
    int width, height;       // the canvas
    struct rmx_budget memory;
    struct rmx_store *told; // what this generation holds beside it; NULL: no store was
    long long held;         // so much
    struct rmx_plan *plan;
    struct rmx_context *context;
    bool owns_context;
    struct rmx_renderer *renderer;
    bool *told_loops;              // by the plan's loops: of an effect's first, whether it was told
    struct rmx_store *inner_store; // of the scenes within, where no other is given; NULL
    struct rmx_inner **inners;     // of those sources that the plan reads
    int inner_count;
    // How long it took: from the start to the context's being there, and to the last picture's.
    int pictures, decoded; // of the scene; those that the store did not have
    double start_ms, plan_ms, compile_ms, decode_ms, upload_ms;
    // Passes that are drawn by second programs (runtime/specialise.h), and what finding them took.
    int special_passes;
    double special_ms; // 0: none was looked for
};

// Never NULL; `status` says how far it came.
struct rmx_generation *rmx_generation_create(const struct rmx_load_params *params);
void rmx_generation_destroy(struct rmx_generation *generation); // NULL is fine
// Another renderer for a loaded generation whose context was lost: its scene and plan stay. A
// picture that is gone by now is transparent. False: logged.
bool rmx_generation_rebuild(struct rmx_generation *generation, struct rmx_context *context,
                            struct rmx_store *store);

// After its context was lost; rmx_generation_rebuild makes another one.
void rmx_generation_drop_renderer(struct rmx_generation *generation);
// How many frames must be drawn before a frame, for scenes within it as well; -1: all.
long long rmx_generation_preroll(const struct rmx_generation *generation, double fps);

// Files that begin, or else end, as a picture does or as other things do that are no scene: what
// is said of those is said of a picture.
bool rmx_is_picture(const char *path);
