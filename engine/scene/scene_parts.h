// SPDX-License-Identifier: GPL-3.0-or-later
// What the files scene*.c share: one scene under inspection.
//
// Each reader takes a node and sets a field. It reports what is wrong with the node, is silent
// about a node that was reported already (`broken`), and returns false where the field was not set.
#pragma once

#include "base/names.h"
#include "scene/document.h"
#include "scene/keys.h"
#include "scene/scene.h"

// A text that was read, and how far it may reach.
struct rmx_scene_file {
    const struct rmx_source_text *source;
    const char *folder; // paths are relative to it
    bool is_typed;      // --chain: the user typed it, so its paths are allowed
};

enum rmx_name_kind { RMX_NAME_SOURCE, RMX_NAME_KNOB, RMX_NAME_LAYER, RMX_NAME_CHAIN };

struct rmx_name {
    const char *text;
    enum rmx_name_kind kind;
    int index; // into the scene's list of that kind; a chain: into the checker's
    struct rmx_span span;
};

// A list of steps: a layer's, the scene's finish, or a named chain's before it is used.
struct rmx_steps {
    struct rmx_effect_instance *items;
    int count;
};

enum rmx_chain_state { RMX_CHAIN_UNREAD, RMX_CHAIN_OPEN, RMX_CHAIN_READ };

struct rmx_named_chain {
    const char *name;
    const struct rmx_node *node;
    struct rmx_span span;
    enum rmx_chain_state state;
    struct rmx_steps steps;
};

// CREDITS.yaml of a folder in which pictures of the scene lie.
struct rmx_credit_file {
    const char *folder;
    const struct rmx_node *root; // NULL: there is none, or it could not be read
};

struct rmx_checker {
    struct rmx_arena *arena;
    struct rmx_errors *errors;
    const struct rmx_scene_params *params;
    struct rmx_scene *scene;
    struct rmx_scene_file *files;
    int file_count;
    struct rmx_name *names;
    int name_count;
    struct rmx_names known[2];            // to `names`: of chains the second
    const struct rmx_node **source_nodes; // parallel to the scene's sources; NULL: named by path
    int source_node_count;
    struct rmx_named_chain *chains;
    int chain_count;
    const char **included; // real paths of the files that came in
    int included_count;
    const char **include_paths; // those that are being read, innermost last
    int include_path_depth;
    struct rmx_credit_file *credit_files;
    int credit_file_count;
    int step_count;            // of the whole scene
    int broken_line;           // of the scene's own text: lines below it are whole; 0: all are
    bool is_repaired;          // parts of the scene's own text were left out
    int syntax_count;          // errors that the text's syntax has
    bool is_incomplete;        // a part could not be read: what is unknown may stand there
    const char *real;          // the real path of the scene's own file; NULL: it has none
    struct rmx_checker *outer; // of the scene that shows this one; NULL: it is the outermost
    struct rmx_span used;      // where that names it
    int inner_count;           // of the outermost scene: scenes within it
    bool has_folder; // real paths of the folders that are open to the scene, once looked up
    const char **open_folders;
    int open_folder_count;
};

// --- map.c: maps and their keys
// Reads a map by its table into `target`. What is no map is reported.
void rmx_check_map(struct rmx_checker *checker, const struct rmx_node *map,
                   const struct rmx_key_table *table, void *target);
// Whether a key of the map is another word for that one, or misspelt, which was answered.
bool rmx_check_is_meant(struct rmx_checker *checker, const struct rmx_node *map,
                        const struct rmx_key_table *table, const char *name);
// Reports keys that the table lacks.
void rmx_check_unknown_keys(struct rmx_checker *checker, const struct rmx_node *map,
                            const struct rmx_key_table *table);
// The key of a map, where it is there.
void rmx_check_entry(struct rmx_checker *checker, const struct rmx_node *map,
                     const struct rmx_key *key, void *target);
void rmx_check_key(struct rmx_checker *checker, const struct rmx_key *key,
                   const struct rmx_node *node, void *target);
// Reports that something else stands here than `wanted` ("a number"); NULL where it is reported
// already.
struct rmx_error *rmx_check_wrong(struct rmx_checker *checker, const struct rmx_node *node,
                                  const char *wanted);
// True for a text; else reported.
bool rmx_check_is_text(struct rmx_checker *checker, const struct rmx_node *node,
                       const char *wanted);
// `{sides:6}`, `{sides = 6}` and `{sides 6}` read as one long key without a value: true where entry
// `index`, whose key is unknown, was reported as such, or follows such a one that commas split.
bool rmx_check_joined_key(struct rmx_checker *checker, const struct rmx_node *map, int index);

