// SPDX-License-Identifier: GPL-3.0-or-later
// A scene as passes: which steps are fused, which pictures are stored and why, and the shaders.
//
// In:  a checked scene, the sizes of its sources, the device's limits.
// Out: struct rmx_plan, plain data that prints itself (plan/explain.h).
// Pure: no GPU, no clock, no files. The same scene gives the same plan, byte for byte.
#pragma once

#include "scene/scene.h"

enum rmx_format {
    RMX_FORMAT_RGBA8,
    RMX_FORMAT_RGBA16,
    RMX_FORMAT_RGBA16F, // of the ledger's plans
    RMX_FORMAT_RGBA32F,
};

// What the planner must know of a source before its pixels are there.
struct rmx_source_info {
    int width, height;           // as uploaded (after shrinking or enlarging at load)
    bool has_alpha;              // premultiplied then: the shader un-premultiplies after sampling
    int file_width, file_height; // the file's own, for `fit: tile`; 0: the same
};

struct rmx_limits {       // zero: the number in brackets
    int samplers;         // of one pass (16)
    int varyings;         // of one pass, of four numbers each (15)
    int parameter_bytes;  // of one pass (16 KiB)
    int pass_steps;       // (32)
    int runs;             // of a step, a pixel (4)
    int block_alignment;  // between the passes' blocks (256)
    int fragments;        // of one layer (1,398,101: a table of 128 MiB)
    int fragment_mib;     // of one layer's pictures (1024)
    int component_texels; // of one layer's masks that lie still; a quarter moving (4,194,304)
};

struct rmx_plan_params {
    const struct rmx_source_info
        *sources;                // parallel to scene->sources; generators' entries are ignored
    struct rmx_catalog *catalog; // for the engine's own steps
    struct rmx_limits limits;
    int width, height;  // the canvas; 0: the scene's
    int depth;          // 0: the scene's
    int output_depth;   // of the last picture, what its file can hold: 8, 16 or 32; 0: depth
    const double *date; // year month day hour minute second; NULL: the scene's
    bool no_fuse;       // every effect a pass of its own
    bool no_hoist;      // nothing is handed on from the vertex stage (plan/emit_flat.c), an alpha
                        // that is known to be 1 is computed all the same, and every clamp stands
    const char *unclamped; // for tests: from this effect on, no step's colours are clamped
    bool block_is_free;    // the driver reads a number of a pass's block for less than a flat input
    bool snap; // every tap at a pixel's centre, no dither, MAGNIFY left out: for comparing plans
    // A show: a frame may be drawn again, from the same frame before, and what takes long goes on
    // beside the drawing.
    bool redraws;
    bool waits;       // but drawing waits for what takes long
    bool parts;       // the result may be drawn in parts: its pass draws no other picture
    bool jitter;      // --samples: readers of stored pictures take the jitter back
    int loop_rounds;  // of a file of others, a pixel; 0: RMX_MOST_ROUNDS
    bool guard_nan;   // the driver's clamp does not turn NaN into 0
    bool no_notes;    // shaders note nothing: the driver has no buffer for it
    bool leaves_open; // files of others: a NaN in a coordinate or a stored float stays one
    bool keeps_nan;   // files of others: one in any colour stays; its picture wants 32 bits
    bool ledger;      // its taps can be moved, and every picture stays where it is
    bool is_within;   // of a scene within another one, whose steps read the result
};

// What can hold a part of the surface: a picture that is read as it is, before any effect.
struct rmx_tap {
    int source; // the scene's; -1: a layer's own generator, or the background
    int layer;  // the generator's; -1
};

// Who gives a step its numbers.
enum rmx_value_source {
    RMX_VALUES_INSTANCE,   // the scene: step->instance
    RMX_VALUES_FIT,        // from the source's size and the canvas
    RMX_VALUES_PLACE,      // from the layer's x, y, scale, angle, overscan
    RMX_VALUES_OVERSCAN,   // from the layer's overscan: the same step, before the chain
    RMX_VALUES_MASK,       // the layer's invert
    RMX_VALUES_OPACITY,    // the layer's opacity and visibility
    RMX_VALUES_BACKGROUND, // the scene's background
    RMX_VALUES_OUTPUT,     // nothing
};

// How the fragments of a layer come onto the canvas.
enum rmx_fragments_way {
    RMX_FRAGMENTS_BOXES,  // a box each
    RMX_FRAGMENTS_MESH,   // one mesh of their outlines
    RMX_FRAGMENTS_GATHER, // no geometry: each point looks up its fragment
};

