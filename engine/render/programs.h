// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is compiled for one plan: made once, shared by all renderers that draw it.
//
// In:  a plan, where programs are cached and kept. Out: GL names.
// Owned by reference: each rmx_programs_share needs an rmx_programs_release.
// Thread: one at a time, with a current context of one share group; it may be another each time.
// The plan's programs never change; the engine's own are made at their first use.
#pragma once

#include "render/fragments/programs.h"
#include "render/program.h"

struct rmx_programs_params {
    const struct rmx_plan *plan; // outlives the programs
    const struct rmx_device *device;
    const char *cache_folder; // programs on disk; NULL: none
    struct rmx_store *store;  // shared with those of other plans; NULL: nothing is
    // Of what looks heavy: patience and memory; 0: the usual ones. `wanted` is asked of all.
    struct rmx_trial_params bounds;
};

// The engine's own.
enum rmx_builtin {
    // A level of a picture from the one below it, by how the picture is stored and in which light.
    RMX_BUILTIN_MIP,
    RMX_BUILTIN_MIP_ENCODED,
    RMX_BUILTIN_MIP_STRAIGHT,
    RMX_BUILTIN_MIP_STRAIGHT_ENCODED,
    // The same by a wide kernel: its rows, and the level from those.
    RMX_BUILTIN_MIP_ACROSS,
    RMX_BUILTIN_MIP_ACROSS_ENCODED,
    RMX_BUILTIN_MIP_UP,
    RMX_BUILTIN_MIP_UP_ENCODED,
    RMX_BUILTIN_ACCUMULATE,  // a sample into the sum; its uniforms are the user's at each draw
    RMX_BUILTIN_RESOLVE,     // the sum into the mean
    RMX_BUILTIN_PREMULTIPLY, // a picture with straight alpha as sources are kept
    RMX_BUILTIN_COMPARE,     // how far a picture is from another one, cell by cell
    RMX_BUILTIN_COUNT
};

struct rmx_programs {
    struct rmx_arena *arena; // this struct too
    int references;
    const struct rmx_plan *plan;
    const struct rmx_device *device;
    struct rmx_program_cache *cache;
    struct rmx_store *store;
    struct rmx_program_set passes;
    struct rmx_fragment_programs **fragments; // by pass; NULL: it draws none
    GLuint builtins[RMX_BUILTIN_COUNT];
    bool was_tried[RMX_BUILTIN_COUNT];
};

// With one reference. Errors of the plan's shaders, and what the device is too small for, go to
// `errors`: NULL then, and without one where they are not wanted any more.
struct rmx_programs *rmx_programs_create(const struct rmx_programs_params *params,
                                         struct rmx_errors *errors);
struct rmx_programs *rmx_programs_share(struct rmx_programs *programs); // the same
void rmx_programs_release(struct rmx_programs *programs);               // NULL is fine

// The file in shaders/engine that it is made of. more: what is appended to that, files in shaders
// divided by spaces; NULL: nothing.
const char *rmx_builtin_file(enum rmx_builtin which, const char **more);

// 0 is a broken installation (logged once).
GLuint rmx_programs_builtin(struct rmx_programs *programs, enum rmx_builtin which);
