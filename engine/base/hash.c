// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"

#include "base/file.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
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

bool rmx_hash_file(const char *path, char text[RMX_SHA256_TEXT])
{
    FILE *file = rmx_file_stream(path);
    if (!file)
        return false;
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    unsigned char bytes[65536];
    size_t count;
    while ((count = fread(bytes, 1, sizeof(bytes), file)) > 0)
        g_checksum_update(sum, bytes, (gssize)count);
    int error = ferror(file) ? errno : 0;
    snprintf(text, RMX_SHA256_TEXT, "%s", g_checksum_get_string(sum));
    g_checksum_free(sum);
    fclose(file);
    errno = error;
    return !error;
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