// --- values.c: numbers and expressions
struct rmx_number_rule {
    const char *what; // the key or input, for messages
    double min, max;
    bool has_range;
    bool is_foreign; // out of range is a warning, and the number is used
    bool wrap;
    bool is_color; // for the hint
    enum rmx_quantity quantity;
    int canvas;           // pixels that a place's number is a fraction of; 0: none
    double default_value; // where an expression is no number
};
// The expression of a text; signals and runs are the scene's. NULL after an error.
const struct rmx_program *rmx_check_expression(struct rmx_checker *checker, const char *text,
                                               struct rmx_span span, enum rmx_quantity quantity);
// units.c: false where the unit at the end of the program is none of what the rule counts; it is
// reported.
bool rmx_check_unit(struct rmx_checker *checker, const struct rmx_node *node,
                    const struct rmx_number_rule *rule, const struct rmx_program *program);
// One component: a number or an expression.
bool rmx_check_number(struct rmx_checker *checker, const struct rmx_node *node,
                      const struct rmx_number_rule *rule, struct rmx_value *value, int component);
// A number that does not move.
bool rmx_check_constant(struct rmx_checker *checker, const struct rmx_node *node,
                        const struct rmx_number_rule *rule, double *number);
// A whole number that does not move.
bool rmx_check_whole(struct rmx_checker *checker, const struct rmx_node *node,
                     const struct rmx_number_rule *rule, int *number);
// A truth, or an expression that is true above 0.5.
bool rmx_check_truth(struct rmx_checker *checker, const struct rmx_node *node,
                     const struct rmx_number_rule *rule, struct rmx_value *value);
// true false yes no on off, any case: 1 or 0; -1 where it is none of them.
int rmx_truth(const struct rmx_node *node);
// A value by the TYPE of an effect's input (images apart).
bool rmx_check_input(struct rmx_checker *checker, const struct rmx_node *node,
                     const struct rmx_effect *effect, const struct rmx_input *input,
                     struct rmx_value *value);

// --- measured.c: shares, auras, the knob `display` and what is heard, which stand in the table
// once they are read As rmx_expr_context says; `data` is the checker.
int rmx_check_add_signal(void *data, const char *name, size_t length, struct rmx_span span);
// Names of sources so far, the first ones of many, for hints; as rmx_expr_context says.
const char *const *rmx_check_measured_names(void *data, int *count);
// scene/osc.c: the block's own rules; the entry of an address, perhaps a new one; what scenes
// within read.
void rmx_check_osc(struct rmx_checker *checker, const struct rmx_node *node);
int rmx_check_add_osc(void *data, const char *address, size_t length, double smooth_s,
                      struct rmx_span span);
void rmx_check_osc_within(struct rmx_checker *checker);
// scene/midi_signals.c: the entry of a control of MIDI, perhaps a new one; what scenes within read.
int rmx_check_add_midi(struct rmx_checker *checker, const struct rmx_midi_control *control);
void rmx_check_midi_within(struct rmx_checker *checker);
// Whether rmx_check_add_signal knows the word.
bool rmx_check_is_display(const char *word);
// Once all is read: whose they are, and what scenes within take of this one's `display`.
void rmx_check_measured(struct rmx_checker *checker);

// --- color.c
bool rmx_check_color(struct rmx_checker *checker, const struct rmx_node *node,
                     const struct rmx_number_rule rules[4], struct rmx_value *value);

// --- simple.c: the scene's own keys
bool rmx_check_size(struct rmx_checker *checker, const struct rmx_key *key,
                    const struct rmx_node *node, int size[2]);
bool rmx_check_seed(struct rmx_checker *checker, const struct rmx_key *key,
                    const struct rmx_node *node, uint32_t *seed);
bool rmx_check_date(struct rmx_checker *checker, const struct rmx_node *node, double date[6]);
bool rmx_check_background(struct rmx_checker *checker, const struct rmx_node *node,
                          double color[4]);
// A length of time that does not move.
bool rmx_check_seconds(struct rmx_checker *checker, const struct rmx_node *node, const char *name,
                       struct rmx_value *value);
bool rmx_check_preroll(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_value *value);
bool rmx_check_choice(struct rmx_checker *checker, const struct rmx_key *key,
                      const struct rmx_node *node, int *value);
bool rmx_check_switch(struct rmx_checker *checker, const struct rmx_node *node, const char *what,
                      bool *value);
