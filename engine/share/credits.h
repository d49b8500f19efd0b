// SPDX-License-Identifier: GPL-3.0-or-later
// Whom a scene's picture is owed to: its pictures in the order in which they appear, each content
// once, and its sound, with their licences; and which of them do not go together.
//
// In:  a checked scene. Out: struct rmx_credits; warnings, at the places of the sources.
// Reads picture files where two could have the same content, nothing else. No GPU.
#pragma once

#include "scene/scene.h"
#include "share/licences.h"

struct rmx_credit {
    // As the scene calls it, "evening/plant" of a scene within; all names of the same content:
    // "plant, copy". One that is named by its path has its file's name, a folder's picture
    // "album/boats.jpg".
    const char *name;
    const char *credit;              // who made it, without a licence at its end; "" unsaid
    struct rmx_licence licence;      // without a name where none is said
    const char *url;                 // where it comes from; "" unsaid
    const struct rmx_source *source; // the first of that content
    bool is_sound;                   // what the scene hears: no picture; it is the last one
};

// An effect that is not the program's own, and who made it.
struct rmx_maker {
    const char *effect, *credit;
};

struct rmx_credits {
    const char *title; // the scene's, else its file's name
    struct rmx_credit *items;
    int count;
    struct rmx_maker *makers;
    int maker_count;
    bool is_remix; // something is changed or combined; else one picture is shown whole
};

// In the arena, as far as it is not the scene's. Sources that the scene does not show are left out;
// generators have no credit.
struct rmx_credits rmx_credits_of(struct rmx_arena *arena, const struct rmx_scene *scene);
// The same of pictures alone, without reading one: each file once, whatever its content.
struct rmx_credits rmx_credits_by_file(struct rmx_arena *arena, const struct rmx_scene *scene);

// Warns of what is not said, and of licences that do not allow what is done. `commercial`: the
// remix is for trade.
void rmx_credits_check(const struct rmx_credits *credits, bool commercial,
                       struct rmx_errors *errors);
