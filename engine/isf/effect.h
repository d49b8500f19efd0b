// SPDX-License-Identifier: GPL-3.0-or-later
// An effect: one ISF file, read, lexed and counted. Its header is the only truth about its
// parameters.
//
// In:  the text of an ISF 2 (or 1) file.
// Out: struct rmx_effect, plain data in the arena that it was read into; never changed afterwards.
// Pure: no GPU. Reading a file is catalog/catalog.h's.
#pragma once

#include "base/error.h"
#include "expr/expr.h"
#include "glsl/declare.h"
#include "glsl/include.h"
#include "glsl/loops.h"
#include "glsl/taps.h"

#include <stdbool.h>

enum rmx_input_type {
    RMX_INPUT_FLOAT,
    RMX_INPUT_BOOL,
    RMX_INPUT_LONG,
    RMX_INPUT_EVENT,
    RMX_INPUT_POINT2D,
    RMX_INPUT_COLOR,
    RMX_INPUT_IMAGE,
    RMX_INPUT_AUDIO,
    RMX_INPUT_AUDIO_FFT,
};
enum { RMX_INPUT_TYPES = RMX_INPUT_AUDIO_FFT + 1 };

// What a number counts, and so which units it may have; our own key "UNIT" says it.
enum rmx_quantity {
    RMX_QUANTITY_NUMBER, // a plain number or a part of 1
    RMX_QUANTITY_ANY,    // nothing is said: of a foreign effect, of a knob
    RMX_QUANTITY_COUNT,
    RMX_QUANTITY_DEGREES,
    RMX_QUANTITY_HEIGHT,  // a length as a fraction of the canvas's height
    RMX_QUANTITY_WIDTH,   // of its width
    RMX_QUANTITY_CANVAS,  // a point: x as a fraction of the width, y of the height
    RMX_QUANTITY_SECONDS, // a length of time, which may be in beats
    RMX_QUANTITY_CLOCK,   // a length of time in s or ms alone
};

struct rmx_input {
    const char *name;        // a GLSL identifier
    const char *label;       // "" where none
    const char *description; // our own key; "" where none
    enum rmx_input_type type;
    // Numbers: float, bool, long and event use [0], point2D [0..1], color [0..3]. bool: 0 or 1.
    // Sound: max[0] is how many columns are wanted; 0: as many as there are.
    double
        default_value[4]; // DEFAULT, or what isf-host.md says where there is none; within the range
    double min[4], max[4];
    bool has_range; // the header states both MIN and MAX: values outside are errors, not sliders'
                    // ends
    double identity[4];
    bool has_identity;
    bool wrap; // our "WRAP": angles turn over instead of stopping
    enum rmx_quantity
        quantity;              // our "UNIT": number, count, degrees, height, width, canvas, seconds
    bool is_seed;              // a float named `seed` of range 0..65535
    const char *short_name;    // another name in a scene; NULL: none
    const char *image_default; // image: our "DEFAULT" ("inputImage"); NULL where none
    // long as a menu: values[i] is sent for labels[i]; both NULL where MIN and MAX rule.
    const int *values;
    const char *const *labels;
    int value_count;
};

// How many numbers a value of this type has: 1, 2 (point2D), 4 (color), 0 (images and audio).
int rmx_input_components(enum rmx_input_type type);
// Read through a sampler: image, audio, audioFFT. The last two: what is heard.
bool rmx_input_is_picture(enum rmx_input_type type);
bool rmx_input_is_sound(enum rmx_input_type type);
const char *rmx_input_type_name(enum rmx_input_type type); // as in ISF: "float", "point2D", ...

enum rmx_role {
    RMX_ROLE_GENERATOR,  // no picture goes in
    RMX_ROLE_FILTER,     // `inputImage`, or any image input under another name
    RMX_ROLE_TRANSITION, // startImage, endImage, progress
    RMX_ROLE_CUT,        // a file in a folder `cut`: divides pictures into fragments
    RMX_ROLE_ARRANGE,    // a file in a folder `arrange`: gives each fragment its place
};

