// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timings.h"

#include "app/command.h"

#include <stdio.h>

static void row(const char *what, double ms, const char *note)
{
    rmx_print(stderr, "%-10s %9.1f ms  %s\n", what, ms, note);
}

// Bytes of pictures, without the uniforms; copies could be saved.
static void print_moved(const struct rmx_renderer_counts *counts)
{
    double frames = 1e6 * (double)counts->uploads;
    double written = (double)(counts->traffic.written + counts->traffic.mips) / frames;
    double read = (double)counts->traffic.read / frames;
    rmx_print(stderr,
              "%-10s %9.1f MB  a frame drawn: %.1f written, %.1f read; without copies %.1f\n",
              "moved", written + read, written, read,
              written + read - (double)counts->traffic.copied / frames);
}

// A row where anything was measured.
static void print_measured(const struct rmx_render_meter *meter)
{
    const struct rmx_render_meter_counts counts = rmx_render_meter_counts(meter);
    char note[96];
    snprintf(note, sizeof(note), "%lld frame%s at %d x %d, for what tells shares", counts.measured,
             counts.measured == 1 ? "" : "s", counts.width, counts.height);
    if (counts.width)
        row("measure", counts.ms, note);
}

void rmx_print_timings(const struct rmx_player *player, const struct rmx_render_meter *meter,
                       double encode_ms, double whole_ms)
{
    const struct rmx_generation *generation = player->generation;
    struct rmx_renderer_counts counts;
    char note[96];
    rmx_renderer_counts(generation->renderer, &counts);
    row("start", generation->start_ms, "scene, effects, OpenGL");
    row("plan", generation->plan_ms, "");
    snprintf(note, sizeof(note), "%d of %d programs compiled", counts.programs_compiled,
             counts.programs);
    row("compile", generation->compile_ms, note);
    snprintf(note, sizeof(note), "second programs, of %d pass%s", generation->special_passes,
             generation->special_passes == 1 ? "" : "es");
    if (generation->special_ms > 0)
        row("specialise", generation->special_ms, note);
    snprintf(note, sizeof(note), "%d picture%s, from the start to the last one's pixels",
             generation->pictures, generation->pictures == 1 ? "" : "s");
    row("decode", generation->decode_ms, note);
    row("upload", generation->upload_ms, "");
    snprintf(note, sizeof(note), "%lld pass%s drawn, %lld left as they were", counts.passes_drawn,
             counts.passes_drawn == 1 ? "" : "es", counts.passes_skipped);
    row("render", player->values_ms + player->draw_ms, note);
    if (counts.uploads)
        print_moved(&counts);
    row("read back", player->read_ms, "");
    print_measured(meter);
    row("encode", encode_ms, "");
    row("whole", whole_ms, "");
}
