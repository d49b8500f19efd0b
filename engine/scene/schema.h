// SPDX-License-Identifier: GPL-3.0-or-later
// The scene language as a JSON Schema (draft-07): with it an editor completes and checks while
// typing.
//
// In:  the tables of keys.h, which check a scene as well, and the headers of a catalog's effects.
// Out: JSON text.
// Pure, but for effect files that the catalog has not read yet.
#pragma once

#include "catalog/catalog.h"

// Adds the schema to `out`. An effect whose file has errors is left out; they go to `errors`.
void rmx_schema_write(struct rmx_catalog *catalog, struct rmx_errors *errors, struct rmx_text *out);
