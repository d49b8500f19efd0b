// SPDX-License-Identifier: GPL-3.0-or-later
// The reveal as a page: who holds the surface, the plan, knobs and signals, laid out over a
// picture of any size.
//
// In:  a plan, shares, texts that are set. Out: marks in pixels (render/overlay.h).
// Lengths are fractions of the picture's height; letters do not become smaller than can be read,
// then less is told.
// Pure but for the texts that it has set.
#pragma once

#include "plan/plan.h"
#include "render/overlay.h"
#include "share/reveal_layout.h"
#include "share/shares.h"

struct rmx_reveal_params {
    const struct rmx_plan *plan;
    int width, height;                 // of the picture, as it is shown
    double scale;                      // of its pixels, as in struct rmx_reveal_shown
    const struct rmx_holders *holders; // with shares; NULL: not measured yet
    const struct rmx_shares *shares;
};

// What a frame says anew.
struct rmx_reveal_frame {
    long long frame;
    double fps;
    const double *signals; // parallel to the scene's
};

struct rmx_reveal_page;

// In the arena, and refers to the plan, no more to holders and shares. The typeset may want texts
// afterwards: the page is whole once it is laid out without any.
struct rmx_reveal_page *rmx_reveal_page_create(struct rmx_arena *arena, struct rmx_typeset *typeset,
                                               const struct rmx_reveal_params *params);
// The page with a frame's numbers. Only figures are put together: no text is set.
void rmx_reveal_page_draw(const struct rmx_reveal_page *page, const struct rmx_reveal_frame *frame,
                          struct rmx_marks *marks);

// How wide a hairline is on this page, in pixels.
double rmx_reveal_page_hairline(const struct rmx_reveal_page *page);
// The labels that stand beside what they name, and the panels that they keep clear of.
const struct rmx_spot *rmx_reveal_page_spots(const struct rmx_reveal_page *page, int *count);
const struct rmx_box *rmx_reveal_page_panels(const struct rmx_reveal_page *page, int *count);
