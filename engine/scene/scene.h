// SPDX-License-Identifier: GPL-3.0-or-later
// A scene: its text, checked and with every name resolved.
//
// In:  a scene file (YAML), or a picture file, or both with a further chain; effects from a
// catalog. Out: struct rmx_scene, plain data, never changed afterwards; or errors, all of a file in
// one run. Reads the scene, its includes and effect files; looks whether pictures are there, opens
// none.
#pragma once

#include "base/sound.h"
#include "catalog/catalog.h"
#include "expr/expr.h"
#include "scene/bindings.h"
#include "scene/midi.h"

#include <stdint.h>

// A number, point or colour of a scene: constants, or expressions evaluated each frame, by
// component.
struct rmx_value {
    double constant[4];
    const struct rmx_program *program[4]; // NULL: the constant
    int count;                            // components; 0: not given and without a default
    struct rmx_span span;                 // line 0 where the value is the effect's own default
};

enum rmx_picture_kind {
    RMX_PICTURE_NONE,   // transparent black
    RMX_PICTURE_INPUT,  // what goes into this very step (or an input's DEFAULT that names it)
    RMX_PICTURE_SOURCE, // scene->sources[index]
    RMX_PICTURE_LAYER,  // scene->layers[index], a named one: what stands after `place`
    RMX_PICTURE_BELOW,  // the stack so far
    RMX_PICTURE_PAST,   // of the frame before: a named layer's picture, or the finished frame's
};

struct rmx_picture_ref {
    enum rmx_picture_kind kind;
    int index; // PAST: of the layer; RMX_FINISH
    struct rmx_span span;
};
enum { RMX_FINISH = -1 }; // where a layer's index stands: the whole frame, after `finish`

// One effect as the scene uses it: a chain step, a generator or a blend.
struct rmx_effect_instance {
    const struct rmx_effect *effect;
    // Parallel to effect->inputs: the number for value types, the picture for images. The main
    // image of a chain step is RMX_PICTURE_INPUT, that of a generator what the scene names; a
    // blend's `inputImage` and `layer` are left RMX_PICTURE_NONE: the planner fills them.
    struct rmx_value *values;
    struct rmx_picture_ref *pictures;
    int *imports; // parallel to effect->imports: scene->sources that stand for them
    bool store, fuse, ignore_alpha; // beside the effect's key in the scene
    struct rmx_span span;
    const char *place; // "layers[0].chain[2]", "finish[0]": for explain
};

enum rmx_fit {
    RMX_FIT_UNSAID,
    RMX_FIT_COVER,
    RMX_FIT_CONTAIN,
    RMX_FIT_STRETCH,
    RMX_FIT_TILE,
};

enum rmx_source_kind {
    RMX_SOURCE_IMAGE,    // a picture file; also one of a folder, or one that an effect imports
    RMX_SOURCE_FOLDER,   // a slide show of image sources
    RMX_SOURCE_GENERATE, // an effect that reads no picture
    RMX_SOURCE_SCENE,    // another scene's picture
    RMX_SOURCE_VIDEO,    // not built yet, as the two below
    RMX_SOURCE_CAMERA,
    RMX_SOURCE_TEXT,
};
enum { RMX_SOURCE_KINDS = RMX_SOURCE_TEXT + 1 };

struct rmx_source {
    enum rmx_source_kind kind;
    const char *name; // a picture that is named by its path gets the path; an effect's own, too
    // "" where unsaid; a folder's pictures have the folder's words:
    const char *credit;  // who made it
    const char *licence; // as written
    const char *url;     // where it comes from
    enum rmx_fit fit;
    struct rmx_span span; // of the path or the effect's name
    // IMAGE and SCENE:
    const char *path; // resolved and allowed
    // IMAGE:
    int owner;      // of a folder's picture: the folder's index and 1; 0: of none
    bool is_import; // an effect's own picture: never fitted, read as it is
    // GENERATE:
    struct rmx_effect_instance *generate;
    // FOLDER: its pictures, which are sources themselves, in the order in which they are shown.
    const char *folder; // resolved and allowed
    int *pictures;
    int picture_count;
    struct rmx_value every; // seconds that each one is shown; count 0: four beats
    bool by_seed;           // `order: seed`
    // SCENE:
    const struct rmx_scene *scene; // checked
    struct rmx_value *with;        // parallel to scene->knobs; count 0: the knob's own `at`
    bool ledger_whole; // one holder of the surface (share/shares.h), not each of its sources
};

// A picture that fragments are cut from. A folder stands here as its pictures, each with its part
// of the folder's weight.
struct rmx_from {
    struct rmx_picture_ref picture;
    double weight; // above 0
};

// The `fragments:` block of a layer.
struct rmx_fragments {
    struct rmx_from *from;
    int from_count;
    struct rmx_effect_instance cut;
    struct rmx_effect_instance *arranges; // at least one: in_place where unsaid
    int arrange_count;
    // The block's own numbers, as values of shaders/engine/fragments.fs: `border: {width: …}` is
    // its input border_width. Its images are left RMX_PICTURE_NONE. The second and later ones of
    // `vary: {inks: […], papers: […]}` are inputs of their own behind the file's: vary_inks2 ...
    struct rmx_effect_instance self;
    int ink_count, paper_count; // 0: not said
    int moments;                // 1 unless said
    struct rmx_span span;
};

