// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions: one line of arithmetic in a scene, parsed once, evaluated once a frame.
//
// In:  the text of a value, with its place in the scene file.
// Out: a flat program (postfix), the signals that it depends on, its GLSL; or errors that name
//      their columns.
// Pure: no clock, no files. Bounded: 5,000 characters, depth 64, 1,000 operations. Nothing loops.
// A condition holds above 0.5, for `and`, `or`, `not` as for a bool input. Comparisons: 0 or 1.
#pragma once

#include "base/error.h"
#include "base/signals.h"

#include <stdbool.h>
#include <stdint.h>

struct rmx_program; // immutable, in the arena that it was parsed into

// What a value's context allows and knows.
struct rmx_expr_context {
    // What names mean: entry i is signal i of the program. A scene's begins with the engine's own.
    const struct rmx_signals *signals;
    uint32_t seed;  // for random() and noise(): the scene's
    int pixels_of;  // the signal that `px` is a fraction of; 0: RMX_SIGNAL_HEIGHT
    bool is_header; // of an effect: the table is its inputs, and the units of a scene are unknown
    // `run(rate)` gets the next of these numbers; shared by a whole scene, counted up by the
    // parser. NULL: no run() here.
    int *run_count;
    // Asked for a name that the table lacks: the number of the entry that it was given now; -1:
    // there is no such signal. `span` is where the name stands. NULL: nothing is added.
    int (*add_signal)(void *data, const char *name, size_t length, struct rmx_span span);
    // Asked for osc("/address", seconds): the entry of that address, which goes to a new number in
    // so many seconds. NULL: there is no osc() here.
    int (*add_osc)(void *data, const char *address, size_t length, double smooth_s,
                   struct rmx_span span);
    // Asked for a hint: some names that may stand behind "share." and "aura.", `count` of them.
    // NULL: those words mean nothing here.
    const char *const *(*measured_names)(void *data, int *count);
    void *data;
};

// Parses `text`, which stands at `span` (its first character; the expression lies on one line, or
// column arithmetic stops at the first line's end). An expression ends with at most one unit (beats
// beat bars bar s ms frames px %), which holds for all of it. Names of signals that have no
// provider yet are reported as such. NULL after an error.
const struct rmx_program *rmx_expr_parse(struct rmx_arena *arena, const char *text,
                                         struct rmx_span span,
                                         const struct rmx_expr_context *context,
                                         struct rmx_errors *errors);

// The program's value. `signals` is parallel to the table that it was parsed with, `runs` has one
// entry for each run(). May be infinite or NaN: the caller replaces what is not finite.
double rmx_program_value(const struct rmx_program *program, const double *signals,
                         const double *runs);

// Many programs for one call, in few bytes: what a frame computes anew is read from end to end.
struct rmx_program_pack;
struct rmx_program_pack *rmx_program_pack_create(struct rmx_arena *arena,
                                                 const struct rmx_program *const *programs,
                                                 int count);
// The programs' values in their order, to the bit those of rmx_program_value.
void rmx_program_pack_values(const struct rmx_program_pack *pack, const double *signals,
                             const double *runs, double *out);

bool rmx_program_is_constant(const struct rmx_program *program); // reads no signal and has no run()
// Adds the signals that it reads; `run` counts as reading time and whatever its rate reads.
void rmx_program_add_signals(const struct rmx_program *program, struct rmx_signal_set *set);
bool rmx_program_reads(const struct rmx_program *program, int signal);
// The runs of the scene, for the integrator: the rate of run `index` if this program holds it, else
// NULL. Rates are per second of time; an inner run has the smaller index.
const struct rmx_program *rmx_program_run_rate(const struct rmx_program *program, int index);

// The same computation as a GLSL expression of type float. Signals appear as `signal_NAME` with '.'
// as '_', those of the provider "knob" as `knob_NAME`, runs as `run_N`; the functions that GLSL
// lacks call `rmx_NAME` from lib/expression.glsl.
void rmx_program_glsl(const struct rmx_program *program, const struct rmx_expr_context *context,
                      struct rmx_text *out);
// The unit at its end, "px"; NULL: it has none. Static text.
const char *rmx_program_unit(const struct rmx_program *program);
// The text as it was written, for explain and the desk.
const char *rmx_program_text(const struct rmx_program *program);

// Names of functions and constants, for the nearest name and the docs.
const char *const *rmx_expr_functions(int *count);
