// SPDX-License-Identifier: GPL-3.0-or-later
// A show in the test's own process: the real window and loader, every presented frame read back.
//
// In:  a scene file in the folder of test_cli_begin. Out: pixels, words, counts.
// One at a time, on a display of its own.
#pragma once

#include "app/live_report.h"
#include "control/midi_bytes.h"
#include "show/show.h"

#include <stdbool.h>

struct live_params {
    const char *scene;      // below the folder
    const char *set;        // one --set; NULL: none
    int width, height;      // 0: 160x90
    bool has_pointer;       // the window's; else it stands in the middle
    bool holds_time;        // the clock stands until live_time moves it
    bool no_specialise;     // as in runtime/settings.h
    long long memory_bytes; // --memory; 0: none is given
    double patience_s;      // --patience; 0: none is given
    long long lose_at;
    double fps;
    double restart_every_s;                      // 0: never
    const struct rmx_presentation *presentation; // of the first output; NULL: the picture as it is
    int second_width, second_height;             // of a second output; 0: there is none
    struct rmx_exhibition *exhibition;           // outlives the show; NULL: none
    int osc_port;                                // --osc; 0: what the scene says
    int query_port;                              // --oscquery; 0: none
    const char *midi;   // all hands: --midi, "": none is given; NULL: OSC alone
    double survey_part; // as in struct rmx_show_params
    const char *tempo;  // --tempo; NULL: what the scene says
    const char *record; // --record, below the folder; NULL: nothing is
    // Gets each frame that the first output presents, as live_seen has it; NULL: nobody does.
    void (*keep)(const unsigned char *pixels, int width, int height);
};

// For cmocka's groups: a display, and cli.h's folder.
int live_set_up(void **state);
int live_tear_down(void **state);

bool live_begin(const struct live_params *params); // false: said
void live_end(void);

// Turns until a frame of the wished kind was presented, or for a minute at most: then false.
bool live_step(void);                   // one turn, whether it presents or not; false: it has ended
bool live_turn(int frames);             // so many further frames
bool live_until_swap(int swaps);        // at least so many generations were taken
bool live_until_loads(int loads);       // at least so many readings ended
bool live_until_settled(int times);     // touched files were left alone so many times
bool live_until_frame(long long frame); // this frame or a later one
void live_time(double seconds);         // where the clock stands, with holds_time
void live_press(enum rmx_action key);
void live_release(enum rmx_action key);
void live_stroke(const char *key, enum rmx_press press); // "Ctrl+1"
struct rmx_controls *live_controls(void);
void live_midi_clock(enum rmx_midi_clock kind, double time_ms); // as if it came at that time
struct rmx_show *live_show(void);
bool live_close(int output); // its close button; false: the show has ended

struct live_seen {
    const unsigned char *pixels; // RGBA of the window, the bottom row first; of the last frame
    int width, height;
    long long frame;
    int frames; // presented
    bool is_black;
    double mean;       // of the colour channels, 0..255
    const char *words; // all that was said
    double shown_ms;   // when
    unsigned gl_error; // the first one since live_begin
    double knob;       // the first one's value
    int osc_port;      // where OSC is listened to; 0: nowhere
    int query_port;    // where OSCQuery answers; 0: nowhere
    double bpm, beat;  // of the frame
    double clock_s;    // where the scene's time was when it was shown, and the clock
    double clock_ms;
};
const struct live_seen *live_seen(void);
const struct live_seen *live_seen_beside(void); // on the second output; without words
// Turns until the window is this grey, 0..255; fails the test where that takes too long.
void live_assert_grey(double grey);
struct rmx_show_counts live_counts(void);
void live_forget_words(void);
