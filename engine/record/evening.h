// SPDX-License-Identifier: GPL-3.0-or-later
// What a recording says beside its frames, as payloads of blocks, and back: what held for the whole
// evening, each load of the scene with the texts that it was made of, hashes of the files that it
// showed.
//
// In:  structs, or bytes. Out: bytes, or structs. Pure. Paths are absolute.
#pragma once

#include "base/hash.h"
#include "base/texts.h"
#include "record/bytes.h"

struct rmx_evening_value {
    const char *name;
    double value;
};

struct rmx_evening {
    const char *version; // of the program
    double date[6];      // when it began, by the wall clock: year month day hour minute second
    const char *scene, *chain; // chain "": none
    double picture_date[6];    // `date` as the scenes see it
    int date_rule;
    bool has_seed;
    uint32_t seed;
    double fps;             // of --fps; 0: unsaid
    int sound;              // --sound: an enum rmx_sound_kind and 1; 0: unsaid
    const char *sound_name; // "" where none
    bool follows_tempo;     // as in struct rmx_settings, and so is the next one
    int tempo;
    const char *const *allow, *const *effects;
    int allow_count, effect_count;
    const struct rmx_evening_value *values; // --set
    int value_count;
};

// A player: of the scene, or of one within it.
struct rmx_evening_lane {
    const char *name; // the source's; "" the scene's own
    int signal_count;
    const char *const *signals;   // names; "" for those that no expression can name
    const char *const *providers; // parallel to them: "knob", "sound"
    const double
        *prepared; // what its first numbers were made of, before it was swapped in; NULL: none
};

struct rmx_evening_load {
    const char *scene; // its path: the evening's, or the test card's
    const char *chain; // "" where none
    int width, height; // of the picture
    double fps;        // as it was shown
    int64_t prepared_frame;
    double prepared_fps;
    bool goes_on; // from a load before it
    int lane_count;
    const struct rmx_evening_lane *lanes;
    const char *const *sources; // files that it shows and hears
    int source_count;
};

struct rmx_evening_source {
    const char *path;
    char sha256[RMX_SHA256_TEXT]; // "": it could not be read
};

void rmx_evening_write(struct rmx_text *out, const struct rmx_evening *evening);
bool rmx_evening_read(struct rmx_arena *arena, const char *payload, size_t length,
                      struct rmx_evening *evening);

// Two parts, one behind the other: all but the sources, then those and the texts (NULL: there are
// none). Of the texts those alone are written that `written` does not have with the same answer;
// they are added to it.
void rmx_evening_load_write(struct rmx_text *out, const struct rmx_evening_load *load);
void rmx_evening_texts_write(struct rmx_text *out, const struct rmx_texts *texts,
                             struct rmx_texts *written);
// The texts are added to `texts`; NULL: they are left out.
bool rmx_evening_load_read(struct rmx_arena *arena, const char *payload, size_t length,
                           struct rmx_evening_load *load, struct rmx_texts *texts);

void rmx_evening_sources_write(struct rmx_text *out, const struct rmx_evening_source *sources,
                               int count);
bool rmx_evening_sources_read(struct rmx_arena *arena, const char *payload, size_t length,
                              struct rmx_evening_source **sources, int *count);
