// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory a load's pictures may take together, and a ledger of what they take: who wants
// how much of it, scenes within included.
//
// Counted is what the renderer will ask for, textures with all their levels, and what decoding and
// writing hold beside them. What moves by itself (a buffer's size, a number of fragments) counts at
// the largest that it may come to, and comes to no more. Pure but for the machine's size.
#pragma once

#include "runtime/settings.h"

#include <stddef.h>

struct rmx_plan;
struct rmx_loading;
struct rmx_text;

enum rmx_memory_use {
    RMX_MEMORY_SHOWN,     // a show: what is shown, and shared with it, while this load is made
    RMX_MEMORY_SOURCES,   // pictures
    RMX_MEMORY_COPIES,    // those that are made smaller once
    RMX_MEMORY_TARGETS,   // what passes draw into
    RMX_MEMORY_BUFFERS,   // those that are kept, or have a size of their own
    RMX_MEMORY_FRAGMENTS, // pictures and moments that fragments are cut from
    RMX_MEMORY_TABLES,    // of fragments
    RMX_MEMORY_SAMPLES,
    RMX_MEMORY_GROWTH,   // what buffers and tables may take more than in the first frame
    RMX_MEMORY_DECODING, // while pictures are loaded; after that:
    RMX_MEMORY_READING,  // whole pictures that come back
    RMX_MEMORY_ENCODING,
    RMX_MEMORY_USES,
};

struct rmx_budget {                  // in bytes
    long long most;                  // that is allowed
    long long taken;                 // by the scene that this one is within
    long long uses[RMX_MEMORY_USES]; // of the load, and of scenes within it
    const char *holder;              // the label of the pass that draws into most of it
    long long held;                  // so much
};

// Of settings that say none: a quarter of what the machine has.
long long rmx_budget_allowed(const struct rmx_settings *settings);
// All uses: of decoding and of what comes after it the larger.
long long rmx_budget_sum(const struct rmx_budget *memory);
// What the load goes on holding that no store has: to be told to those that come after.
long long rmx_budget_held(const struct rmx_budget *memory);
void rmx_budget_add(struct rmx_budget *memory, const struct rmx_budget *within);
// That of it which sources may take, where these are there already.
long long rmx_budget_for_sources(const struct rmx_budget *memory);
// What decoding holds at once of pictures that take so much together, and the largest; `file`: the
// most that a decoder may hold of one by itself.
long long rmx_budget_of_decoding(const struct rmx_budget *memory, long long largest,
                                 long long file);
// A picture as a texture.
long long rmx_budget_of_texture(int width, int height, int pixel_bytes, bool mips);

// Cuts `bytes` down to at most `most` together: the largest ones to the same size. Nothing changes
// where they fit.
void rmx_budget_share(long long *bytes, int count, long long most);

// What the plan takes, added to the generation's memory; bounds what may grow by what is left.
// False, with an error, where all together is more than is allowed.
bool rmx_budget_check(struct rmx_loading *loading);

// "1.5 GiB", "240 MiB"; `size` at least 16.
const char *rmx_budget_words(long long bytes, char *text, size_t size);
// A table: a row for each use, the sum, what is allowed.
void rmx_budget_print(const struct rmx_budget *memory, struct rmx_text *text);
