// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/link.h"

#include <ableton/Link.hpp>

#include <cstdio>
#include <exception>

struct rmx_link {
    ableton::Link link;
    explicit rmx_link(double bpm) : link(bpm)
    {
    }
};

// Nothing is thrown into C.
struct rmx_link *rmx_link_create(double bpm, char *why, int why_size)
{
    try {
        struct rmx_link *link = new rmx_link(bpm);
        link->link.enable(true);
        return link;
    } catch (const std::exception &error) {
        std::snprintf(why, static_cast<std::size_t>(why_size), "Ableton Link cannot begin: %s",
                      error.what());
        return nullptr;
    }
}

void rmx_link_destroy(struct rmx_link *link)
{
    delete link;
}

struct rmx_link_beat rmx_link_now(struct rmx_link *link)
{
    const double bar = 4.0;
    const auto state = link->link.captureAppSessionState();
    const auto now = link->link.clock().micros();
    return {state.tempo(), state.phaseAtTime(now, bar), static_cast<int>(link->link.numPeers())};
}

void rmx_link_set_bpm(struct rmx_link *link, double bpm)
{
    auto state = link->link.captureAppSessionState();
    state.setTempo(bpm, link->link.clock().micros());
    link->link.commitAppSessionState(state);
}
