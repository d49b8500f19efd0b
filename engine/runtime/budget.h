// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory a load's pictures may take together, and what they take: its sources, and what
// its passes draw into, those of scenes within it as well.
//
// Counted is what the renderer will ask for, textures with all their levels; a decoder, and what is
// decoded and waits, has a quarter of the whole. Pure but for the machine's size.
#pragma once

#include "runtime/settings.h"

#include <stddef.h>

struct rmx_plan;
struct rmx_loading;

struct rmx_budget {     // in bytes
    long long most;     // that is allowed
    long long taken;    // by the scene that this one is within
    long long sources;  // of the load itself
    long long drawn;    // and of scenes within it all
    const char *holder; // the label of the pass that draws into most of it
    long long held;     // so much
};

// Of settings that say none: a quarter of what the machine has.
long long rmx_budget_allowed(const struct rmx_settings *settings);
// That of it which sources may take, where these are there already.
long long rmx_budget_for_sources(const struct rmx_budget *memory);
// A picture as a texture.
long long rmx_budget_of_texture(int width, int height, int pixel_bytes, bool mips);

// Cuts `bytes` down to at most `most` together: the largest ones to the same size. Nothing changes
// where they fit.
void rmx_budget_share(long long *bytes, int count, long long most);

// What the plan draws into, added to the generation's memory. False, with an error, where all
// together is more than is allowed.
bool rmx_budget_check(struct rmx_loading *loading);

// "1.5 GiB", "240 MiB"; `size` at least 16.
const char *rmx_budget_words(long long bytes, char *text, size_t size);
