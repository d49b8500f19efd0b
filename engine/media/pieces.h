// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a picture its decoder makes in one go, while nobody can ask it to end.
//
// In:  a path that the caller has already allowed. Out: bytes. Thread: any.
#pragma once

// Of a WebP the whole picture, of a TIFF its largest tile or strip, or more than any where that is
// not known or packed in a rare way; 0 of all else, which is made row by row.
double rmx_piece_bytes(const char *path);
