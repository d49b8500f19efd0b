// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes: xxHash for caches, SHA-256 for what others check, and the integer hash behind all
// randomness.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// XXH3, 64 bits: for cache keys, not for the picture.
uint64_t rmx_hash_bytes(const void *bytes, size_t length, uint64_t seed);
uint64_t rmx_hash_string(const char *text, uint64_t seed);

enum { RMX_SHA256_TEXT = 65 }; // bytes of its text: hexadecimal, with the end
// SHA-256 of a file's bytes as text. False where it cannot be read: errno says why.
bool rmx_hash_file(const char *path, char text[RMX_SHA256_TEXT]);

// The picture's randomness: the same number for the same words on every machine.
// PCG output permutation over a LCG step (Jarzynski and Olano, "Hash Functions for GPU
// Rendering", JCGT 9(3), 2020): `pcg`.
uint32_t rmx_hash_u32(uint32_t value);
// Folds a further word into a hash.
uint32_t rmx_hash_mix(uint32_t hash, uint32_t value);
// 0 <= x < 1, from the upper 24 bits.
double rmx_hash_unit(uint32_t hash);
