// SPDX-License-Identifier: GPL-3.0-or-later
// A frame's numbers: expressions, transforms and mip levels into the bytes of one uniform buffer.
//
// In:  a plan, a frame's inputs. Out: plan->block_size bytes, the passes' std140 blocks.
// Pure but for the integrals of run(), and for what was provided in the frame before, which events
// need: frames may come in any order, going back starts both anew.
#pragma once

#include "base/sound.h"
#include "plan/plan.h"

struct rmx_values;

struct rmx_frame_inputs {
    long long frame; // from 0; time is frame / fps, never summed
    double fps;
    int width, height;         // the whole canvas in pixels
    double jitter_x, jitter_y; // --samples: in pixels, else 0
    // Where the part that is drawn stands on the canvas, in pixels; even, or the last bits differ.
    int offset_x, offset_y;
    int left_out; // frames just before it that a show was too late for: it hears their events too
    const struct rmx_sound
        *sound; // what is heard (base/sound.h), for rmx_renderer_hear; NULL: silence
    // What providers have set (pointer, knobs, sound), parallel to scene->signals; read during the
    // call only. Ignored for the entries of the providers `clock` and `scene`; for those of `tempo`
    // NaN means what the scene's `bpm:` says. NULL: each entry's initial value.
    const double *provided;
};

// One for each renderer that draws the plan: its frames are a sequence of their own, and may have
// another size than the plan.
struct rmx_values *rmx_values_create(const struct rmx_plan *plan);
void rmx_values_destroy(struct rmx_values *values); // NULL is fine
// Logs nothing from now on: others do, for the same numbers.
void rmx_values_hush(struct rmx_values *values);
// The integrals of run() and of the tempo go on in the values of another load of the scene, told
// apart by their places in it; those without a predecessor were integrated from frame 0. `to` was
// made for a frame that is not behind `from`'s; `provided` (as in rmx_frame_inputs, by `to`'s
// scene) holds from now on.
void rmx_values_transfer(struct rmx_values *to, const struct rmx_values *from,
                         const double *provided);
// Whether what stands in a slot of a pass is the same in all frames of one canvas, whatever is
// provided.
bool rmx_values_is_still(const struct rmx_values *values, int pass, int slot);
// How many frames before it a frame needs where the scene has state; -1: all.
long long rmx_preroll_frames(const struct rmx_scene *scene, double fps);
// The frame that a picture shows which is told no time.
long long rmx_still_frame(const struct rmx_scene *scene, double fps);
// A number of the scene in the frame that was filled last; `otherwise` where it is not given or not
// finite.
double rmx_values_number(const struct rmx_values *values, const struct rmx_value *value,
                         double otherwise);
// Whether a pass with a size of its own may take another one in another frame.
bool rmx_values_size_moves(const struct rmx_plan *plan, const struct rmx_pass *pass);
// Where a layer is placed in that frame, in heights of a canvas of shape `aspect`: its scale times
// the cosine and the sine of its angle, and where its frame's lower left corner lies.
void rmx_values_place(const struct rmx_values *values, const struct rmx_layer *layer, double aspect,
                      double place[4]);
// Where its fragments are drawn, which is there, or as small as its overscan wants.
void rmx_values_drawn_at(const struct rmx_values *values,
                         const struct rmx_fragments_plan *fragments, double aspect,
                         double place[4]);
// The source that was shown in that frame where the scene shows `source`: of a folder one of its
// pictures, else itself.
int rmx_values_shown(const struct rmx_values *values, int source);
// How large a source is shown: where it has the fewest pixels of its file for a pixel of the
// canvas.
struct rmx_enlarged {
    double density;     // the file's pixels a pixel of the canvas, along the sparser side; 0: it is
                        // not shown
    const char *reader; // the label of the step that shows it there
    int picture;        // of a folder's: the source
};
// Of all sources in the frame that was filled last, parallel to scene->sources; what decides and is
// not shown does not count. What an effect enlarges without saying so (MAGNIFY) is not known.
void rmx_values_enlarged(struct rmx_values *values, struct rmx_enlarged *sources);
// The numbers of the scene's signals in that frame, parallel to its table; they live until the next
// one is filled.
const double *rmx_values_signals(const struct rmx_values *values);
// Fills `block` (plan->block_size bytes, zeroed by the caller once). Values that are not finite
// become the input's default, values out of range are clamped or wrapped: each logged once.
void rmx_values_frame(struct rmx_values *values, const struct rmx_frame_inputs *frame_inputs,
                      unsigned char *block);
