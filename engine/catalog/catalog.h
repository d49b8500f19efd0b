// SPDX-License-Identifier: GPL-3.0-or-later
// All effects that a scene may name: built-in, the user's and the scene's own folders.
//
// In:  folders, nearest first; the first file of a name wins.
// Out: effects by name, read at the first look-up; lists for `list`, help and schema.
// Thread: one catalog belongs to one thread at a time.
#pragma once

#include "isf/effect.h"

struct rmx_catalog;

struct rmx_catalog_params {
    const char *scene_folder; // its `shaders/` and the folder itself (not its other sub-folders);
                              // links out of it are passed over, and said; NULL: none
    const char *const *effect_folders; // --effects, in order; sub-folders too
    int effect_folder_count;
    bool leaves_open; // files of others get no answers to what GLSL leaves open (glsl/open.h)
};

// A folder that effects are looked for in.
struct rmx_effect_folder {
    const char *path;
    bool is_deep;   // its sub-folders, too
    bool is_scenes; // links out of the scene's folder are passed over
};
// All of them, nearest first, there or not: the order that the catalog goes by.
struct rmx_effect_folder *rmx_effect_folders(struct rmx_arena *arena,
                                             const struct rmx_catalog_params *params, int *count);

// Lists the folders (names only: nothing is read yet). After the given ones come
// $XDG_DATA_HOME/remontage/shaders and the built-in shaders. Never fails: a folder that cannot be
// listed is logged. Endings .fs .isf .frag, and .glsl for gl-transitions; sub-folders `lib` and
// `engine` are passed over, and what lies in one named `cut` or `arrange` is no step but a cut or
// an arrange, in a name space of its own.
struct rmx_catalog *rmx_catalog_create(const struct rmx_catalog_params *params);
// The catalog of a scene in another folder, with the same --effects. It belongs to `catalog` and
// goes with it; the same folder gives the same one.
struct rmx_catalog *rmx_catalog_beside(struct rmx_catalog *catalog, const char *scene_folder);
void rmx_catalog_destroy(struct rmx_catalog *catalog); // its effects go with it

// The effect of that name, read now if it was not yet. NULL: no such name, or the file has errors
// (then they are in `errors` at each call and *exists is true). `exists` may be NULL.
const struct rmx_effect *rmx_catalog_find(struct rmx_catalog *catalog, const char *name,
                                          struct rmx_errors *errors, bool *exists);
// The same for the first file of that name in a folder `blend` (shaders/blend/ or a user's own):
// what another step of the name hides from a chain still blends.
const struct rmx_effect *rmx_catalog_find_blend(struct rmx_catalog *catalog, const char *name,
                                                struct rmx_errors *errors, bool *exists);
// The cut or arrange of that name; `role` says which is wanted.
const struct rmx_effect *rmx_catalog_find_in(struct rmx_catalog *catalog, enum rmx_role role,
                                             const char *name, struct rmx_errors *errors,
                                             bool *exists);
// The engine's own steps in shaders/engine (fit, place, mask ...): for plan/, never listed. NULL is
// a broken installation: logged.
const struct rmx_effect *rmx_catalog_engine(struct rmx_catalog *catalog, const char *name);
// The text of shaders/engine/NAME, a file of functions that passes begin with. "" is a broken
// installation: logged.
const char *rmx_catalog_engine_text(struct rmx_catalog *catalog, const char *name);
// An effect file by path; the same file gives the same effect. Errors as in find; NULL without
// one is a file that is not there.
const struct rmx_effect *rmx_catalog_load(struct rmx_catalog *catalog, const char *path,
                                          struct rmx_errors *errors);

// Where the companion vertex shader of an effect's file would stand: NAME.vs, then NAME.vert.
enum { RMX_VERTEX_ENDINGS = 2 };
const char *rmx_vertex_path(struct rmx_arena *arena, const char *path, int which);

// Whether a real path lies below one of the catalog's folders.
bool rmx_catalog_holds(const struct rmx_catalog *catalog, const char *real);

// One name that find would answer, or find_blend alone, in the order of folders and names. `path`
// is the file that wins; `hidden_path` the first one that it hides, NULL where none.
struct rmx_catalog_entry {
    const char *name, *path, *folder, *hidden_path;
    bool is_ours;
    bool only_blends; // in a chain the name is another step's: rmx_catalog_find_blend has this one
};
const struct rmx_catalog_entry *rmx_catalog_entries(struct rmx_catalog *catalog, int *count);
// The same for what rmx_catalog_find_in finds.
const struct rmx_catalog_entry *rmx_catalog_entries_in(struct rmx_catalog *catalog,
                                                       enum rmx_role role, int *count);
const char *const *rmx_catalog_names_in(struct rmx_catalog *catalog, enum rmx_role role,
                                        int *count);
// All names of steps (for the nearest one), blends apart or blends only.
const char *const *rmx_catalog_names(struct rmx_catalog *catalog, bool blends, int *count);
