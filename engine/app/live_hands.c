// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_hands.h"

#include "app/live_osc.h"

#include <stdlib.h>

struct rmx_live_hands {
    struct rmx_live_osc *osc;
};

struct rmx_live_hands *rmx_live_hands_create(const struct rmx_options *options,
                                             void (*say)(void *data, const char *text),
                                             void *say_data)
{
    struct rmx_live_hands *hands = calloc(1, sizeof(*hands));
    if (!hands)
        abort();
    const struct rmx_live_osc_params osc = {.port = (int)options->osc.value,
                                            .listen = options->listen,
                                            .say = say,
                                            .say_data = say_data};
    hands->osc = rmx_live_osc_create(&osc);
    return hands;
}

void rmx_live_hands_destroy(struct rmx_live_hands *hands)
{
    if (!hands)
        return;
    rmx_live_osc_destroy(hands->osc);
    free(hands);
}

void rmx_live_hands_begin(struct rmx_live_hands *hands, struct rmx_show *show)
{
    rmx_live_osc_begin(hands->osc, show);
}

void rmx_live_hands_frame(void *data, const struct rmx_show_frame *frame)
{
    struct rmx_live_hands *hands = data;
    rmx_live_osc_frame(hands->osc, frame);
}
