// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a struct: one table of options says who takes them, how, and what they mean.
//
// In:  argv. Out: struct rmx_options, whose texts point into argv.
// The same table prints the help and finds the nearest name.
#pragma once

#include "base/arena.h"
#include "base/text.h"
#include "runtime/settings.h"

#include <stdbool.h>
#include <stdint.h>

struct rmx_list {
    const char **items;
    int count;
};

struct rmx_optional_number {
    bool given;
    double value;
};

// --frames A-B[xN]: A, A+N ... up to B.
struct rmx_frame_range {
    bool given;
    long long first, last, step;
};

// --crop: a part of the picture, in pixels from its top left.
struct rmx_crop_wish {
    bool given;
    int x, y, width, height;
};

struct rmx_options {
    struct rmx_arena *arena; // of the whole run
    struct rmx_list arguments;
    bool help;
    // Of every command.
    struct rmx_list allow, effects;
    bool quiet;
    int verbose;
    // Of those that read a scene.
    const char *chain;
    struct rmx_size_wish size;
    struct rmx_optional_number seed, depth, fps, patience, memory; // memory: bytes
    bool no_fuse, no_hoist, no_specialise, snap, glsl;
    // Of render.
    const char *output;
    struct rmx_optional_number time, frame, samples, loop_rounds, dpi, compress, quality;
    struct rmx_frame_range frames;
    struct rmx_optional_number last_seed; // of --seed A-B; `seed` is the first one
    struct rmx_crop_wish crop;
    const char *ground; // a colour; NULL: the scene's background
    struct rmx_list set;
    bool skip_existing, timings, reveal;
    const char *replay;
    struct rmx_optional_number from, to;
    // Of the exhibition: ledger without a scene; render and live, which add to it.
    bool all, forget_all, yes, exhibit;
    struct rmx_list forget;
    // Of ledger, and of render with it.
    bool ledger;
    struct rmx_optional_number ledger_size;
    // Of render and credits.
    bool credits, commercial, c2pa_manifest;
    // Of sweep.
    const char *sheet;
    const char *baseline; // of a sweep; NULL: none
    // Of live.
    bool fullscreen, keys, mute;
    const char *record;
    // Of record.
    bool json;
    // Of check.
    bool strict;
    struct rmx_size_wish window, print;
    const char *screen; // --output
    struct rmx_optional_number osc, oscquery;
    const char *listen;
    const char *tempo, *chase, *chase_from;
    struct rmx_optional_number restart_every; // seconds
    const char *sound;
    struct rmx_list midi;
};

struct rmx_command;

// Reads what follows the command's name (argv[0] is that name). False after an error, which was
// said on standard error.
bool rmx_options_parse(struct rmx_options *options, const struct rmx_command *command, int argc,
                       char **argv);
// The options that a command takes, a line each.
void rmx_options_help(struct rmx_text *out, const struct rmx_command *command);

// One of them, for who writes about them; texts are static.
struct rmx_option {
    const char *name;     // "output"
    char letter;          // 0: none
    const char *argument; // "FILE"; NULL: it takes none
    const char *help;
    bool repeats; // may be given more than once
};
// The one at `index`, from 0, in the help's order; false behind the last.
bool rmx_options_at(const struct rmx_command *command, int index, struct rmx_option *option);
