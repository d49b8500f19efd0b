// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody meant who wrote nearly the right thing: hints for forms that are often mistaken.
//
// In:  a text as it was written. Out: a phrase in the arena, NULL where nothing is known. Pure.
#pragma once

#include "isf/effect.h"
#include "scene/document.h"
#include "scene/keys.h"

// A text where a map of that table is due: "picture:a.jpg", "picture a.jpg".
const char *rmx_hint_of_map(struct rmx_arena *arena, const struct rmx_key_table *table,
                            const char *text);
// A text where an effect's name is due: "blur(0.02)", "-blur", "blur, invert".
const char *rmx_hint_of_step(struct rmx_arena *arena, const char *text);
// A layer's `blend:` that stands in a chain, with what it is: "blend: hue". `names`: of blends.
const char *rmx_hint_of_blend(struct rmx_arena *arena, const char *key,
                              const struct rmx_node *value, const char *const *names, int count);
// A text where an effect's map of parameters is due: "0.02", "radius=0.02", "b.jpg".
const char *rmx_hint_of_parameters(struct rmx_arena *arena, const struct rmx_effect *effect,
                                   const char *name, const char *text);
// A path that names nothing: "file:///home/a.png", "pics\a.png", "pick(beat, a, b)".
const char *rmx_hint_of_path(struct rmx_arena *arena, const char *text);
