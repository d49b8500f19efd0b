// SPDX-License-Identifier: GPL-3.0-or-later
// Chunks of a PNG file, as they stand in it (ISO/IEC 15948, 5.3).
//
// Pure: into memory of the caller's, but for rmx_chunk_xmp.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Every chunk is this much longer than its data.
enum { RMX_CHUNK_FRAME = 12 };

void rmx_chunk_word(unsigned char *at, uint32_t word); // four bytes, the highest first
// Each returns how many bytes it wrote: RMX_CHUNK_FRAME more than `length`, 1 and 9.
size_t rmx_chunk_make(unsigned char *chunk, const char *type, const void *data, size_t length);
size_t rmx_chunk_srgb(unsigned char *chunk);
size_t rmx_chunk_dpi(unsigned char *chunk, double dpi);
// An XMP packet as an iTXt chunk (XMP Specification, Part 3, 1.1.5) on the heap, to be freed; its
// length in *length. NULL where memory is short.
unsigned char *rmx_chunk_xmp(const char *packet, size_t *length);