// Whether the colours of its fragments differ from their pictures', each in its own way.
bool rmx_fragments_vary(const struct rmx_fragments *fragments);

struct rmx_layer {
    const char *name; // NULL: nameless
    bool visible;     // a constant; an expression is folded into the opacity (step(0.5, it))
    struct rmx_value visible_value; // count 0 where constant
    struct rmx_picture_ref picture; // RMX_PICTURE_NONE where `generate` or `fragments` is set
    struct rmx_effect_instance *generate;
    struct rmx_fragments *fragments;
    enum rmx_fit fit; // RMX_FIT_UNSAID: the source's, else cover
    struct rmx_effect_instance *chain;
    int chain_count;
    struct rmx_picture_ref mask;
    bool mask_invert;
    bool has_place;
    struct rmx_value x, y, scale, angle; // angle in degrees counter-clockwise
    struct rmx_value overscan; // of its frame, on each side: what its chain and mask see beyond it
    struct rmx_value opacity;  // 0..1
    struct rmx_effect_instance blend; // always set: normal where unsaid
    struct rmx_span span;
};

// Whether a number is that one in every frame.
bool rmx_value_is_constantly(const struct rmx_value *value, double number);
// Whether its chain and mask see more than its frame.
bool rmx_layer_is_overscanned(const struct rmx_layer *layer);

struct rmx_knob {
    const char *name;
    int signal; // its entry in the scene's table
    double from, to, at;
    const struct rmx_midi_binding *midi; // what moves it; NULL: nothing
    const char *osc;                     // the address that does; NULL
    bool is_display; // the one that every scene has, and that this one did not declare
    struct rmx_span span;
};

// Whose share or aura an expression reads.
enum rmx_measured_kind {
    RMX_MEASURED_SOURCE,
    RMX_MEASURED_GENERATOR, // a layer's own
    RMX_MEASURED_BACKGROUND,
    RMX_MEASURED_EFFECTS, // what effects alone show
};

// A signal that the ledger provides: "share.plant", "aura.plant".
struct rmx_measured {
    enum rmx_measured_kind kind;
    bool is_aura;
    const char *of;       // the source's name, the generator's as share/shares.h says it
    int index;            // of the source or layer; else -1
    int signal;           // its entry in the scene's table
    struct rmx_span span; // of the name, where it is read first
};

// A number of what is heard that an expression reads: "audio.bass".
struct rmx_heard_signal {
    int number; // enum rmx_heard_number
    int signal; // its entry in the scene's table
};

// What a scene hears. One within another hears what that one does.
struct rmx_scene_sound {
    enum rmx_sound_kind kind;
    const char *file;                   // resolved and allowed; NULL: it is none
    const char *device;                 // an input's or monitor's name; NULL: the default one
    struct rmx_span span;               // of the path or the name
    const char *credit, *licence, *url; // as of a source; "" unsaid
    double offset_s;                    // the file's time at time 0; of devices: 0, or -delay
    double gain;                        // 0: follows how loud it is
    double attack_s, release_s;
    double delay_s; // how much later the file is played aloud
};

// An address that expressions read: "/sensor/3".
struct rmx_osc_signal {
    const char *address;
    double smooth_s; // in how long it goes to a new number
    int signal;      // its entry in the scene's table
};

// A control of a MIDI device that expressions read: "midi.cc21".
struct rmx_midi_signal {
    struct rmx_midi_control control;
    int signal; // its entry in the scene's table
};

// What auras remember.
enum rmx_memory {
    RMX_MEMORY_SCENE, // what was shown since the scene's start
    RMX_MEMORY_SHOW,  // and before, as long as the program lives
    RMX_MEMORY_EVER,  // and in all shows before it: the exhibition
};

// Whose tempo a show has.
enum rmx_tempo_source {
    RMX_TEMPO_UNSAID, // of a wish in place of the scene's
    RMX_TEMPO_AUTO,   // taps and messages, or a MIDI clock: the one that spoke last
    RMX_TEMPO_TAP,
    RMX_TEMPO_MIDI,
    RMX_TEMPO_LINK,
    RMX_TEMPO_SOUND,
};

