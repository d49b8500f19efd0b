// SPDX-License-Identifier: GPL-3.0-or-later
// What a still says of its sources: the credits inside the file and, where it is asked for, its
// ingredients with their shares; the manifest of --c2pa-manifest beside it.
//
// In:  a loaded scene, the frame that is written. Out: XMP packets, NAME.c2pa.json.
// Thread: the one that draws, whose OpenGL context it is.
#pragma once

#include "app/command.h"
#include "app/render_meter.h"
#include "write/still.h"

struct rmx_provenance;

// False, and said, where --c2pa-manifest does not go with the output.
bool rmx_provenance_check(const struct rmx_options *options);

// Measures where --credits, --ledger or --c2pa-manifest ask for it, but not for --frames: then, and
// where the scene cannot be measured, only credits are said. Never NULL. Generation and meter
// outlive it.
struct rmx_provenance *rmx_provenance_create(const struct rmx_options *options,
                                             const struct rmx_generation *generation,
                                             struct rmx_render_meter *meter);
void rmx_provenance_destroy(struct rmx_provenance *provenance); // NULL is fine

// The packet for the file of a frame, the provenance's own; NULL where there is nothing to say or
// no place for it.
const char *rmx_provenance_xmp(struct rmx_provenance *provenance, long long frame);
// After rmx_provenance_xmp: NAME.c2pa.json, where it is asked for. An exit code; what went wrong
// was said.
int rmx_provenance_write(const struct rmx_provenance *provenance);

// The packet of a scene's credits alone, as above, in the arena.
const char *rmx_credits_xmp(struct rmx_arena *arena, const struct rmx_scene *scene,
                            enum rmx_still_format format);
