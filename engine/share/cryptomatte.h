// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger as a Cryptomatte: which holder has which part of each pixel, for compositing programs.
//
// In:  a matte with its holders; the picture itself where it is wanted beside it.
// Out: an OpenEXR file with the layers and the metadata of Psyop's Cryptomatte Specification 1.2:
//      three layers `CryptoSource00` to `02` of two ranks each, and the manifest of names.
// Thread: any; several at once.
#pragma once

#include "media/picture.h"
#include "share/shares.h"

#include <stddef.h>
#include <stdint.h>

// The mattes' name; `CryptoSource00.R` is the first channel.
#define RMX_CRYPTOMATTE_NAME "CryptoSource"

// MurmurHash3_x86_32 of the name's bytes with seed 0 (Austin Appleby, "SMHasher", 2011; public
// domain).
uint32_t rmx_cryptomatte_hash(const char *name);
// The hash as the float that stands in the pixels: its exponent is held in 1..254, so that it is
// no NaN, infinity or denormal number (specification, "Floating point conversion").
float rmx_cryptomatte_id(const char *name);

// `picture` (NULL: none) has the matte's size and becomes the channels R, G, B and, where it has
// alpha, A: linear light, premultiplied. False with one sentence in `why` (NULL will do), for exit
// code 73; then nothing new stands at `path`.
bool rmx_cryptomatte_write(const char *path, const struct rmx_holders *holders,
                           const struct rmx_matte *matte, const struct rmx_picture *picture,
                           char *why, size_t why_size);
