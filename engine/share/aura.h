// SPDX-License-Identifier: GPL-3.0-or-later
// Auras: what is left of each holder's, after how much of it was shown.
//
// An exposure is in surface-seconds: shares times seconds; the whole surface for one second is 1.
// A holder that was never shown has an aura of 1, which halves with every half-life of exposure.
// In:  the totals of struct rmx_shares (share/shares.h), exposures of earlier shows. Out: auras.
// Pure: no clock, no files. The same shares in the same order always give the same auras.
#pragma once

#include "share/shares.h"

struct rmx_auras;

enum { RMX_HALF_LIFE = 30 }; // surface-seconds, unless the scene says another one

// 2^(-exposure / half-life), 1 down to 0. A half-life that is not above 0 stands for RMX_HALF_LIFE,
// an exposure that is not above 0 (NaN too) for none.
double rmx_aura(double exposure_s, double half_life_s);

// No holder was shown yet. The names are copied, the rest of the holders is not kept. Never NULL.
struct rmx_auras *rmx_auras_create(const struct rmx_holders *holders, double half_life_s);
void rmx_auras_destroy(struct rmx_auras *auras); // NULL is fine

// What a holder was shown in earlier shows (share/exhibition.h): its exposure from now on, and
// after each restart.
void rmx_auras_seed(struct rmx_auras *auras, int holder, double exposure_s);
// The memory of a show whose scene was edited: holders that have the name of one of `from` take
// over its exposure and what it began with. Others stay as they are.
void rmx_auras_follow(struct rmx_auras *auras, const struct rmx_auras *from);
// Back to the seeds: the scene starts anew.
void rmx_auras_restart(struct rmx_auras *auras);

// So much longer on the surface: `shares` by holder, 0..1 (struct rmx_shares, `total`). What is
// not finite or not above 0 adds nothing.
void rmx_auras_add(struct rmx_auras *auras, const double *shares, double seconds);

int rmx_auras_count(const struct rmx_auras *auras);
// The holder of that name, the first where two have it; -1: there is none.
int rmx_auras_find(const struct rmx_auras *auras, const char *name);
double rmx_aura_of(const struct rmx_auras *auras, int holder);     // 1 down to 0
double rmx_exposure_of(const struct rmx_auras *auras, int holder); // surface-seconds, with the seed