bool rmx_check_visible(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_layer *layer);

// --- names.c: the one name space, and pictures by name
// Reports a bad, reserved or doubled name. False for a doubled one: the first one holds.
bool rmx_check_declare(struct rmx_checker *checker, const struct rmx_node *name,
                       enum rmx_name_kind kind, int index);
const struct rmx_name *rmx_check_find(const struct rmx_checker *checker, const char *text,
                                      bool chains);
bool rmx_check_picture(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_picture_ref *picture);
// Is the word a name that an expression knows?
bool rmx_check_is_expression_name(const struct rmx_checker *checker, const char *word);

// --- paths.c: files that a scene names
bool rmx_is_path(const char *text);
// The scene depends on what stands there, or will.
void rmx_check_depend(struct rmx_checker *checker, const char *path);
// The path to open: resolved against the file that it stands in, there, regular and allowed.
// NULL after an error. `what`: "picture", for messages.
const char *rmx_check_path(struct rmx_checker *checker, const struct rmx_node *node,
                           const char *what);
// The same for a picture that an effect's file brings along: relative to that file, and allowed
// beside it.
const char *rmx_check_import_path(struct rmx_checker *checker, const struct rmx_effect *effect,
                                  const struct rmx_import *import);
// The same of a folder.
const char *rmx_check_folder(struct rmx_checker *checker, const struct rmx_node *node);
// Whether the scene that `node` stands in may read a real path.
bool rmx_check_is_allowed(struct rmx_checker *checker, const struct rmx_node *node,
                          const char *real);

// --- sound.c
void rmx_check_sound(struct rmx_checker *checker, const struct rmx_key *key,
                     const struct rmx_node *node, struct rmx_scene_sound *sound);
void rmx_check_sound_file(struct rmx_checker *checker, const struct rmx_node *node,
                          struct rmx_scene_sound *sound);
void rmx_check_sound_device(struct rmx_checker *checker, const struct rmx_key *key,
                            const struct rmx_node *node, struct rmx_scene_sound *sound);
// What is heard in place of what the scene says.
void rmx_check_wished_sound(struct rmx_checker *checker);
// `auto` is 0.
void rmx_check_gain(struct rmx_checker *checker, const struct rmx_key *key,
                    const struct rmx_node *node, double *gain);
// Adds a number of what is heard (enum rmx_heard_number) to the scene's table: its entry there.
int rmx_check_add_heard(struct rmx_checker *checker, int number);

// --- bindings.c
void rmx_check_keys(struct rmx_checker *checker, const struct rmx_node *node,
                    struct rmx_bindings *bindings);

// --- scene.c
// Reads a scene's text, without a byte order mark; `span` is where it was named. False after an
// error.
bool rmx_scene_text(struct rmx_checker *checker, const char *path, struct rmx_span span,
                    struct rmx_source_text *source);

// Reads a text as a scene that `outer` shows, named there at `used`. NULL after an error, all of
// them in `errors`.
struct rmx_scene *rmx_check_inner(struct rmx_checker *outer, const struct rmx_scene_params *params,
                                  const struct rmx_source_text *source, struct rmx_span used,
                                  struct rmx_errors *errors);

// --- include.c
void rmx_check_include(struct rmx_checker *checker, const struct rmx_node *node);
// Reads a text into nodes and keeps it as one of the scene's files.
struct rmx_document rmx_check_open(struct rmx_checker *checker,
                                   const struct rmx_source_text *source, const char *folder,
                                   bool is_typed);

// --- sources.c
// A source of which nothing is said.
struct rmx_source rmx_new_source(const char *name, struct rmx_span span);
void rmx_check_sources(struct rmx_checker *checker, const struct rmx_node *node);
void rmx_check_knobs(struct rmx_checker *checker, const struct rmx_node *node);
// Once all names are known.
void rmx_check_source_bodies(struct rmx_checker *checker);
// The source of a path, which need not be declared.
// A generator where a picture is due: a source of its own, without a name.
bool rmx_check_generated(struct rmx_checker *checker, const struct rmx_node *node,
                         struct rmx_picture_ref *picture);
int rmx_check_path_source(struct rmx_checker *checker, const struct rmx_node *node);
// The sources of the pictures that the effect's file brings along, into instance->imports. False
// after an error.
bool rmx_check_imports(struct rmx_checker *checker, struct rmx_effect_instance *instance);

// A source without a node of its own. Its index.
int rmx_check_add_source(struct rmx_checker *checker, struct rmx_source source);