// What the headers of cuts and arranges say beside their inputs; NULL or false where unsaid.
struct rmx_fragment_keys {
    // A cut's numbers run over a grid: COLUMNS times ROWS times EACH (1). Programs as
    // rmx_effect.magnify; their values are rounded down, at least 1. Not NULL in a cut.
    const struct rmx_program *columns, *rows;
    int each;
    bool is_uniform; // "UNIFORM": all fragments have one shape, so that they can change places
    // An arrange: by what fragments are ranked ("brightness", or "$by": a long input with such
    // labels), along which way places are counted ("rows", "$along"), and with which of its image
    // inputs they are matched.
    const char *rank, *path, *match;
    bool permutes; // "PERMUTES": it gives each place to one fragment and moves it there, no more
    bool wants_moments;     // "MOMENTS": it shows nothing where the block remembers no other moment
    const char *components; // "ISLANDS": the image input that is a cut's mask; its numbers are the
                            // mask's connected parts
    // Beside a match, inputs by their names: "LIMIT" (a long), how often a fragment may be matched;
    // "APART" (a float), how many cells off it may be again; "ONCE" (a long), each is matched
    // before one is again; "WHOLE" (a bool), pictures are matched instead of fragments.
    const char *limit, *apart, *once, *whole;
    // Which functions the body defines.
    bool has_cell_at, has_outline, has_target, has_fills;
    // What those that the engine calls reach, in this file and in what it includes: picture_at or
    // detail_at; island_distance; .mean or .detail of a fragment; the time, date or frame.
    bool reads_pictures, reads_distances, reads_means, uses_clock;
    bool is_identity; // an arrange that gives back the fragment that it is given
};

// One entry of PASSES. A file without any has pass_count 0: one pass to the output.
struct rmx_effect_pass {
    const char *target; // NULL: the output
    int buffer;         // the target's index in `buffers`; -1
    bool persistent;
    bool is_float;
    const struct rmx_program *width, *height; // as rmx_effect.magnify; NULL: the output's
};

// One entry of our "CLOCKS": a number made of TIME in double precision before a picture is drawn,
// which the body reads as a float. TIME alone is as coarse as a float is after hours.
struct rmx_clock {
    const char *name;
    const struct rmx_program *value; // as rmx_effect.magnify, with $TIME and $TIMEDELTA behind it
};

struct rmx_import {
    const char *name;
    const char *path; // as written, relative to the effect's file
    struct rmx_span span;
};

// Six of an effect's imports, one behind the other, in the order of OpenGL: +x -x +y -y +z -z.
enum { RMX_CUBE_FACES = 6 };
struct rmx_cube {
    const char *name;
    int first;
};

// Something that keeps the whole effect a pass of its own; the text is the reason that explain
// prints.
struct rmx_effect {
    const char *name;        // the file's name without its ending: what a scene says
    const char *path;        // as found; shown in messages and in #line
    const char *folder;      // "colour", "blend": the folder's own name; "" for a single file
    const char *description; // "" where none
    const char *credit;
    const char *const *categories;
    int category_count;
    int isf_version; // 1 or 2
    enum rmx_role role;
    bool is_ours; // from the built-in folders: stricter rules (a missing image is an error)

    struct rmx_input *inputs; // in the file's order
    int input_count;
    int main_image; // the input that a chain's picture goes to (inputImage, startImage, else the
                    // first image); -1
    int to_image;   // a transition's endImage; -1
    const struct rmx_effect_pass *passes;
    int pass_count;
    // The distinct targets of its passes, and pictures of its own: images to the body like any
    // other, but no inputs.
    const char *const *buffers;
    int buffer_count;
    const struct rmx_import *imports;
    int import_count;
    const struct rmx_cube *cubes;
    int cube_count;
    const struct rmx_clock *clocks;
    int clock_count;
    // Our "MAGNIFY": how much it enlarges what it reads; NULL: 1. Signal i of the program is the
    // first number of input i; $WIDTH and $HEIGHT of its picture follow.
    const struct rmx_program *magnify;
    // Our "OPAQUE": what it makes has no transparency where its colours have none and all its
    // pictures have none (true), or one of them (that input's name). -1: all, else the input's
    // index. Of a file of others it is found in its code (glsl/solid.h).
    bool keeps_opaque;
    int opaque_input;
    // Our "BOUNDED": of colours within 0..1, and with its numbers within their ranges, it makes
    // colours within 0..1, to the last bit.
    bool is_bounded;
    const struct rmx_program *reach; // our "REACH": how far it looks, a fraction of the picture's
                                     // height, read as `magnify`; NULL: not said

