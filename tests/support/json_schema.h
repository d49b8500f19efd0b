// SPDX-License-Identifier: GPL-3.0-or-later
// Holds a JSON value to a JSON Schema, as far as our own schemas go: type, enum, required,
// properties, additionalProperties: false, items, minItems, minimum, maximum, $ref within the file.
// Any other word that would forbid something fails the test.
#pragma once

#include <cJSON.h>
#include <stdbool.h>

// Prints the first thing that does not hold, with its path. `schema` is the whole file.
bool json_schema_holds(const cJSON *schema, const cJSON *value);
