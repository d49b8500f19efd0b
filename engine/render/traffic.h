// SPDX-License-Identifier: GPL-3.0-or-later
// How many bytes of pictures passes move.
//
// In:  the passes that are drawn, with their textures. Out: sums. Pure.
#pragma once

#include "render/texture.h"

// Each picture that is drawn; each that a pass reads, once; the levels of mips that are made; and
// of what is written and read, that which only stands somewhere else afterwards.
struct rmx_traffic {
    long long written, read, mips, copied;
};

// A pass has drawn; `first`: the first texture that it reads, NULL: it reads none. Each of them is
// counted by rmx_traffic_read.
void rmx_traffic_pass(struct rmx_traffic *traffic, const struct rmx_plan *plan,
                      const struct rmx_pass *pass, const struct rmx_texture *drawn,
                      const struct rmx_texture *first);
void rmx_traffic_read(struct rmx_traffic *traffic, const struct rmx_texture *texture);
void rmx_traffic_mips(struct rmx_traffic *traffic, const struct rmx_texture *texture);
