// SPDX-License-Identifier: GPL-3.0-or-later
// What things are called elsewhere (hydra, CSS, Processing, Resolume, everyday), and what to write
// here: asked before any name that is merely spelled alike.
//
// In:  a word that is not known. Out: a hint, as a whole phrase. Pure.
#pragma once

enum rmx_synonym_of {
    RMX_SYNONYM_STEP, // of a chain
    RMX_SYNONYM_GENERATOR,
    RMX_SYNONYM_BLEND,
    RMX_SYNONYM_FIT,
    RMX_SYNONYM_FUNCTION, // or a signal, of an expression
    RMX_SYNONYM_LAYER_KEY,
    RMX_SYNONYM_SOURCE_KEY,
    RMX_SYNONYM_SCENE_KEY,
    RMX_SYNONYM_KNOB_KEY,
    RMX_SYNONYM_PLACE_KEY,
};

// Without regard to capitals, '-', '_' and spaces. NULL: none is known. It lives as long as the
// program.
const char *rmx_synonym(enum rmx_synonym_of of, const char *word);
// Of a key: the one that is meant, with what stands behind it; NULL: none means just that.
const char *rmx_synonym_name(enum rmx_synonym_of of, const char *word);
// Of several choices the one that means the same as the word; NULL: none does.
const char *rmx_synonym_choice(const char *word, const char *const *choices, int count);