// A range of bytes of the pass's block.
struct rmx_bytes {
    int from, to;
};

// A sort of the fragments: by what, and what it leaves in the lists.
struct rmx_fragments_sort {
    int list;      // the section
    bool is_ranks; // each fragment's number in the order; else the fragments in their order
    struct rmx_bytes bytes[2]; // a menu and a seed that it goes by
};

// Where the cut's components are looked for.
struct rmx_components_plan {
    int sheets; // masks one above another: one, or the pictures themselves; 0: the cut has no mask
    int width, height; // of each, in texels
    bool reaches;      // distances are read farther than to the outline
    bool says_count;   // the scene says how many there may be: others are left out unsaid
};

// The compute shaders of a layer of fragments; what is not needed is NULL.
struct rmx_fragments_shaders {
    const char *cut, *pack, *measure, *arrange, *inverse;
    const char *mark;              // how far inside a component each texel of the masks is
    const char *fill;              // and one that fills small holes
    const char **tiles, **matches; // by arrange: what can be chosen, and the choice
    const char **sorts;            // the keys of each sort
    const char *depth_key;
};

// What an arrange's fragments are matched by: where its numbers stand in the block.
struct rmx_fragments_match {
    struct rmx_bytes limit, apart, once, whole; // none where it has no such input
    int tiles;      // the section of the lists that holds the tiles by lightness; 0: no match
    bool is_chosen; // one of the first three is there
};

// What a step that draws fragments needs; the same for its pass.
// Its rows: plan/fragments/row.h; the stages: shaders/engine/fragments.
struct rmx_fragments_plan {
    int layer;          // the scene's
    int cut, *arranges; // steps
    int arrange_count;
    const struct rmx_program *columns,
        *rows;          // the cut's header; its inputs, WIDTH, HEIGHT as signals
    float *weights;     // of each picture, added up to 1
    int ring;           // frames that moving pictures are remembered for; 1: none but this one
    int *rings;         // of each picture: which of the rings it has; -1: it stands still, none
    int ring_count;     // 0 where `ring` is 1
    int picture_count;  // the pass's last textures, in the array's order
    int downscale_log2; // of the canvas's size: the pictures' size
    enum rmx_fragments_way way;
    int still_grid[3]; // columns, rows and fragments, where nothing of the cut moves; else 0
    int most;          // fragments that memory is there for; 0: as many as the plan's limit
    bool is_exact;     // each place is filled by one fragment, no more
    bool is_decorated; // borders, shadows or torn edges
    bool is_varied;    // colours differ from fragment to fragment
    int ink_count, paper_count; // that they are printed with; both 0: none, else neither is
    bool has_rim;               // MESH: a rim of a pixel that fades
    bool is_flat;               // as large as they were cut, and side by side
    bool stays_within;          // the layer's own frame, which nothing of them can leave
    bool is_placed;             // drawn where the layer is placed, beyond its frame as well
    bool is_cropped;            // by the layer's frame, before its chain and its place
    bool is_overscanned;        // drawn as small as its overscan wants, before the chain
    bool is_deep;               // fragments leave the plane: the camera's view, sorted by depth
    bool cut_sees, is_measured; // the cut, the arranges read the pictures
    struct rmx_components_plan components;
    // What plan/fragments/layout.h fixed.
    struct rmx_fragments_match *matches; // by arrange
    struct rmx_fragments_sort *sorts;
    int sort_count;
    int list_count;     // sections of the lists
    int moments_offset; // in the block, where the ring is longer than 1
    int grid_offset;    // in the block: columns, rows, numbers of the cut, pictures
    struct rmx_bytes cut_bytes[5], arrange_bytes[5]; // what those stages depend on
    struct rmx_fragments_shaders shaders;            // once printed
};

// A picture as it is read, this frame's or the one before: by a pass of an effect that has buffers.
struct rmx_buffer_source {
    int step;  // -1: none, transparent black
    bool past; // as it stood at the end of the frame before
};

// A picture as one layer of the array that a step's fragments are cut from.
struct rmx_layer_of {
    int step;
    int layer;
    int downscale_log2; // of the canvas's size
};

