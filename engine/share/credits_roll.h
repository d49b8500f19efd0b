// SPDX-License-Identifier: GPL-3.0-or-later
// Credits as a roll: a scene of its own, in which the pictures and their words move up, as at a
// film's end.
//
// In:  credits, what the roll is made for. Out: the texts of a scene file and of the SVG files that
// it shows, which are its typesetting: each is as large as the canvas, and so is sharp at every
// size.
// Pure.
#pragma once

#include "share/credits.h"

struct rmx_roll_picture {
    const char *path; // as the roll's scene is to name it; NULL: the roll does not show it
    double aspect;    // its width over its height
};

struct rmx_roll_params {
    const struct rmx_scene *scene;           // whose size, rate and title the roll takes
    const char *name;                        // of its files, without an ending: "evening.credits"
    const struct rmx_roll_picture *pictures; // by credit
};

struct rmx_sheet {
    const char *name; // of the file, beside the scene's
    const char *svg;
};

struct rmx_roll {
    const char *scene; // YAML
    const struct rmx_sheet *sheets;
    int sheet_count;
    double seconds; // after which it has passed
};

// All texts are the arena's.
struct rmx_roll rmx_credits_roll(struct rmx_arena *arena, const struct rmx_credits *credits,
                                 const struct rmx_roll_params *params);
