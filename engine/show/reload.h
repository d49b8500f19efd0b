// SPDX-License-Identifier: GPL-3.0-or-later
// The loader's thread: watches the scene's files and reads the scene anew when they change.
//
// A load that goes on while something newer is saved is given up for it (show/newer.h).
//
// In:  settings, contexts, the size of the picture.
// Out: whole generations, one at a time, and what is to be said of broken ones.
// Thread: create, destroy and the calls below on the stage's; everything else happens on its own.
// Objects that generations share are made and deleted on the loader's thread alone.
#pragma once

#include "runtime/player.h"
#include "share/survey.h"
#include "show/voice.h"

struct rmx_reload;
struct rmx_loading;

struct rmx_reload_params {
    const struct rmx_settings *settings; // but for the size
    // Both are the thread's own, and share objects with the stage's: it loads in the first, and
    // what it has drawn in the second needs no compiling on the stage.
    struct rmx_context *context, *probe;
    double output_fps; // of a scene that says none
    int debounce_ms;   // 0: 40
    // Whose renderer went with a lost context: it is rebuilt before anything else; NULL: none.
    struct rmx_player *lost;
    // Keeps what each load is read from, and what comes into its player (runtime/tape.h).
    bool records;
    const struct rmx_show_voice *voice;
    struct rmx_exhibition *exhibition; // as in struct rmx_survey_params, as the part
    double survey_part;
};

struct rmx_reload *rmx_reload_create(const struct rmx_reload_params *params);
// Gives up what runs, and waits for its end. Every generation was given back.
void rmx_reload_destroy(struct rmx_reload *reload); // NULL is fine

// The show is to end: what runs is given up, no further load begins. False where one still goes on
// after so long (a driver's compiler cannot be stopped): then the thread and all that it uses must
// stay as they are until the program ends.
bool rmx_reload_rest(struct rmx_reload *reload, double most_ms);

// The size that the picture is to fit into; reads the scene anew where it is another one.
void rmx_reload_resize(struct rmx_reload *reload, int width, int height);
// Where the show stands, so that a new generation is warmed up for it.
void rmx_reload_position(struct rmx_reload *reload, long long frame, double fps);

// The newest whole generation, or NULL, with the survey that feeds its player where there is one.
// Both are to be entered, and to be given back, left, once they are not drawn any more.
struct rmx_player *rmx_reload_take(struct rmx_reload *reload);
void rmx_reload_give_back(struct rmx_reload *reload, struct rmx_player *player);

// Whether the thread has made or deleted GL objects since the last call, or may be doing so.
bool rmx_reload_was_at_work(struct rmx_reload *reload);

struct rmx_reload_counts {
    int loads;             // readings that ended, whole or broken
    int broken;            // of them
    int given_up;          // that did not end, since something newer was saved
    int settled;           // times that files were touched and left alone again, read anew or not
    bool is_broken;        // the last one was
    bool is_busy;          // something has changed that is not read yet
    int compiled, decoded; // programs and pictures, over all readings
    double load_ms;        // of the last one
};
void rmx_reload_counts(struct rmx_reload *reload, struct rmx_reload_counts *counts);

// The context is lost: drops the renderer of what is shown (left already), and waits for that.
void rmx_reload_drop(struct rmx_reload *reload, struct rmx_player *player);

// The thread's own, for jobs (show/loading.h).
struct rmx_loading *rmx_reload_loading(struct rmx_reload *reload);
// Runs on the loader's thread, its context current, after what it is doing and after the jobs
// before; and before what is given back later is unloaded.
void rmx_reload_do(struct rmx_reload *reload, void (*job)(void *data), void *data);
// Runs there before each load from now on; one such job, of NULL: none.
void rmx_reload_before(struct rmx_reload *reload, void (*job)(void *data), void *data);
