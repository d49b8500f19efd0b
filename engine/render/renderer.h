// SPDX-License-Identifier: GPL-3.0-or-later
// One drawing of a plan: its targets with their past, what is due, one buffer upload a frame,
// readback. Programs and the sources' pictures may be another drawing's of the same plan, too.
//
// In:  a plan, decoded pictures, a frame's bytes (plan/values.h).
// Out: the scene's picture, in a texture or in memory; counters that say what was really done.
// Thread: a current context (render/context.h); all calls on that thread, those for other drawings
// of the plan as well. rmx_renderer_leave and rmx_renderer_enter move it to another thread whose
// context shares objects.
#pragma once

#include "base/sound.h"
#include "media/image.h"
#include "plan/plan.h"
#include "render/context.h"
#include "render/store.h"
#include "render/traffic.h"

struct rmx_readback;
struct rmx_renderer;

struct rmx_renderer_params {
    struct rmx_context *context;
    const struct rmx_plan *plan; // outlives the renderer
    // What is drawn: the canvas (the plan's, or another: see rmx_plan) or a part of it.
    int width, height;
    // Of a part: the canvas, on which the frame inputs' offset places it; 0: there is no more than
    // the part. Only the scene's result is drawn in parts, stored pictures whole, so that the block
    // alone says which part the next one is.
    int canvas_width, canvas_height;
    const char *cache_folder; // programs on disk; NULL: none
    struct rmx_store *store;  // shared with renderers of other plans; NULL: nothing is
    // Of compiling what looks heavy (render/trial.h); 0: the usual ones.
    double patience_s;
    long long most_bytes;
    const struct rmx_wanted *wanted; // asked between two programs, and while those are waited for
    // Another renderer, whose plan, programs and sources this one draws, too: nothing is compiled
    // or uploaded, and what is uploaded later is there for both. Of the rest, context and sizes
    // count. Either may be destroyed first. NULL: none.
    const struct rmx_renderer *of;
    // That the passes with loops of others may take in a frame: one that would take longer is not
    // drawn (rmx_renderer_is_over). 0: as long as they do, in parts.
    double most_frame_ms;
    // Windows present the picture: where software draws, it is kept in their order of channels.
    bool is_presented;
};

// Compiles every pass (or takes it from the cache) and makes the targets. The errors of a shader
// go to `errors` at the effect file's own line (through pass->shaders.texts); NULL then, and where
// memory is short (logged) or it is not wanted any more. With `of` there are no errors: NULL will
// do.
struct rmx_renderer *rmx_renderer_create(const struct rmx_renderer_params *params,
                                         struct rmx_errors *errors);
void rmx_renderer_destroy(struct rmx_renderer *renderer); // NULL is fine

// A loop of the plan's that a pixel left for want of rounds, each once: of frames that are done, a
// frame or more after they were drawn; `waits`: of all that was drawn. -1: none.
int rmx_renderer_left_loop(struct rmx_renderer *renderer, bool waits);

// Uploads the pixels of scene source `source`, with mips where a pass wants them. Until then it is
// transparent black. False where it does not fit (logged). The image may be freed afterwards.
bool rmx_renderer_upload(struct rmx_renderer *renderer, int source, const struct rmx_image *image);

// The picture of that key in the store, where it is there, instead of an upload: true then.
bool rmx_renderer_share(struct rmx_renderer *renderer, int source, uint64_t key);
// Keeps what was uploaded for `source` in the store, for later renderers; `key` is not in it yet.
void rmx_renderer_keep(struct rmx_renderer *renderer, int source, uint64_t key,
                       const struct rmx_kept_picture *about);

// The picture that `from` drew last as the pixels of scene source `source`, of its own size.
// Nothing happens where it has not been drawn anew since. False where memory is short (logged).
bool rmx_renderer_copy_source(struct rmx_renderer *renderer, int source,
                              const struct rmx_renderer *from);

// All pictures of another renderer of the same sources and store, which has none afterwards: the
// plan was made again. Alone with them.
void rmx_renderer_take_pictures(struct rmx_renderer *renderer, struct rmx_renderer *from);

// What a context does not share (framebuffers, the vertex array) is given up in the one that is
// current, and made anew in the one that is current then. Between them only destroying is allowed.
void rmx_renderer_leave(struct rmx_renderer *renderer);
void rmx_renderer_enter(struct rmx_renderer *renderer);
// Draws one pixel of every pass: some drivers compile at the first draw. Waits for it.
void rmx_renderer_warm(struct rmx_renderer *renderer, const unsigned char *block);
// After it, once: draws a frame that nobody sees where passes hold loops of others. False where
// that is over. Nothing was before the next frame.
bool rmx_renderer_try(struct rmx_renderer *renderer, const unsigned char *block);

// From now on passes are drawn by these programs where there are some; the renderer takes them
// over. Those of the same plan and canvas, whose trial is over (render/special.h). NULL: none any
// more.
struct rmx_special;
void rmx_renderer_specialise(struct rmx_renderer *renderer, struct rmx_special *special);
// Gives them back, to the caller: it is drawn by the general ones again.
struct rmx_special *rmx_renderer_generalise(struct rmx_renderer *renderer);