    const struct rmx_source_text *source; // the whole file: spans point into it
    int body_line;            // the file's line on which the GLSL below the header begins, from 1
    struct rmx_tokens tokens; // the body, includes kept as their own tokens (lexer.h)
    const struct rmx_library *const
        *libraries; // shaders/lib files that it includes, dependencies first
    int library_count;
    // What is to be prefixed: the inputs and clocks, then every name that the body declares at
    // global scope but for overloads of built-in functions.
    const char *const *globals;
    int global_count;
    // Those of them that are macros and nothing else.
    const char *const *macros;
    int macro_count;
    // Global variables with an initialiser that is no constant expression, or any non-const global
    // with one: they are assigned anew at each run. Index ranges into `tokens`.
    const struct rmx_global_init *inits;
    int init_count;

    // Globals of a plain type without one: they begin at nothing, at each run.
    const struct rmx_global_zero *zeros;
    int zero_count;
    // Conditions of loops that are counted, in order of their tokens; none in files of ours.
    const struct rmx_guard *guards;
    const struct rmx_span *guard_spans; // parallel to `guards`: each loop's first word
    int guard_count;
    double known_rounds; // of its loops, where constants say so; 0: not known
    struct rmx_span known_loop;
    // Macros that are another name of a picture: `#define iChannel0 inputImage`.
    const struct rmx_alias *aliases;
    int alias_count;
    const char *output;            // a colour of its own name, `out vec4 NAME;`; NULL: gl_FragColor
    int output_first, output_last; // that declaration's tokens
    // Its names cannot be told apart by their tokens: they stay as they are, and it stands alone.
    bool keeps_names;

    // The companion vertex shader: its own text, tokens, libraries, globals and inits, the rest as
    // here. NULL: none.
    const struct rmx_effect *vertex;

    struct rmx_taps *taps; // one an input; zero for those that are no images
    bool uses_time, uses_timedelta, uses_date,
        uses_frame;                     // automatic uniforms found in body or libraries
    struct rmx_fragment_keys fragments; // of cuts and arranges
    // Why the effect cannot be a part of a bigger shader ("overloads the built-in function 'mix'",
    // "uses derivatives", "has several passes", "has a vertex shader of its own", ...); NULL: it
    // can.
    const char *own_pass_reason;
};

// Reads one ISF file. The errors go to `errors`, with spans into `source`; NULL where there is an
// error. A warning keeps the effect. `vertex`: the companion vertex shader beside the file, or
// NULL. `folder` and `is_ours` as in the struct.
struct rmx_effect *rmx_effect_read(struct rmx_arena *arena, const struct rmx_source_text *source,
                                   const char *name, const char *folder, bool is_ours,
                                   const struct rmx_source_text *vertex,
                                   const struct rmx_include_finder *finder,
                                   struct rmx_errors *errors);

// The input's index by name or short name, -1 where there is none. A transition's second picture is
// `to` in short, the `targetImage` of a cut or arrange `target`.
int rmx_effect_input(const struct rmx_effect *effect, const char *name);
// Whether it may stand as `generate:`: a generator, or a file of others' whose pictures are no
// chain's (none is `inputImage`), which a scene names or leaves out.
bool rmx_effect_generates(const struct rmx_effect *effect);
// Whether an input is the mask of a cut's components: left out, the pictures are masks themselves.
bool rmx_effect_is_mask(const struct rmx_effect *effect, const struct rmx_input *input);
// Whether one of its clocks reads $TIME or $TIMEDELTA.
bool rmx_clocks_read_time(const struct rmx_effect *effect);
// How a scene names the input: its short name, where it has one.
const char *rmx_effect_key(const struct rmx_effect *effect, int input);
