// SPDX-License-Identifier: GPL-3.0-or-later
// In place of link.cpp where the program is built without Ableton Link.
#include "control/link.h"

#include <stddef.h>
#include <stdio.h>

struct rmx_link *rmx_link_create(double bpm, char *why, int why_size)
{
    (void)bpm;
    snprintf(why, (size_t)why_size,
             "this program was built without Ableton Link (REMONTAGE_LINK is off)");
    return NULL;
}

void rmx_link_destroy(struct rmx_link *link)
{
    (void)link;
}

struct rmx_link_beat rmx_link_now(struct rmx_link *link)
{
    (void)link;
    return (struct rmx_link_beat){0};
}

void rmx_link_set_bpm(struct rmx_link *link, double bpm)
{
    (void)link;
    (void)bpm;
}
