// SPDX-License-Identifier: GPL-3.0-or-later
// What the benchmarks share: a scene on the GPU, a context of its own, medians.
//
// A failure is a line on standard error and the end of the program: a benchmark has no other work.
#pragma once

#include "plan/values.h"
#include "runtime/generation.h"

struct bench_scene_params {
    const char *path;    // a scene or picture file; NULL: `text`
    const char *text;    // a scene's text
    const char *chain;   // --chain; NULL: none
    const char *effects; // a further folder of effects; NULL: none
    int width, height;   // 0: the scene's
    double depth;        // 0: the scene's
    bool no_fuse, no_hoist, snap, ledger;
    bool leaves_open; // as in runtime/settings.h
    int samples;      // jittered frames; 0: one, as it is
    enum rmx_load_until until;
    struct rmx_store *store; // shares pictures and programs; NULL: none
};

struct bench_scene {
    struct rmx_generation *generation;
    struct rmx_values *values;
    unsigned char *block; // the frame's bytes
    int width, height;
};

// A path below the source tree, which $REMONTAGE_DATA names where the program runs elsewhere than
// it was built. Stays until the end; ends the program where memory is short.
const char *bench_path(const char *path);

// The context that all scenes of a program share, current on this thread.
struct rmx_context *bench_context(void);

// False where the scene has errors, which are printed; the rest ends the program.
bool bench_open(struct bench_scene *scene, const struct bench_scene_params *params);
void bench_close(struct bench_scene *scene);
void bench_values(struct bench_scene *scene, long long frame); // fills the block
void bench_draw(struct bench_scene *scene, long long frame);   // values and passes

// Sorts `numbers`.
double bench_median(double *numbers, int count);
// The median of a[i] / b[i], pairs that were measured one after the other.
double bench_median_ratio(const double *a, const double *b, int count);
// Processor time of the whole process, all threads: what others do beside it hardly counts.
double bench_processor_ms(void);
// One line of the closing table: `value` is to be `bound` at most, or at least.
void bench_at_most(const char *what, double value, double bound, const char *unit);
void bench_at_least(const char *what, double value, double bound, const char *unit);
// A folder for what is written, which goes with the program (support/scratch.h).
const char *bench_folder(void);
void bench_fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
