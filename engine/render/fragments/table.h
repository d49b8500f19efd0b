// SPDX-License-Identifier: GPL-3.0-or-later
// The fragments of one pass: a table on the GPU, the stages that fill it, and how it is drawn.
//
// In:  a pass of the plan with fragments; its block each frame; which pictures are other ones.
// Out: a premultiplied picture in the bound framebuffer. What a frame does not change is not
// computed again. No call grows with the number of fragments.
// Thread: a current context; buffers, textures and programs are shared between contexts.
#pragma once

#include "render/fragments/programs.h"
#include "render/renderer.h"
#include "render/texture.h"

struct rmx_fragment_table;

// Buffers and the array of the pictures, for a canvas of this size. The programs outlive it. NULL
// where memory is short (logged).
struct rmx_fragment_table *rmx_fragments_create(struct rmx_arena *arena,
                                                const struct rmx_fragment_programs *programs,
                                                const struct rmx_plan *plan, int pass, int width,
                                                int height);
void rmx_fragments_destroy(struct rmx_fragment_table *fragments); // NULL is fine

// What the table of so many fragments takes on the GPU, and where the cut has a mask, what it is
// looked for by; the array beside it not.
long long rmx_fragments_bytes(const struct rmx_fragments_plan *fragments, long long count);

// The array that the passes of its pictures draw into, a layer each.
const struct rmx_texture *rmx_fragments_array(const struct rmx_fragment_table *fragments);
// Everything is computed again at the next frame.
void rmx_fragments_reset(struct rmx_fragment_table *fragments);
// The next frame has none before it that it could look back on.
void rmx_fragments_forget(struct rmx_fragment_table *fragments);

// Until it has chosen, what another one has chosen will do. Those of `from` are gone then.
void rmx_fragments_transfer(struct rmx_fragment_table *fragments, struct rmx_fragment_table *from);
// Goes on with choices that are made on another thread. True: one is there now, so that the pass is
// due. Before rmx_fragments_arrange, once a frame.
bool rmx_fragments_turn(struct rmx_fragment_table *fragments);
// Whether a better choice is to come.
bool rmx_fragments_is_choosing(const struct rmx_fragment_table *fragments);

// Picture `picture` of the array is another one now.
void rmx_fragments_picture(struct rmx_fragment_table *fragments, int picture);
// Which further pictures are other ones: those that the cut reads, those that the arranges go by.
struct rmx_fragment_dirty {
    bool masks, targets;
    bool is_sample; // the same frame again, a little beside: fragments stay as they are
};
// Runs the stages that are due. The pass's block and its textures are bound; `block` is the pass's
// own part. False where memory is short (logged).
bool rmx_fragments_arrange(struct rmx_fragment_table *fragments, const unsigned char *block,
                           struct rmx_fragment_dirty others);
// Draws with `program`, into what is bound.
void rmx_fragments_draw(struct rmx_fragment_table *fragments, GLuint program, GLuint vertices);

// For a probe, which shows another table's fragments with pictures of its own array: picture by
// picture, whether that one was drawn anew there or is `from`'s; then binds all for drawing `from`.
// After rmx_fragments_reset nothing of `from` is known.
void rmx_fragments_lend(struct rmx_fragment_table *fragments, const struct rmx_fragment_table *from,
                        int picture, bool is_moved);
void rmx_fragments_show(struct rmx_fragment_table *fragments,
                        const struct rmx_fragment_table *from);

// Where the fragments are, for drawing their outlines (shaders/engine/fragments/row.glsl).
struct rmx_fragment_outlines {
    unsigned rows, numbers; // textures: where they lie now, as floats and as whole numbers
    unsigned corners, head; // buffers: their corners, how many there are
    int count;              // at most
};
// Of the frame that was drawn last. False: none was.
bool rmx_fragments_outlines(const struct rmx_fragment_table *fragments,
                            struct rmx_fragment_outlines *outlines);

// Adds to `counts`, by picture, how many fragments are cut from each. Waits for the GPU.
void rmx_fragments_count_pictures(const struct rmx_fragment_table *fragments, int *counts);

// Adds how often each of its stages was run.
void rmx_fragments_count(const struct rmx_fragment_table *fragments,
                         struct rmx_renderer_counts *counts);