struct rmx_scene {
    const char *title; // "" where unsaid
    const char *path;  // as given; of a picture that stands for a scene, the picture's
    int width, height; // the scene's own size
    double dpi;        // 0: unsaid
    bool is_on_paper;  // the size is that of paper
    double fps;        // 30 unless said
    bool has_fps;
    struct rmx_value bpm;        // 120 unless said
    enum rmx_tempo_source tempo; // AUTO unless said
    uint32_t seed;
    int depth;            // 8, 16 or 32
    bool encoded_light;   // means are made of encoded values, not of linear light
    double background[4]; // opaque black; `none` is all zero
    bool has_date;
    double date[6];           // year month day hour minute second; 1928-01-01 00:00:00 unless said
    struct rmx_value preroll; // seconds that a scene with state runs first; count 0: from frame 0
    struct rmx_value still;   // seconds: what a picture shows that is told no time; count 0: 0
    struct rmx_source *sources;
    int source_count;
    struct rmx_signals signals; // what its expressions read
    struct rmx_knob *knobs;
    int knob_count;
    struct rmx_measured *measured; // shares and auras that its expressions read
    int measured_count;
    struct rmx_scene_sound sound;
    struct rmx_heard_signal *heard;
    int heard_count;
    struct rmx_osc_signal *osc; // what its expressions read of OSC messages
    int osc_count;
    struct rmx_midi_signal *midi; // what they read of MIDI devices
    int midi_count;
    int osc_port;             // 0: the scene asks for none
    const char *osc_to;       // "host:port"; NULL
    struct rmx_bindings keys; // what sends verbs in a show
    struct rmx_value glide;   // seconds in which a snapshot brings knobs back; count 0: at once
    enum rmx_memory aura_memory;
    double aura_half_life_s;  // surface-seconds
    struct rmx_layer *layers; // bottom first
    int layer_count;
    struct rmx_effect_instance *finish;
    int finish_count;
    int run_count; // how many run() the expressions hold
    // Every program of the scene that holds a run(), for the integrator.
    const struct rmx_program **run_programs;
    int run_program_count;
    // Files that the scene was made of (itself, its includes, those of scenes within it), for
    // watching and recipes.
    const char **files;
    int file_count;
};

// Paths that a scene names, there or not: for watching.
struct rmx_dependencies {
    struct rmx_arena *arena;
    const char **paths;
    int count;
    const char **folders; // whose pictures are meant, whichever there are
    int folder_count;
};

struct rmx_scene_params {
    const char *path;    // a scene file; `-` is standard input; NULL where only a picture stands
    const char *picture; // a picture file instead of a scene (typed by the user, hence allowed)
    int picture_width, picture_height; // its size, which becomes the scene's
    const char *chain; // --chain: steps in the scene's own syntax; errors in a file named "--chain"
    const char *const *allow; // --allow and the allow file: paths below which pictures may lie
    int allow_count;
    bool has_seed; // --seed
    uint32_t seed;
    struct rmx_sound_wish sound; // --sound; its file is allowed
    // What else is provided where it is shown ("audio.bass"), with all that it names; NULL:
    // nothing.
    const struct rmx_signals *offered;
    bool follows_tempo;          // a show: it hears the tempo of its sound where that is its own
    enum rmx_tempo_source tempo; // in place of the scene's
    struct rmx_catalog *catalog;
    struct rmx_dependencies
        *dependencies; // gets them, also where the scene has errors; NULL: not needed
};

// A colour as scenes write it: a CSS name, #rgb to #rrggbbaa, rgb() or hsl(). False: none.
bool rmx_color_read(const char *text, double rgba[4]);

// NULL where there is any error (`errors` has them all, sorted); warnings alone give a scene.
const struct rmx_scene *rmx_scene_load(struct rmx_arena *arena,
                                       const struct rmx_scene_params *params,
                                       struct rmx_errors *errors);
// The same from memory, for fuzzing and tests: `name` is shown in messages and its folder counts as
// the scene's.
const struct rmx_scene *rmx_scene_read(struct rmx_arena *arena, const char *name, const char *text,
                                       size_t length, const struct rmx_scene_params *params,
                                       struct rmx_errors *errors);
// The key of a source's map that says the kind: "image", "folder", ...
const char *rmx_source_kind_name(enum rmx_source_kind kind);
// True: its pixels come from outside the plan, as a texture that is fitted to the canvas. False:
// the plan has steps that draw it.
bool rmx_source_has_texture(const struct rmx_source *source);
// True: the same pixels in every frame. A generator may move: its plan says so.
bool rmx_source_is_still(const struct rmx_source *source);
// The scene without some pictures of its folders (`broken`: parallel to the sources), which are
// taken out of all that is cut from these, too; sources keep their numbers. A folder that has none
// left has picture_count 0. `scene` itself where none is broken; shares the rest with it.
const struct rmx_scene *rmx_scene_without_pictures(struct rmx_arena *arena,
                                                   const struct rmx_scene *scene,
                                                   const bool *broken);
// Whether an expression or an effect of the scene, or of one within it, hears anything.
bool rmx_scene_listens(const struct rmx_scene *scene);
// Whether a run() or the bpm of the scene reads it: it is summed over time.
bool rmx_scene_sums(const struct rmx_scene *scene, int signal);
// Whether a frame's numbers need those of the frames before: shares are measured on the way, and
// integrals of what is heard are summed.
bool rmx_scene_numbers_have_past(const struct rmx_scene *scene);
// "auto", "tap", ...; RMX_TEMPO_UNSAID: there is no such word.
enum rmx_tempo_source rmx_tempo_source_of(const char *word);
// The words, for hints.
const char *const *rmx_tempo_source_names(int *count);
// YYYY-MM-DD, alone or with HH:MM:SS: year month day hour minute second. False: not in the
// calendar, and `date` stays.
bool rmx_read_date(const char *text, double date[6]);
