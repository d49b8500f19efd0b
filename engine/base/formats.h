// SPDX-License-Identifier: GPL-3.0-or-later
// The formats of files that people bring where a picture or a scene is asked for: which are read,
// and what makes a picture of the others.
//
// In:  a path, and how its file begins. Out: a row of the table. Thread: any.
#pragma once

#include "base/arena.h"

#include <stdbool.h>

enum rmx_format_kind {
    RMX_FORMAT_READ,    // a picture that is read here
    RMX_FORMAT_PICTURE, // another one
    RMX_FORMAT_FILM,
    RMX_FORMAT_SOUND,
    RMX_FORMAT_OTHER,
};

enum rmx_format_reader {
    RMX_READER_VIPS,   // that of libvips which knows the bytes
    RMX_READER_HEIF,   // with its module
    RMX_READER_JXL,    // with its module
    RMX_READER_EXR,    // which goes by a path
    RMX_READER_SIMPLE, // stb_image
};

struct rmx_file_format {
    enum rmx_format_kind kind;
    const char *name;    // "a Photoshop document" where it is not read, else "JPEG XL"
    const char *endings; // each with a dot before and a space behind it: ".psd .psb "
    // What makes a picture of it: IN, OUT and STEM stand for its path, for that with .png, and for
    // that without an ending. NULL where it is read, or nothing does.
    const char *convert;
    enum rmx_format_reader reader;
    bool is_whole;   // its decoder holds all of the picture at once, and more
    bool is_vague;   // files of other kinds begin as it does
    bool is_bounded; // its library is well tried, and can be ended between rows
};

// By how the file begins, or else by the path's ending; NULL: it is none of these, or not to be
// opened.
const struct rmx_file_format *rmx_format_of(const char *path);
// By how it begins alone.
const struct rmx_file_format *rmx_format_of_bytes(const char *path);
// By the ending alone.
const struct rmx_file_format *rmx_format_of_name(const char *path);
// Whether the file begins as no text does.
bool rmx_format_is_binary(const char *path);
// Of a file that could not be opened as a picture: what it is instead, as a phrase. NULL: it begins
// as one does.
const char *rmx_format_why_unknown(const char *path);
// The command for a file, ready to paste. NULL where there is none.
const char *rmx_format_command(struct rmx_arena *arena, const struct rmx_file_format *format,
                               const char *path);
const struct rmx_file_format *rmx_formats(int *count);
