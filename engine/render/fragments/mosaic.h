// SPDX-License-Identifier: GPL-3.0-or-later
// Which fragment each place of a mosaic takes, where none may be used more than so often.
//
// In:  colours, 0..1, red green blue. Out: for each place the number of a fragment. The places
// choose one after another, in an order hashed from the seed, each the nearest that still has uses;
// of equally near ones the first. Where all are used up, all begin again. Pure; on any thread.
#pragma once

#include <stdatomic.h>
#include <stdint.h>

// `wanted`: 3 numbers a place; `means`: 3 a fragment, at least one; `limit`: at least 1. Where
// `given_up` (NULL: never) becomes true, some places have chosen and it returns soon.
void rmx_mosaic_choose(const float *wanted, int place_count, const float *means, int fragment_count,
                       int limit, uint32_t seed, const atomic_bool *given_up, uint32_t *chosen);
