// SPDX-License-Identifier: GPL-3.0-or-later
// The scene language as tables: each kind of map with its keys, what they hold and what they set.
//
// One truth for three readers: the checker (scene_map.c), the nearest name in its hints, and the
// JSON schema. Pure data. Within a table the order is the order of reading: what others need first.
#pragma once

#include "base/arena.h"

#include "isf/effect.h"

#include <stdbool.h>
#include <stddef.h>

enum rmx_key_kind {
    RMX_KEY_TEXT,       // any text; sets const char *
    RMX_KEY_NAME,       // [a-z_][a-z0-9_]*; sets const char *
    RMX_KEY_SIZE,       // 1920x1080; sets two ints
    RMX_KEY_CONSTANT,   // a number between min and max that does not move; sets double
    RMX_KEY_SEED,       // a whole number between min and max; sets uint32_t
    RMX_KEY_VALUE,      // a number or an expression, a number between min and max; struct rmx_value
    RMX_KEY_SWITCH,     // true or false; sets bool
    RMX_KEY_VISIBLE,    // true, false or an expression; sets a layer's two fields
    RMX_KEY_CHOICE,     // one of `choices`; sets int (or an enum)
    RMX_KEY_FLAG,       // one of `choices`; sets bool
    RMX_KEY_BACKGROUND, // a colour or `none`; sets double[4]
    RMX_KEY_DATE,       // YYYY-MM-DD HH:MM:SS; sets double[6]
    RMX_KEY_PREROLL,    // all, or a length of time in seconds
    RMX_KEY_STILL,      // a time in seconds
    RMX_KEY_INCLUDE,    // a path or a list of them
    RMX_KEY_PATH,       // a picture's path; sets const char *
    RMX_KEY_FOLDER,     // the path of a folder of pictures; sets const char *
    RMX_KEY_SCENE,      // a scene's path; sets a source's fields
    RMX_KEY_WITH,       // knobs of that scene to numbers or expressions; the same
    RMX_KEY_PICTURE,    // a picture's name or path; struct rmx_picture_ref
    RMX_KEY_GENERATE,   // EFFECT or {EFFECT: {…}}, a generator; struct rmx_effect_instance *
    RMX_KEY_GENERATED,  // the same where a picture is due; struct rmx_picture_ref
    RMX_KEY_BLEND,      // NAME or {NAME: {…}}, a blend file; struct rmx_effect_instance
    RMX_KEY_CHAIN,      // one step or a list; struct rmx_effect_instance * at `offset`, int at
                        // `count_offset`
    RMX_KEY_SOUND,      // silence, input, monitor, or a map of `table`; struct rmx_scene_sound
    RMX_KEY_SOUND_FILE, // the path of a sound file; the table's struct rmx_scene_sound
    RMX_KEY_DEVICE,     // the name of an input or a monitor; the table's struct rmx_scene_sound
    RMX_KEY_GAIN,       // auto, or a number between min and max; sets double
    RMX_KEY_MIDI,       // a control of a MIDI device; sets const struct rmx_midi_binding *
    RMX_KEY_MAP,        // a map of `table`, which sets the same struct
    RMX_KEY_MASK,       // a picture, or a map of `table`
    RMX_KEY_SOURCES,    // names to sources: a path, or a map of `table`
    RMX_KEY_KNOBS,      // names to knobs: a number, or a map of `table`
    RMX_KEY_CHAINS,     // names to chains
    RMX_KEY_LAYERS,     // a list of maps of `table`
    RMX_KEY_FRAGMENTS,  // a map of `table`; struct rmx_fragments *
    RMX_KEY_FROM,       // pictures with weights; a fragments block's two fields
    RMX_KEY_CUT,        // NAME or {NAME: {…}}, a cut; struct rmx_effect_instance
    RMX_KEY_ARRANGE,    // the same of arranges, one or a list; struct rmx_effect_instance *, int
    RMX_KEY_WHOLE,      // a whole number between min and max that does not move; sets int
    // Of a fragments block's `self`; the key says which inputs of shaders/engine/fragments.fs: the
    // one of its name, or, as a map, those that begin with its name and '_'.
    RMX_KEY_INPUT,
    RMX_KEY_INPUTS,
    RMX_KEY_KEYS,    // keys and controls of MIDI to verbs; struct rmx_bindings
    RMX_KEY_NOT_YET, // of a later version
};

struct rmx_choice {
    const char *name;
    int value;
};

struct rmx_key {
    const char *name;
    enum rmx_key_kind kind;
    const char *description;   // one line
    const char *default_value; // the default as it would be written; NULL: none
    double min, max;           // of numbers; both 0: unbounded
    const struct rmx_choice *choices;
    int choice_count;
    const struct rmx_key_table *table;
    size_t offset; // in the struct that the table's maps set
    size_t count_offset;
    enum rmx_quantity quantity; // of a number
};

struct rmx_key_table {
    const char *what; // "a layer": for messages
    const struct rmx_key *keys;
    int count;
};

struct rmx_input;
// fragments_vary.c: whether an input of shaders/engine/fragments.fs is a list of colours in a
// scene.
bool rmx_input_is_palette(const struct rmx_input *input);

extern const struct rmx_key_table rmx_scene_keys;     // struct rmx_scene
extern const struct rmx_key_table rmx_source_keys;    // struct rmx_source
extern const struct rmx_key_table rmx_credit_keys;    // struct rmx_source
extern const struct rmx_key_table rmx_knob_keys;      // struct rmx_knob
extern const struct rmx_key_table rmx_layer_keys;     // struct rmx_layer
extern const struct rmx_key_table rmx_mask_keys;      // struct rmx_layer
extern const struct rmx_key_table rmx_place_keys;     // struct rmx_layer
extern const struct rmx_key_table rmx_fragments_keys; // struct rmx_fragments
extern const struct rmx_key_table rmx_aura_keys;      // struct rmx_scene
extern const struct rmx_key_table rmx_sound_keys;     // struct rmx_scene_sound
extern const struct rmx_key_table rmx_osc_keys;       // struct rmx_scene
// What stands beside an effect's key in a chain; struct rmx_effect_instance.
extern const struct rmx_key_table rmx_step_keys;

// The index of a key, -1 where there is none.
int rmx_key_find(const struct rmx_key_table *table, const char *name);

// The names of colours, in the arena.
const char *const *rmx_css_names(struct rmx_arena *arena, int *count);
