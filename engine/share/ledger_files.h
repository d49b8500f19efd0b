// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger as files: rows for programs (JSON, CSV), a map and a plot for people (PNG, SVG).
//
// In:  a ledger of at least one frame, what is known of its sources, small pictures of the scene.
// Out: a whole file or none: written beside and renamed. docs/ledger.md tells what stands in each,
// docs/ledger.schema.json is the JSON's schema.
// Thread: any.
#pragma once

#include "media/picture.h"
#include "share/ledger.h"

enum rmx_ledger_format {
    RMX_LEDGER_UNKNOWN, // an ending that nothing here writes
    RMX_LEDGER_JSON,
    RMX_LEDGER_CSV,
    RMX_LEDGER_PNG, // the map
    RMX_LEDGER_SVG, // the plot
    RMX_LEDGER_EXR, // written by share/cryptomatte.h
};
// By the ending, case aside.
enum rmx_ledger_format rmx_ledger_format_from_path(const char *path);
// "json, csv, ...": for the message about an unknown ending.
const char *rmx_ledger_endings(void);

// A source's file, by its content.
struct rmx_ledger_content {
    const char *file;   // NULL: it is none (a generator, the background)
    const char *sha256; // NULL where there is no file, or it cannot be read
    int same_as;        // the first row with the same content; -1: there is none before it
};
// Reads the sources' files; parallel to the rows, in the arena.
const struct rmx_ledger_content *rmx_ledger_contents(struct rmx_arena *arena,
                                                     const struct rmx_ledger *ledger);

// A small picture of the scene.
struct rmx_ledger_still {
    double time_s;
    struct rmx_picture picture; // RGBA of 8 bits; all of one size
};
// At which samples the plot wants them, for a picture of that aspect (width over height): how many,
// and their indices in order of time.
enum { RMX_LEDGER_STILLS = 12 };
int rmx_ledger_choose_stills(const struct rmx_ledger *ledger, double aspect,
                             int samples[RMX_LEDGER_STILLS]);

struct rmx_ledger_report {
    const struct rmx_ledger *ledger;
    const struct rmx_ledger_content *contents;
    const char *scene, *title; // the file's path; "" where untitled
    int width, height;         // of the picture whose pixels are counted
    double fps;
    long long last_frame;                  // of the span
    const struct rmx_ledger_still *stills; // those chosen; none will do
    int still_count;
    const struct rmx_matte *matte; // of a single frame, for a finer map; NULL: its cells
};

// In the format that the ending names, which is none of UNKNOWN and EXR. False with one sentence
// in `why`; then nothing new stands at `path`.
bool rmx_ledger_write(const char *path, const struct rmx_ledger_report *report, char *why,
                      size_t why_size);
// The JSON's text, at the end of `out`.
void rmx_ledger_json(struct rmx_text *out, const struct rmx_ledger_report *report);