// A node of the graph of pictures. Steps stand in an order where inputs come before users; the
// frame before is an input to all.
struct rmx_step {
    const struct rmx_effect *effect; // NULL: a texture, a source's or the frame before's
    int source;                      // of a texture, or what a FIT step fits; -1
    const struct rmx_input *sound;   // of a texture of sound: the input that it is for; else NULL
    int past_of;                     // of a texture of the frame before: the step; -1: none
    const char *label;               // "layers[0].chain[1] kaleidoscope"
    enum rmx_value_source value_source;
    const struct rmx_effect_instance *instance; // RMX_VALUES_INSTANCE
    int layer;                                  // PLACE, MASK, OPACITY: whose; -1
    int *imports;                               // parallel to effect->imports: texture steps
    int *inputs; // parallel to effect->inputs: a step for an image, -1 for none and for numbers
    enum rmx_fit fit; // FIT
    bool
        shrinks_once; // FIT: where its picture is made smaller, that is done once (render/shrunk.h)
    // One of several passes of its effect: which, and where each of the effect's buffers comes
    // from.
    int isf_pass;
    struct rmx_buffer_source *buffers;        // parallel to effect->buffers; NULL without passes
    const struct rmx_program *width, *height; // a size of its own, as `magnify`
    bool is_float;                            // stored as 32-bit float, not clamped
    bool is_opaque;                           // its alpha is known to be 1 everywhere
    bool is_solid;                            // and from the first frame on
    bool is_buffer;                           // read as a buffer, now or in the next frame
    const char *past;                         // by which the next frame reads it: "a.past"; NULL
    int tap; // whose readers are moved together: of the plan's taps, from 1 on; 0: none

    bool is_fragment_stage; // a cut or an arrange: a part of the step that draws
    struct rmx_fragments_plan
        *fragments; // of a step that draws fragments; its picture is premultiplied
    const struct rmx_layer_of *array; // of a picture that fragments are cut from; NULL: none are

    const struct rmx_program *magnify; // rmx_effect.magnify; NULL: 1

    // What fusing found:
    int pass;           // the pass that draws it; -1 for textures
    int runs;           // a pixel of the pass
    const char *reason; // why its picture is stored; NULL: fused, or the scene's result

    // What the layout found: by inputs, then buffers, then imports, the pass's texture by which the
    // step reads each; -1: a number, or a step of the same pass. NULL for textures.
    int *textures;
};

// One texture that a pass reads, in the order of its samplers.
struct rmx_pass_texture {
    bool past;           // as it stood at the end of the frame before
    int reader;          // the step that reads it; -1: any of the pass's steps
    int step;            // whose picture: a texture step or a pass's root; -1: transparent black
    int level_offset;    // byte offset in the pass's block of the float level at which it is read
    bool wants_mips;     // may be read above level 0
    bool shrinks_little; // may be read between level 0 and 1
    // Of a folder's: byte offset in the pass's block of the int that says which source is shown.
    int picture_offset;
    bool is_unmoved; // decides and is not shown: a mask, what a cut or an arrange goes by
};

// A pass as text.
struct rmx_shaders {
    const char *fragment; // whole
    const char *vertex;   // NULL: the engine's own
    bool has_strip;   // `vertex` is an effect's: over four corners of a strip; else a triangle's
    int flat_numbers; // of the pass's block, from the vertex stage; the others at each pixel
    int flat_values;  // that are computed there of such numbers
    bool notes_loops; // the fragment shader writes to the plan's words of loops
    // `#line N S` in a shader: S is the index here. Errors of the driver lead back to files.
    const struct rmx_source_text **texts;
    int text_count;
};

struct rmx_pass {
    int root;   // the step whose picture this draws
    int *steps; // fused into it, inputs before users, the root last
    int step_count;
    const char *reason; // why it is stored
    struct rmx_pass_texture *textures;
    int texture_count;
    int layer_count; // the last ones are not bound: they are layers of the fragments' array
    struct rmx_fragments_plan *fragments; // NULL: one triangle
    int block_offset, block_size;         // its part of the frame's buffer (std140)
    int target;            // which texture it draws into; passes share where lifetimes allow
    bool keeps;            // its picture is wanted in the next frame, too
    bool doubles;          // and still when the new one is there: it has two textures
    bool sized;            // it has a size of its own: the first two floats of its block
    long long most_pixels; // then: what moves it makes it no larger; 0: rmx_pass_size's own bound
    bool is_part; // it may be drawn in parts of the canvas; all others draw their pictures whole
    bool mips;    // its picture may be read at a level above 0
    enum rmx_format format;
    // What it depends on; with none of these it is drawn once.
    struct rmx_signal_set signals; // of the scene's table: expressions, TIME and its kind
    struct rmx_slot *slots;        // what stands in its block, offsets rising
    int slot_count;
    // The scene's sources that its steps read by themselves, and with those of the stored pictures
    // that they read, and of theirs; what the frame before left counts for nothing. Both rise.
    int *sources, *reached;
    int source_count, reached_count;
    struct rmx_shaders shaders; // once printed
};

