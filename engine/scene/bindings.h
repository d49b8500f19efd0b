// SPDX-License-Identifier: GPL-3.0-or-later
// What sends a verb: keys and controls of MIDI, as `keys:` of a scene or of its side file binds
// them.
//
// In:  `b: restart`, `note 36: snapshot 3`, `Space: none`. Out: plain data, errors. Pure.
#pragma once

#include "base/error.h"
#include "base/keystroke.h"
#include "base/midi.h"
#include "base/verbs.h"

struct rmx_side;

struct rmx_binding {
    struct rmx_keystroke stroke;  // key 0: `midi`
    struct rmx_midi_control midi; // of any device
    struct rmx_verb_call call;    // none: takes a meaning away
    struct rmx_span span;         // of the key
};

struct rmx_bindings {
    struct rmx_binding *items;
    int count;
};

// False after an error, whose texts are of `errors->arena`: no such key, no such verb.
bool rmx_binding_read(const char *key, struct rmx_span key_span, const char *verb,
                      struct rmx_span verb_span, struct rmx_errors *errors,
                      struct rmx_binding *binding);

// What a side file says, without its mistakes, which are added. In the arena.
struct rmx_bindings rmx_bindings_of_side(struct rmx_arena *arena, const struct rmx_side *side,
                                         struct rmx_errors *errors);

// The controls of MIDI that send verbs: the scene's, and the side file's over them (NULL: none).
// Those whose meaning was taken away are not among them. In the arena.
struct rmx_bindings rmx_bindings_midi(struct rmx_arena *arena, const struct rmx_bindings *scene,
                                      const struct rmx_bindings *side);
