// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the schema share; others include scene/schema.h.
#pragma once

#include "base/json.h"
#include "catalog/catalog.h"
#include "scene/keys.h"

enum schema_role {
    SCHEMA_STEP,
    SCHEMA_GENERATOR,
    SCHEMA_BLEND,
    SCHEMA_CUT,
    SCHEMA_ARRANGE,
};

struct schema {
    struct rmx_json json;
    // What the catalog could read, in its order, cuts and arranges last; a blend is a step of a
    // chain as well.
    const struct rmx_effect **effects;
    int effect_count;
    bool *only_blend; // of each one: it is no step, since another step has the name
    int only_blend_count;
    const struct rmx_effect *fragments; // the engine's step; NULL: not installed
};

// A member `key` for each key of the table: what it holds, its description and default.
void schema_keys(struct schema *schema, const struct rmx_key_table *table);
// NAME, or {NAME: {…}}: what may stand where an effect of that role is due.
void schema_instance(struct schema *schema, const char *key, enum schema_role role);
// What an input holds; and, as members of one object, all those whose names begin with `word` and
// '_'.
void schema_input(struct rmx_json *json, const struct rmx_input *input);
void schema_inputs(struct rmx_json *json, const struct rmx_effect *effect, const char *word);
// "type": a number or an expression.
void schema_expression_type(struct rmx_json *json);
// `key`: an array of references to one definition, for "allOf", "anyOf" or alone.
void schema_refer(struct rmx_json *json, const char *key, const char *definition);
