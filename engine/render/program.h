// SPDX-License-Identifier: GPL-3.0-or-later
// Shaders into programs: from the disk where they were linked before, else by the driver.
//
// In:  the fragment shaders of a plan; the engine's own files in shaders/engine.
// Out: programs that draw with quad.vert; errors of an effect at its file's own line.
// Thread: a current context.
#pragma once

#include "plan/plan.h"
#include "render/cache.h"
#include "render/context.h"
#include "render/store.h"
#include "render/trial.h"

#include <GL/glew.h>

// Where programs come from and go to; cache and store may be NULL.
struct rmx_program_loader {
    const struct rmx_program_cache *cache;
    const struct rmx_device *device;
    struct rmx_store *store;
    struct rmx_trial_params bounds; // of what looks heavy, but for its shaders
};

// The programs of a plan; passes with the same shader share one.
struct rmx_program_set {
    GLuint *of_pass; // one a pass
    GLuint *names;   // each once
    int count;
    int compiled;            // those that neither the store nor the cache held
    int made;                // those that were not in the store
    struct rmx_store *store; // where they are shared; NULL: nowhere
};

// False with the errors in `errors`, or without one where it is not wanted any more
// (loader->bounds); `set` is to be finished all the same. The lists live in the arena. Programs of
// the store are used, new ones go there.
bool rmx_program_set_init(struct rmx_program_set *set, struct rmx_arena *arena,
                          const struct rmx_program_loader *loader, const struct rmx_plan *plan,
                          struct rmx_errors *errors);
void rmx_program_set_finish(struct rmx_program_set *set);

// One of the engine's own: shaders/engine/FILE, with shaders/FILE after it for each word of
// `appended` (NULL: none).
// 0 is a broken installation (logged).
GLuint rmx_program_builtin(const struct rmx_program_cache *cache, const struct rmx_device *device,
                           const char *file, const char *appended);

// The same with a vertex shader of its own: shaders/engine/NAME.vert and NAME.frag.
GLuint rmx_program_builtin_pair(const struct rmx_program_cache *cache,
                                const struct rmx_device *device, const char *name);

// A pass's fragment shader behind another vertex shader, or a compute shader behind none; 0 where
// the driver refuses it (not said).
GLuint rmx_program_beside(const struct rmx_program_cache *cache, const struct rmx_device *device,
                          const char *vertex, const char *fragment);

void rmx_program_destroy(GLuint program); // 0 is fine

// A compute shader of a pass: 0 with the errors in `errors`, or unwanted. Dropped with
// rmx_store_drop_program.
GLuint rmx_program_compute(const struct rmx_program_loader *loader, const char *glsl,
                           const struct rmx_plan *plan, const struct rmx_pass *pass,
                           struct rmx_errors *errors);
// One of the engine's own, shaders/engine/fragments/FILE; 0 is a broken installation (logged).
GLuint rmx_program_builtin_compute(const struct rmx_program_loader *loader, const char *file);
