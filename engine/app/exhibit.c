// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exhibit.h"

#include "share/exhibition.h"
#include "share/meter.h"

#include <stdlib.h>

static const double sample_s = 0.5; // between two measurements, in the scene's time

struct rmx_exhibit {
    struct rmx_exhibition *exhibition;
    struct rmx_meter *meter;
    const struct rmx_shares *shares; // the last measurement, of frame `measured`; NULL: none
    long long measured;
    double fps, frame_s; // that a frame counts for
    bool failed;
};

struct rmx_exhibit *rmx_exhibit_begin(const struct rmx_options *options,
                                      const struct rmx_generation *generation)
{
    const struct rmx_settings *settings = &generation->settings;
    if (!settings->exhibits)
        return NULL;
    struct rmx_meter *meter = rmx_meter_create(
        &(struct rmx_meter_params){.settings = settings, .context = generation->context});
    if (rmx_meter_generation(meter)->status != RMX_LOADED) {
        rmx_complain("the scene cannot be measured, and is not exhibited");
        rmx_meter_destroy(meter);
        return NULL;
    }
    struct rmx_exhibit *exhibit = calloc(1, sizeof(*exhibit));
    if (!exhibit)
        abort();
    bool is_film = options->frames.given;
    exhibit->exhibition =
        rmx_exhibition_create(is_film ? RMX_EXHIBIT_FILM : RMX_EXHIBIT_STILL, NULL);
    exhibit->meter = meter;
    exhibit->fps = rmx_player_fps(generation, 0);
    exhibit->frame_s = (double)(is_film ? options->frames.step : 1) / exhibit->fps;
    return exhibit;
}

static void measure(struct rmx_exhibit *exhibit, long long frame)
{
    exhibit->shares = rmx_meter_measure(exhibit->meter, frame, exhibit->fps);
    exhibit->measured = frame;
    if (exhibit->shares)
        return;
    exhibit->failed = true;
    rmx_complain("frame %lld cannot be measured, and no more is exhibited", frame);
}

void rmx_exhibit_frame(struct rmx_exhibit *exhibit, long long frame)
{
    if (!exhibit || exhibit->failed)
        return;
    double since_s = (double)(frame - exhibit->measured) / exhibit->fps;
    if (!exhibit->shares || since_s >= sample_s)
        measure(exhibit, frame);
    if (exhibit->shares)
        rmx_exhibition_add_shares(exhibit->exhibition, rmx_meter_generation(exhibit->meter)->scene,
                                  rmx_meter_holders(exhibit->meter), exhibit->shares,
                                  exhibit->frame_s);
}

void rmx_exhibit_end(struct rmx_exhibit *exhibit)
{
    if (!exhibit)
        return;
    rmx_exhibition_destroy(exhibit->exhibition);
    rmx_meter_destroy(exhibit->meter);
    free(exhibit);
}