// What stands at a place of a pass's block.
enum rmx_slot_kind {
    RMX_SLOT_INPUT,  // an input of a step
    RMX_SLOT_CLOCK,  // a clock of a step's effect
    RMX_SLOT_VIEW,   // size of the whole picture, and where the target's first pixel is on it
    RMX_SLOT_JITTER, // of this sample, as a fraction of the canvas
    RMX_SLOT_TIME,
    RMX_SLOT_TIMEDELTA,
    RMX_SLOT_DATE,
    RMX_SLOT_FRAME,
    RMX_SLOT_LEVEL,   // of the pass's texture `index`
    RMX_SLOT_GRID,    // a cut's columns, rows, their fragments, and pictures
    RMX_SLOT_MOMENTS, // the ring's slot of this frame, its length, how far back it goes, frames in
                      // a thirtieth
    RMX_SLOT_PLACE,   // where the layer of fragments is placed: rmx_values_place
    RMX_SLOT_CAMERA,  // column `index` of the view
    RMX_SLOT_MOVED,   // the tap that is moved; negative: up, however bright it is; 0: none
    RMX_SLOT_PICTURE, // of the folder that source `index` is: the source that is shown
};

struct rmx_slot {
    enum rmx_slot_kind kind;
    int step, index; // INPUT, CLOCK: the step, and its input or clock
    int offset;      // bytes from the pass's block
};

// A loop that its guard may end, in the order of the words in which shaders note that.
struct rmx_plan_loop {
    const struct rmx_effect *effect;
    int guard; // of the effect's
};
// The buffer of these words, a uint each: 1 in those that were met.
enum { RMX_LOOPS_BINDING = 14 };

struct rmx_plan {
    const struct rmx_scene *scene;
    struct rmx_plan_params params;
    // The canvas. A frame may have another size: the plan's own decides how far fragments' pictures
    // are made smaller and in how many texels components are looked for, and no more.
    int width, height;
    int depth, output_depth;
    struct rmx_step *steps;
    int step_count;
    struct rmx_pass *passes; // in drawing order; the last one draws the scene's result
    int pass_count;
    int target_count;
    int block_size;       // of all passes together
    bool has_state;       // some pass reads the frame before
    int moments;          // thirtieths of a second that fragments look back, and this one
    struct rmx_tap *taps; // sources that are read, generators, the background
    int tap_count;
    struct rmx_plan_loop *loops; // of the effects of its images; of cuts, arranges and vertex
    int loop_count;              // shaders there are none
};

// What a step reads whose input is `step`: -1: nothing.
struct rmx_buffer_source rmx_plan_input_picture(const struct rmx_plan *plan, int step);
// Whether what it reads there decides, and is not shown: a mask.
bool rmx_step_decides(const struct rmx_step *step, int input);
// The number of a step within a pass; -1: it is not there.
int rmx_pass_number(const struct rmx_pass *pass, int step);
// Whether a pass's picture depends on this frame's picture of one of the scene's sources.
bool rmx_pass_reaches(const struct rmx_pass *pass, int source);
// Whether a pass reads a picture whose readers are moved with tap `tap` (from 1 on).
bool rmx_pass_taps(const struct rmx_plan *plan, const struct rmx_pass *pass, int tap);
// Where in the pass's block the tap stands that is moved; -1: the plan moves none.
int rmx_pass_moved_offset(const struct rmx_pass *pass);
// The pass whose picture a texture is; -1: a source's, or nothing's.
int rmx_plan_feeding_pass(const struct rmx_plan *plan, const struct rmx_pass_texture *texture);

// NULL only where the built-in shaders are missing (logged). Never fails otherwise: the worst plan
// is one pass a step.
struct rmx_plan *rmx_plan_create(struct rmx_arena *arena, const struct rmx_scene *scene,
                                 const struct rmx_plan_params *params);
