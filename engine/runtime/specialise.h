// SPDX-License-Identifier: GPL-3.0-or-later
// Second programs of a loaded scene, in which the numbers that stand still are constants: compiled
// and tried beside what plays, which takes them over between two frames.
//
// In:  a generation. Out: programs for its renderer (render/special.h), which draw the same
// picture. A step at a time, so that whoever waits for the thread waits for no more than one
// program or one frame. Thread: one whose current context shares objects with the generation's;
// `store`: may be another than the one that draws it.
#pragma once

#include "runtime/generation.h"

struct rmx_special;
struct rmx_specialising;

struct rmx_specialising_params {
    const struct rmx_generation *generation; // outlives the steps
    // The thread's own, with which it loads the scene once more, from what is in the store. NULL:
    // the thread is the one that draws the generation, whose pictures are read as they are.
    struct rmx_context *context;
    struct rmx_store *store;
    // The frames that are tried: from `first` on, each `apart` from the one before.
    long long first, apart;
    double fps;
};

// Whether they are worth compiling for so many frames of a canvas, in none of which anything else
// is waited for. By what they cost and spare where they were measured, not by this machine's time.
bool rmx_specialising_pays(long long frames, int width, int height);

// All steps at once, on the thread that draws the generation, which draws by what was found from
// then on; its counts say so. Nothing happens where its settings do not want it. It is given up
// where `stops` says so; NULL: never.
void rmx_generation_specialise(struct rmx_generation *generation, long long first, long long apart,
                               double fps, bool (*stops)(void));

// Never NULL.
struct rmx_specialising *rmx_specialising_create(const struct rmx_specialising_params *params);
// False: there is no more to be done.
bool rmx_specialising_step(struct rmx_specialising *specialising);
// After the last step: how many passes have found one, and, with another context of the same thread
// current, their first draw there, which waits; the next one there compiles nothing.
int rmx_specialising_found(const struct rmx_specialising *specialising);
void rmx_specialising_warm(struct rmx_specialising *specialising);
// What was found, the caller's from now on; NULL: no pass has any.
struct rmx_special *rmx_specialising_take(struct rmx_specialising *specialising);
void rmx_specialising_destroy(struct rmx_specialising *specialising); // NULL is fine