// The next draw is of another frame: what passes keep is now the frame before. Without it, a draw
// stays within its frame (--samples).
void rmx_renderer_advance(struct rmx_renderer *renderer);
// Forgets all frames before: buffers are transparent black again.
void rmx_renderer_forget(struct rmx_renderer *renderer);

// What is heard in the frames that are drawn from now on; NULL, and until then: silence. Nothing
// happens where it is what it was, and nothing where no effect listens.
void rmx_renderer_hear(struct rmx_renderer *renderer, const struct rmx_sound *sound);

// The next frame goes on from those of another renderer, with whatever its plan kept that this one
// keeps, too. Both have been entered in this context.
void rmx_renderer_transfer(struct rmx_renderer *renderer, struct rmx_renderer *from);

// Draws the passes whose bytes or inputs changed since they were last drawn. `block`:
// plan->block_size bytes.
void rmx_renderer_draw(struct rmx_renderer *renderer, const unsigned char *block);
// The same of a frame whose picture is not read: only what later frames see of it.
void rmx_renderer_draw_past(struct rmx_renderer *renderer, const unsigned char *block);

// Whether the last draw was of a frame that would take too long. It is as far as it was: what it
// was to show is the frame before, but where it turned out on the way. In `over` the pass that was
// not drawn, and how long the frame would take, at least.
struct rmx_renderer_over {
    int pass;
    double ms;
};
bool rmx_renderer_is_over(const struct rmx_renderer *renderer, struct rmx_renderer_over *over);
// Who wants to know how far a pass is that is drawn in parts.
struct rmx_renderer_waiter {
    void *data;
    void (*tell)(void *data, double spent_ms, double all_ms); // NULL: nobody
};
void rmx_renderer_watch(struct rmx_renderer *renderer, struct rmx_renderer_waiter waiter);

// Whether the picture of this same frame would be a better one a little later: in a show, a choice
// goes on beside the drawing.
bool rmx_renderer_is_settling(const struct rmx_renderer *renderer);

// Whether memory was short for anything that was drawn since the last call: then it is not the
// picture, and what is drawn next is tried anew. For who shows frame after frame; what is read goes
// by itself.
bool rmx_renderer_take_short(struct rmx_renderer *renderer);

// --samples: begin, then draw and accumulate N times, then resolve; the result replaces the last
// pass's picture. The average is made in linear light, premultiplied, in 32-bit float.
bool rmx_renderer_accumulate_begin(struct rmx_renderer *renderer, int sample_count);
void rmx_renderer_accumulate(struct rmx_renderer *renderer);
void rmx_renderer_accumulate_resolve(struct rmx_renderer *renderer);

// Waits until all draws are done: reading waits, too, but timings need the two apart.
void rmx_renderer_wait(struct rmx_renderer *renderer);
// The result's format: the last pass's; after a resolve that of the plan's output depth.
enum rmx_format rmx_renderer_format(const struct rmx_renderer *renderer);
// Reads the result into memory: rows from the bottom to the top, channels of rmx_renderer_format.
// Waits for the GPU. `pixels` has width * height * 4 channels. False after a lost context, and
// where memory did not suffice for what was drawn (logged).
bool rmx_renderer_read(struct rmx_renderer *renderer, void *pixels);
// Requests the result without waiting: it comes out of `readback` (render/readback.h) under `id`.
// False as there.
bool rmx_renderer_request(struct rmx_renderer *renderer, struct rmx_readback *readback,
                          long long id);
// The result's texture, and a framebuffer of it in the context that was entered, for a window to
// show; the renderer keeps both.
unsigned rmx_renderer_texture(const struct rmx_renderer *renderer);
unsigned rmx_renderer_framebuffer(const struct rmx_renderer *renderer);
// Whether the result has windows' order of channels.
bool rmx_renderer_is_blue_first(const struct rmx_renderer *renderer);

// Adds to `counts`, by the pictures of a pass with fragments, how many fragments are cut from each.
void rmx_renderer_count_fragments(const struct rmx_renderer *renderer, int pass, int *counts);

struct rmx_renderer_counts {
    int programs;                           // different ones of the plan
    int programs_compiled;                  // not found in the cache
    int programs_made;                      // compiled or from the cache: not from the store
    long long passes_drawn, passes_skipped; // since the start
    long long uploads;                      // of the frame buffer
    int targets;                            // textures that passes draw into
    struct rmx_traffic traffic;             // of all draws
    // Stages of fragments that were run: cutting, measuring, sorting, arranging.
    long long labels, cuts, measures, sorts, arranges;
    long long moments; // copies of pictures for `moments:`
    double compile_ms, upload_ms;
};
void rmx_renderer_counts(const struct rmx_renderer *renderer, struct rmx_renderer_counts *counts);
