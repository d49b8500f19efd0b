// SPDX-License-Identifier: GPL-3.0-or-later
#include "write/chunk.h"

#include <isa-l/crc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void rmx_chunk_word(unsigned char *at, uint32_t word)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(word >> (24 - 8 * i));
}

size_t rmx_chunk_make(unsigned char *chunk, const char *type, const void *data, size_t length)
{
    rmx_chunk_word(chunk, (uint32_t)length);
    memcpy(chunk + 4, type, 4);
    memcpy(chunk + 8, data, length);
    rmx_chunk_word(chunk + 8 + length, crc32_gzip_refl(0, chunk + 4, length + 4));
    return length + RMX_CHUNK_FRAME;
}

size_t rmx_chunk_srgb(unsigned char *chunk)
{
    return rmx_chunk_make(chunk, "sRGB", "\0", 1); // perceptual, the intent for photographs
}

size_t rmx_chunk_dpi(unsigned char *chunk, double dpi)
{
    unsigned char data[9] = {[8] = 1}; // the unit is the metre
    uint32_t per_metre = (uint32_t)lround(dpi / 0.0254);
    rmx_chunk_word(data, per_metre);
    rmx_chunk_word(data + 4, per_metre);
    return rmx_chunk_make(chunk, "pHYs", data, sizeof data);
}

unsigned char *rmx_chunk_xmp(const char *packet, size_t *length)
{
    // The keyword's end, not compressed by method 0, no language, no translated keyword.
    static const char head[] = "XML:com.adobe.xmp\0\0\0\0";
    size_t packet_length = strlen(packet), data_length = sizeof head + packet_length;
    char *data = malloc(data_length);
    unsigned char *chunk = malloc(data_length + RMX_CHUNK_FRAME);
    if (data && chunk) {
        memcpy(data, head, sizeof head);
        memcpy(data + sizeof head, packet, packet_length);
        *length = rmx_chunk_make(chunk, "iTXt", data, data_length);
    } else {
        free(chunk);
        chunk = NULL;
    }
    free(data);
    return chunk;
}
