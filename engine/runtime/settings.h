// SPDX-License-Identifier: GPL-3.0-or-later
// What is set for a scene beside its text: plain data, the same for a still, a film and a
// window.
//
// Zero is the default everywhere. Never changed once something was made of it; its texts and lists
// belong to the caller who filled it, and outlive all that was made of it.
#pragma once

#include "base/signals.h"
#include "base/sound.h"

#include <stdbool.h>
#include <stdint.h>

// --size: WxH, W (height 0), 2x (scale 2) or a size on paper; all zero where unsaid.
struct rmx_size_wish {
    int width, height;
    double mm[2]; // on paper, in place of pixels
    double dpi;   // of that; 0: the scene's, else RMX_PAPER_DPI
    double scale;
    bool within; // width x height is a place: the largest picture of the scene's aspect in it
};

// --set NAME=VALUE: a knob, mouse.x or mouse.y.
struct rmx_set_value {
    const char *name;
    double value;
};

// Which scenes `date` holds for.
enum rmx_date_rule {
    RMX_DATE_OF_SCENE, // for none: the scene's own date
    RMX_DATE_DEFAULT,  // for scenes that say none
    RMX_DATE_SET,      // for all scenes
};

struct rmx_settings {
    const char *scene; // a scene file, `-`, or a picture file
    const char *chain; // further steps on the whole picture, in the scene's own syntax; NULL: none
    const char *const *allow; // paths below which pictures may lie
    int allow_count;
    const char *const *effects; // folders of effects, nearest first
    int effect_count;
    struct rmx_size_wish size;
    bool has_seed;
    uint32_t seed;               // in place of the scene's
    struct rmx_sound_wish sound; // the same
    bool hears_devices;          // a show: inputs and monitors are opened; else they are silence
    int depth;                   // 8, 16 or 32; 0: the scene's
    // The bits of a channel that the picture's destination can hold; 0: no bound.
    int least_output_depth, most_output_depth;
    double fps; // 0: the scene's
    enum rmx_date_rule date_rule;
    double date[6]; // year month day hour minute second
    const struct rmx_set_value *values;
    int value_count;
    bool follows_tempo; // a show: it hears the tempo of its sound where the scene wants that
    int tempo;          // enum rmx_tempo_source in place of the scene's; 0: that
    // What is provided where the scene is shown, beside clock, pointer and knobs ("audio.bass"),
    // with all that it names; NULL: nothing.
    const struct rmx_signals *offered;
    int samples;            // jittered frames that are averaged; 0: one, as it is
    long long memory_bytes; // that its pictures may take together; 0: a quarter of the machine's
    // Of what is written: how many whole pictures are read back at once, and what an encoder holds
    // a pixel of 8 bits a channel, and of more, [1] with alpha; 0: none is.
    int read_pictures, encoder_pixel_bytes[2], deep_encoder_pixel_bytes[2];
    double patience_s;    // for decoding a picture that may run long, for compiling
                          // effects that look heavy; 0: RMX_PATIENCE_S
    int loop_rounds;      // of loops in files of others, a pixel; 0: RMX_MOST_ROUNDS
    double most_frame_ms; // of loops in files of others: no longer frame is drawn; 0: it is
    bool no_fuse;         // every effect a pass of its own
    bool no_hoist;        // what is the same for all pixels is computed at each of them
    bool no_specialise;   // no second programs with constants (runtime/specialise.h)
    bool snap;            // every tap at a pixel's centre
    // For measuring what answers cost, and whether they hold (plan.h has the same):
    bool leaves_open;      // what GLSL leaves open is not answered in files of others
    bool keeps_nan;        // a colour of theirs that is no number stays one
    const char *unclamped; // from this effect on, no step's colours are clamped
    bool ledger;           // for a meter: its pictures can be moved (render/probe.h)
    bool exhibits; // what is shown is added to the exhibition, whatever the scene's aura remembers
    bool waits;    // a show that is replayed: with `redraws`, but nothing goes on beside it
    bool is_presented; // by windows (render/renderer.h)
    bool redraws;      // a show: a frame may be drawn again, and what takes long goes on beside it
};
