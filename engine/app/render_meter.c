// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render_meter.h"

#include "base/clock.h"

#include <stdlib.h>

struct rmx_render_meter {
    const struct rmx_options *options;
    const struct rmx_generation *generation;
    struct rmx_meter *meter;         // NULL: not opened yet
    const struct rmx_shares *shares; // of `frame`; NULL: none were measured
    long long frame;
    struct rmx_render_meter_counts counts;
};

struct rmx_render_meter *rmx_render_meter_create(const struct rmx_options *options,
                                                 const struct rmx_generation *generation)
{
    struct rmx_render_meter *meter = calloc(1, sizeof(*meter));
    if (!meter)
        abort();
    meter->options = options;
    meter->generation = generation;
    return meter;
}

void rmx_render_meter_destroy(struct rmx_render_meter *meter)
{
    if (!meter)
        return;
    rmx_meter_destroy(meter->meter);
    free(meter);
}

static bool open_once(struct rmx_render_meter *meter)
{
    if (!meter->meter) {
        meter->meter = rmx_meter_create(&(struct rmx_meter_params){
            .settings = &meter->generation->settings,
            .width = (int)meter->options->ledger_size.value,
            .context = meter->generation->context,
            .like = meter->generation,
        });
        meter->counts.width = rmx_meter_generation(meter->meter)->width;
        meter->counts.height = rmx_meter_generation(meter->meter)->height;
    }
    return rmx_meter_generation(meter->meter)->status == RMX_LOADED;
}

const struct rmx_shares *rmx_render_meter_measure(struct rmx_render_meter *meter, long long frame)
{
    double from_ms = rmx_clock_ms();
    bool is_known = meter->shares && meter->frame == frame;
    if (!is_known && open_once(meter)) {
        meter->shares =
            rmx_meter_measure(meter->meter, frame, rmx_player_fps(meter->generation, 0));
        meter->frame = frame;
        meter->counts.measured++;
    }
    meter->counts.ms += rmx_clock_ms() - from_ms;
    return meter->shares;
}

const struct rmx_holders *rmx_render_meter_holders(const struct rmx_render_meter *meter)
{
    return meter->shares ? rmx_meter_holders(meter->meter) : NULL;
}

struct rmx_meter *rmx_render_meter_lend(struct rmx_render_meter *meter)
{
    open_once(meter);
    meter->shares = NULL; // the other one's measurements take their place
    return meter->meter;
}

struct rmx_render_meter_counts rmx_render_meter_counts(const struct rmx_render_meter *meter)
{
    return meter->counts;
}