// --- inner.c: a scene as a source of another one
bool rmx_is_scene_path(const char *text);
// Sets path, scene and an empty `with`. False after an error.
bool rmx_check_scene(struct rmx_checker *checker, const struct rmx_node *node,
                     struct rmx_source *source);
// After the scene. Nothing is said where that had errors.
void rmx_check_with(struct rmx_checker *checker, const struct rmx_node *node,
                    struct rmx_source *source);

// --- folder.c
// The pictures of a folder, as sources; `index` is the folder's own.
void rmx_check_pictures(struct rmx_checker *checker, const struct rmx_node *node,
                        struct rmx_source *folder, int index);

// --- credits.c
// What the scene leaves unsaid of its pictures, where CREDITS.yaml beside them says it.
void rmx_check_credits(struct rmx_checker *checker);

// --- steps.c: one effect and its parameters
enum rmx_step_role {
    RMX_STEP_CHAIN,
    RMX_STEP_GENERATE,
    RMX_STEP_BLEND,
    RMX_STEP_CUT,
    RMX_STEP_ARRANGE,
};
// EFFECT or {EFFECT: {…}}. False where there is no such effect.
bool rmx_check_step(struct rmx_checker *checker, const struct rmx_node *node,
                    enum rmx_step_role role, struct rmx_effect_instance *instance);
// An effect with all defaults, without a node: for `normal`.
struct rmx_effect_instance rmx_default_instance(struct rmx_arena *arena,
                                                const struct rmx_effect *effect);

// --- chains.c
void rmx_check_chains(struct rmx_checker *checker, const struct rmx_node *node);
void rmx_check_chain(struct rmx_checker *checker, const struct rmx_node *node,
                     struct rmx_steps *steps);
void rmx_check_unused_chains(struct rmx_checker *checker);
// Gives places and seeds to what a layer (or source, or finish) uses, in order.
struct rmx_scope {
    const char *place; // "layers[0]"
    const char *seed_name;
    struct rmx_names used; // paths of effects: how often
};
void rmx_scope_add(struct rmx_checker *checker, struct rmx_scope *scope,
                   struct rmx_effect_instance *instance, const char *place);
void rmx_scope_add_chain(struct rmx_checker *checker, struct rmx_scope *scope,
                         struct rmx_effect_instance *instances, int count, const char *list);

// --- layers.c
void rmx_check_layers(struct rmx_checker *checker, const struct rmx_node *node);
void rmx_check_layer_names(struct rmx_checker *checker, const struct rmx_node *node);
// The one layer of a picture that stands for a scene.
void rmx_check_picture_layer(struct rmx_checker *checker, const struct rmx_steps *chain);

// --- fragments.c: a layer's `fragments:`, and its keys
void rmx_check_fragments(struct rmx_checker *checker, const struct rmx_key *key,
                         const struct rmx_node *node, struct rmx_fragments **fragments);
// What a key that `table` lacks has to do with fragments; NULL: nothing.
const char *rmx_check_fragments_hint(struct rmx_checker *checker, const char *name,
                                     const struct rmx_key_table *table);
void rmx_check_from(struct rmx_checker *checker, const struct rmx_node *node,
                    struct rmx_fragments *fragments);
void rmx_check_cut(struct rmx_checker *checker, const struct rmx_node *node,
                   struct rmx_effect_instance *cut);
void rmx_check_arranges(struct rmx_checker *checker, const struct rmx_node *node,
                        struct rmx_fragments *fragments);
void rmx_check_own_number(struct rmx_checker *checker, const struct rmx_key *key,
                          const struct rmx_node *node, struct rmx_fragments *fragments);
void rmx_check_own_numbers(struct rmx_checker *checker, const struct rmx_key *key,
                           const struct rmx_node *node, struct rmx_fragments *fragments);
void rmx_scope_add_fragments(struct rmx_checker *checker, struct rmx_scope *scope,
                             struct rmx_fragments *fragments);

// --- fragments_vary.c: a list of colours, where the block's own file has one
void rmx_check_palette(struct rmx_checker *checker, const struct rmx_node *node, const char *name,
                       int index, struct rmx_fragments *fragments);

// --- deliver.c
// Passes the errors on: sorted, each once, without those that follow from others.
void rmx_check_deliver(struct rmx_checker *checker, struct rmx_errors *errors);

// Adds an error, or a warning, that is not there yet.
void rmx_hand_over(struct rmx_errors *errors, const struct rmx_error *error);

// --- cycles.c
void rmx_check_cycles(struct rmx_checker *checker);
