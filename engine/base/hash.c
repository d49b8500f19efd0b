// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"

#include <string.h>
#include <xxhash.h>

uint64_t rmx_hash_bytes(const void *bytes, size_t length, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, length, seed);
}

uint64_t rmx_hash_string(const char *text, uint64_t seed)
{
    return rmx_hash_bytes(text, strlen(text), seed);
}

uint32_t rmx_hash_u32(uint32_t value)
{
    uint32_t state = value * 747796405u + 2891336453u;
    uint32_t word = ((state >> ((state >> 28) + 4u)) ^ state) * 277803737u;
    return (word >> 22) ^ word;
}

uint32_t rmx_hash_mix(uint32_t hash, uint32_t value)
{
    return rmx_hash_u32(hash ^ rmx_hash_u32(value + 0x9E3779B9u));
}

double rmx_hash_unit(uint32_t hash)
{
    return (double)(hash >> 8) / 16777216.0;
}
