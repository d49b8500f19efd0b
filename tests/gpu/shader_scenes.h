// SPDX-License-Identifier: GPL-3.0-or-later
// A list of small scenes that together make the planner write every kind of shader it can.
//
// In:  the folders scenes/, shaders/ and tests/isf. Out: one call for each scene and variant.
// No GPU of its own.
#pragma once

#include "bench/bench.h"

// `label` says which scene it is, for a message; both live for the length of the call.
typedef void shader_scene_visit(const char *label, const struct bench_scene_params *params);

// All scenes of scenes/ fused; `with_variants`: with --no-fuse, --snap, --samples, 16 and 32 bits
// as well.
void shader_scenes_all(shader_scene_visit *visit, bool with_variants);
// Each effect of ours as a step or generator, each blend, each way to fit, mask and place.
void shader_scenes_effects(shader_scene_visit *visit);
// Each cut with each arrange, and with each further key of a `fragments:` block.
void shader_scenes_fragments(shader_scene_visit *visit);
// Each effect of others that a test reads, tests/isf among them, alone and between two effects of
// ours.
void shader_scenes_foreign(shader_scene_visit *visit);
// So many random chains of our effects.
void shader_scenes_chains(shader_scene_visit *visit, int count);
