// SPDX-License-Identifier: GPL-3.0-or-later
// A show for measuring: a scene in a folder of its own, shown on a display of its own.
//
// A failure is a line on standard error and the end of the program.
#pragma once

#include "show/show.h"

struct live_stand_params {
    const char *scene; // the scene's text, into scene.yaml; NULL: it is there
    double fps;
    int width, height;
    int osc_port;       // --osc; 0: none
    int query_port;     // --oscquery; 0: none
    bool no_specialise; // its general programs draw it, however long it stands
};

// Changes into a fresh folder with caches of its own; starts the display. Once.
void live_stand_begin(void);
void live_stand_end(void); // removes both

void live_stand_write(const char *name, const char *text); // a save

struct rmx_show *live_stand_open(const struct live_stand_params *params);
void live_stand_close(struct rmx_show *show);

struct live_seen {
    int swaps; // generations taken when the last frame was shown
    long long frames;
    double shown_ms;     // when it was about to be shown
    double gap_ms;       // since the frame before
    double worst_gap_ms; // since it was set to 0
    double processor_ms; // of the stage's thread for that frame, without showing it
    double processor_sum_ms;
    double knob;    // where the first one stands
    int objects[4]; // textures, buffers, framebuffers, programs that there are, as last counted
};
extern struct live_seen live_seen;
extern bool live_counts_objects; // at the next frame

void live_stand_turn(struct rmx_show *show);
void live_stand_frames(struct rmx_show *show, int count);
// Until so many generations were shown; false after a minute.
bool live_stand_swap(struct rmx_show *show, int swaps);
