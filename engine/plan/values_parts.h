// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of a frame's numbers share.
//
// In:  nothing. Out: nothing: plain data, for plan/values*.c alone; others include plan/values.h.
#pragma once

#include "plan/values.h"

struct rmx_values {
    struct rmx_arena *arena;
    const struct rmx_plan *plan;
    const struct rmx_frame_inputs *frame_inputs; // of the running call; of the last one: `last`
    struct rmx_frame_inputs last;
    bool has_last;
    // What was provided, parallel to the scene's signals: for the frame that is computed, and for
    // the one that was drawn before it.
    double *now, *before;
    double *signals; // the numbers of the scene's signals in the frame that is computed
    double *runs;    // the integrals up to `integrated` frames
    const struct rmx_program **rates;
    double *runs_before; // the same a frame earlier
    double beats, beats_before;
    long long integrated;
    double fps;      // that the integrals were made with
    double *scales;  // of steps: what their inputs are enlarged by, above them in the pass and by
                     // themselves
    bool **was_told; // by step and input: said once that a value was mended
    bool *size_was_told; // by step: the same of its picture's size

    unsigned char *still;              // the whole block: right wherever nothing moves
    int still_width, still_height;     // the canvas that it was made for; 0: not made yet
    struct rmx_moving_number *numbers; // what expressions say in each frame, by `pack`,
    int number_count;
    struct rmx_program_pack *pack;
    double *packed;            // their values
    struct rmx_moving *moving; // and the other slots to be computed then, pass by pass
    int moving_count;
    bool *scale_moves;   // by step
    bool *magnify_moves; // by step: how much it enlarges by itself may differ from frame to frame
    double *magnified;   // by step: else that, on the canvas of `still`; 0: not computed yet
};

struct rmx_moving {
    int pass, slot;
    bool needs_scales; // the first of its pass that does
};

// One number of an input, side by side with all others: by the time of the next frame little of a
// scene is left in the processor's cache.
struct rmx_moving_number {
    double min, max; // beyond them it is to be mended
    int at;          // in the block
    int step;
    short index, component;
};

double rmx_values_evaluate(const struct rmx_values *values, const struct rmx_program *program);
// Up to this frame.
void rmx_values_integrate(struct rmx_values *values);
void rmx_values_take_provided(struct rmx_values *values,
                              const struct rmx_frame_inputs *frame_inputs);
// Sets signals and integrals to the frame before this one, or from there to it again.
void rmx_values_step_back(struct rmx_values *values);
void rmx_values_step_on(struct rmx_values *values);

// The numbers of one input of a step, up to four.
void rmx_values_input(struct rmx_values *values, int step, int index, double *out);
// What is put in place of a value that is not finite or out of the input's range.
double rmx_values_mend(struct rmx_values *values, int step, int index, int component, double x);
// Whether the numbers of an input may differ from frame to frame.
bool rmx_values_input_moves(const struct rmx_plan *plan, int step, int index);

// Whether a layer's place may differ from frame to frame.
bool rmx_values_place_moves(const struct rmx_layer *layer);

// The value of an expression in the header of step `s`.
double rmx_values_header(struct rmx_values *values, int s, const struct rmx_program *program);
// Of a pass that draws fragments: columns, rows, numbers of the cut, pictures; a column of the
// camera's matrix.
void rmx_values_grid(struct rmx_values *values, const struct rmx_pass *pass, int32_t *grid);
void rmx_values_camera(struct rmx_values *values, const struct rmx_pass *pass, int column,
                       double *out);
// The size in pixels of a pass that has one of its own, two numbers.
void rmx_values_size(struct rmx_values *values, const struct rmx_pass *pass, double *size);
// How much a step enlarges what it reads, by its own header; 1: not at all.
double rmx_values_magnify(struct rmx_values *values, int step);
// How much the steps of a pass enlarge what they read, into values->scales.
void rmx_values_scales(struct rmx_values *values, const struct rmx_pass *pass);
// Which steps' scales may differ from frame to frame, into values->scale_moves.
void rmx_values_find_scales(struct rmx_values *values, const struct rmx_pass *pass);
// The mip level of the pass's texture `t`, once the scales are known.
double rmx_values_level(const struct rmx_values *values, const struct rmx_pass *pass, int t);
bool rmx_values_level_moves(const struct rmx_values *values, const struct rmx_pass *pass, int t);
