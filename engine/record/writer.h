// SPDX-License-Identifier: GPL-3.0-or-later
// Appends what a show does to a file, a block for each second, on a thread of its own.
//
// In:  loads and ticks, from the show's thread, which waits for nothing but a lock.
// Out: a file that is whole up to the last second whatever happens, and a sentence where it ends
// early: the show goes on.
#pragma once

#include "record/batch.h"
#include "record/evening.h"

struct rmx_record_writer;

struct rmx_record_writer_params {
    const char *path; // a new file, or an empty one
    const struct rmx_evening *evening;
    void (*say)(void *data, const char *text); // on the writer's thread; NULL: it is not told
    void *say_data;
};

// NULL with one sentence in `why`.
struct rmx_record_writer *rmx_record_writer_create(const struct rmx_record_writer_params *params,
                                                   char *why, size_t why_size);
// Writes what is left. NULL is fine.
void rmx_record_writer_destroy(struct rmx_record_writer *writer);

// A load was swapped in: ticks that follow are its own. The texts are shared; NULL: none.
void rmx_record_writer_load(struct rmx_record_writer *writer, const struct rmx_evening_load *load,
                            struct rmx_texts *texts);
// `like`: its rate, size and number of lanes are the tick's; `rows`: one of each lane.
void rmx_record_writer_tick(struct rmx_record_writer *writer, const struct rmx_ticks *like,
                            const struct rmx_tick *tick, const struct rmx_rows *rows);
